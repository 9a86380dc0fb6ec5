/** Compiles generated Go: looked at by gofmt, vet and the compiler, and linked as `ocrekit build` does; results are kept. */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import type { Plan } from "../../generator/src/abi/plan-model.js";
import type { FileSet } from "../../generator/src/emit/files.js";
import { linkPreview1 } from "../../generator/src/wasm/index.js";
import { cache, requireTool, type Tool } from "../support/toolchain.js";
import { inOwnFolder, keptModule, keptText, type Linked, type Ran, run, texts } from "./kept.js";

const language = "go";

const module = "ocre.local/sdk";

/**
 * What gofmt, vet and the compiler say of each project with its stubs; one start of each for all of them, as packages
 * of one module.
 */
export function checkStrict(projects: ReadonlyMap<string, FileSet>): ReadonlyMap<string, string> {
  const go = requireTool("go");
  const all = [...projects];
  const sources = all.flatMap(([, project], i) =>
    project
      .filter(({ path }) => path.endsWith(".go"))
      .map(({ path, text }) => ({ path: `p${i}/${path}`, text: moved(text, i) })),
  );
  const files = [...sources, { path: "go.mod", text: "module batch.local\n\ngo 1.24\n" }];
  const kept = { language, key: ["check", all.map(([, own]) => texts(own))], files };
  const lines = keptText(kept, (folder) =>
    [
      told(start(gofmt(go), ["-l", "-s", "."], folder)).replaceAll(/^(?=.)/gm, "not as gofmt leaves it: "),
      told(start(go.command, ["build", "./..."], folder)),
      told(start(go.command, ["vet", "./..."], folder)),
    ].join("\n"),
  ).split("\n");
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

/** Each line is of a project, so that nothing stands between them; without a word, how it ended is everybody's. */
const told = ({ text, messages }: Ran): string => (text === "" ? messages : text);

/** Headers of packages (`# batch.local/p0/x`) are of no interest; everything that names no project is everybody's. */
function belongs(line: string, index: number): boolean {
  if (line.startsWith("#") || line.trim() === "") return false;
  const [, found] = /\bp(\d+)[/\\]/.exec(line) ?? [];
  return found === undefined || Number(found) === index;
}

const moved = (text: string, index: number): string => text.replaceAll(`"${module}/`, `"batch.local/p${index}/`);

/** Of the same Go: beside it, where that is not on PATH. */
const gofmt = ({ command }: Tool): string => (isAbsolute(command) ? join(dirname(command), "gofmt") : "gofmt");

/** Files that gofmt would change. */
export const unformatted = (files: FileSet): string =>
  inOwnFolder(
    { language, key: ["fmt", texts(files)], files },
    (folder) => start(gofmt(requireTool("go")), ["-l", "-s", "."], folder).messages,
  );

/** The module that a user gets: compiled, and without what the world does not have; without a plan the world has nothing of `ocre:system`. */
export function linkModule(go: Tool, files: FileSet, plan?: Plan): Linked {
  return keptModule({ language, key: ["link", texts(files)], files }, (folder) => {
    const raw = join(folder, "raw.wasm");
    const args = ["-buildmode=c-shared", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", raw, "."];
    const { ok, messages } = start(go.command, ["build", ...args], folder);
    if (!ok) return messages;
    const available = (plan?.groups ?? []).flatMap((g) =>
      g.functions.flatMap((f) => (f.role === "guest-import" ? [f.core] : [])),
    );
    const linked = linkPreview1(new Uint8Array(readFileSync(raw)), available);
    if (!linked.ok) return linked.reason;
    writeFileSync(join(folder, "app.wasm"), linked.bytes);
    return "";
  });
}

const environment = {
  GOOS: "wasip1",
  GOARCH: "wasm",
  GOTOOLCHAIN: "local",
  GOWORK: "off",
  GOFLAGS: "-mod=mod",
  GOCACHE: join(cache, "go"),
};

const start = (command: string, args: readonly string[], folder: string): Ran =>
  run(command, args, folder, environment);
