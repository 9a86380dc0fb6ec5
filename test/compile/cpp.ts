/** Compiles generated C++: strictly, as C++20 and as C++23, and to a wasm module; results are cached by what went in. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileSet } from "../../generator/src/emit/files.js";
import { cache, type Tool } from "../support/toolchain.js";

export const standards = ["c++20", "c++23"] as const;
export type Standard = (typeof standards)[number];

const strict = ["-Wall", "-Wextra", "-Werror", "-Wpedantic", "-Wconversion"];

/** What the compiler says about all sources, each project in a folder of its own; nothing when there is no warning. */
export function compileStrictly(zig: Tool, projects: ReadonlyMap<string, FileSet>, standard: Standard): string {
  const folder = folderFor(["strict", standard, strict, ...[...projects].map(([name, files]) => [name, texts(files)])]);
  const log = join(folder, "messages.txt");
  if (existsSync(log)) return readFileSync(log, "utf8");
  const said = [...projects].map(([name, files]) => {
    writeAll(join(folder, name), files);
    const sources = files.filter((f) => f.path.endsWith(".cpp"));
    // One unit for each project, so that a few starts of the compiler are enough.
    writeFileSync(join(folder, name, "all.cc"), sources.map((f) => `#include "${f.path}"\n`).join(""));
    const flags = flagsOf(files).filter((f) => !f.startsWith("-Wl,") && !f.startsWith("-std=") && f !== "-flto");
    const args = ["c++", ...flags, `-std=${standard}`, ...strict, `-I${name}`, "-c", `${name}/all.cc`];
    return run(zig, [...args, "-o", `${name}.o`], folder).messages;
  });
  const messages = said.join("");
  writeFileSync(log, messages);
  return messages;
}

/** The module that a user gets who follows flags.txt. */
export function linkModule(zig: Tool, files: FileSet, extra: readonly string[] = []): Linked {
  const folder = folderFor(["link", extra, texts(files)]);
  const wasm = join(folder, "app.wasm");
  if (!existsSync(wasm)) {
    writeAll(folder, files);
    const sources = files.map((f) => f.path).filter((path) => path.endsWith(".cpp"));
    const args = ["c++", ...flagsOf(files), ...extra, "-I.", "-o", "app.wasm", ...sources];
    const { status, messages } = run(zig, args, folder);
    if (status !== 0) return { wasm: new Uint8Array(), messages };
  }
  return { wasm: readFileSync(wasm), messages: "" };
}

export interface Linked {
  readonly wasm: Uint8Array;
  readonly messages: string;
}

const flagsOf = (files: FileSet): readonly string[] =>
  (files.find((f) => f.path === "flags.txt")?.text ?? "").split("\n").filter((l) => l !== "" && !l.startsWith("#"));

function run(zig: Tool, args: readonly string[], folder: string): { readonly status: number | null; messages: string } {
  const done = spawnSync(zig.command, [...zig.args, ...args], { cwd: folder, encoding: "utf8", timeout: 240_000 });
  const messages = `${done.stdout}${done.stderr}`.trim();
  return {
    status: done.status,
    messages: done.status === 0 ? messages : `${messages}\nzig ended with ${done.status}\n`,
  };
}

const texts = (files: FileSet): readonly (readonly [string, string])[] => files.map((f) => [f.path, f.text]);

function folderFor(key: unknown): string {
  return join(cache, "compile", "cpp", createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 24));
}

function writeAll(folder: string, files: FileSet): void {
  rmSync(folder, { recursive: true, force: true });
  for (const file of files) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), file.text);
  }
}
