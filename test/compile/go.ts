/** Compiles generated Go: looked at by gofmt, vet and the compiler, and linked as `ocrekit build` does; results are kept. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plan } from "../../generator/src/abi/plan-model.js";
import type { FileSet } from "../../generator/src/emit/files.js";
import { linkPreview1 } from "../../generator/src/wasm/index.js";
import { cache, requireTool, type Tool } from "../support/toolchain.js";

const module = "ocre.local/sdk";

/**
 * What gofmt, vet and the compiler say of each project with its stubs; one start of each for all of them, as packages
 * of one module.
 */
export function checkStrict(projects: ReadonlyMap<string, FileSet>): ReadonlyMap<string, string> {
  const go = requireTool("go");
  const all = [...projects];
  const folder = folderFor(["check", all.map(([, files]) => texts(files))]);
  const log = join(folder, "messages.txt");
  if (!existsSync(log)) {
    const files = all.flatMap(([, project], i) =>
      project
        .filter(({ path }) => path.endsWith(".go"))
        .map(({ path, text }) => ({ path: `p${i}/${path}`, text: moved(text, i) })),
    );
    writeAll(folder, [...files, { path: "go.mod", text: "module batch.local\n\ngo 1.24\n" }]);
    const messages = [
      run("gofmt", ["-l", "-s", "."], folder).messages.replaceAll(/^(?=.)/gm, "not as gofmt leaves it: "),
      run(go.command, ["build", "./..."], folder).messages,
      run(go.command, ["vet", "./..."], folder).messages,
    ];
    writeFileSync(log, messages.join("\n"));
  }
  const lines = readFileSync(log, "utf8").split("\n");
  return new Map(
    all.map(([name], i) => [
      name,
      lines
        .filter((line) => belongs(line, i))
        .join("\n")
        .trim(),
    ]),
  );
}

/** Headers of packages (`# batch.local/p0/x`) are of no interest; everything that names no project is everybody's. */
function belongs(line: string, index: number): boolean {
  if (line.startsWith("#") || line.trim() === "") return false;
  const [, found] = /\bp(\d+)[/\\]/.exec(line) ?? [];
  return found === undefined || Number(found) === index;
}

const moved = (text: string, index: number): string => text.replaceAll(`"${module}/`, `"batch.local/p${index}/`);

/** Files that gofmt would change. */
export function unformatted(files: FileSet): string {
  const folder = folderFor(["fmt", texts(files)]);
  writeAll(folder, files);
  return run("gofmt", ["-l", "-s", "."], folder).messages;
}

export interface Linked {
  readonly wasm: Uint8Array;
  readonly messages: string;
}

/** The module that a user gets: compiled, and without what the world does not have; without a plan the world has nothing of `ocre:system`. */
export function linkModule(go: Tool, files: FileSet, plan?: Plan): Linked {
  const folder = folderFor(["link", texts(files)]);
  const raw = join(folder, "raw.wasm");
  const wasm = join(folder, "app.wasm");
  if (!existsSync(wasm)) {
    writeAll(folder, files);
    const args = [
      "build",
      "-buildmode=c-shared",
      "-trimpath",
      "-buildvcs=false",
      "-ldflags=-s -w -buildid=",
      "-o",
      raw,
    ];
    const { status, messages } = run(go.command, [...args, "."], folder);
    if (status !== 0) return { wasm: new Uint8Array(), messages };
    const available = (plan?.groups ?? []).flatMap((g) =>
      g.functions.flatMap((f) => (f.role === "guest-import" ? [f.core] : [])),
    );
    const linked = linkPreview1(new Uint8Array(readFileSync(raw)), available);
    if (!linked.ok) return { wasm: new Uint8Array(), messages: linked.reason };
    rmSync(raw);
    writeFileSync(wasm, linked.bytes);
  }
  return { wasm: readFileSync(wasm), messages: "" };
}

interface Ran {
  readonly status: number | null;
  readonly messages: string;
}

function run(command: string, args: readonly string[], folder: string): Ran {
  const done = spawnSync(command, [...args], {
    cwd: folder,
    encoding: "utf8",
    timeout: 280_000,
    maxBuffer: 1 << 26,
    env: {
      ...process.env,
      GOOS: "wasip1",
      GOARCH: "wasm",
      GOTOOLCHAIN: "local",
      GOWORK: "off",
      GOFLAGS: "-mod=mod",
      GOCACHE: join(cache, "go"),
    },
  });
  return { status: done.status, messages: done.error?.message ?? `${done.stdout}${done.stderr}`.trim() };
}

const texts = (files: FileSet): readonly (readonly [string, string])[] => files.map((f) => [f.path, f.text]);

function folderFor(key: unknown): string {
  return join(cache, "compile", "go", createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 24));
}

function writeAll(folder: string, files: FileSet): void {
  rmSync(folder, { recursive: true, force: true });
  for (const file of files) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), file.text);
  }
}
