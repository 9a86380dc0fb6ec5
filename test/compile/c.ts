/** Compiles generated C: strictly, as C and as C++, and to a wasm module; results are cached by what went in. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileSet } from "../../generator/src/emit/files.js";
import { cache, type Tool } from "../support/toolchain.js";
import { checkStandards } from "./strict-clang.js";

const checks = {
  ending: ".c",
  standards: ["c11", "c17", "c23", "c++17", "c++20"].map((standard) => ({ standard, flags: [] })),
};

/** What the compiler says about each project in every standard; '' when there is no warning. */
export const checkStrict = (projects: ReadonlyMap<string, FileSet>): ReadonlyMap<string, string> =>
  checkStandards(projects, checks);

/** The module that a user gets who follows flags.txt. */
export function linkModule(zig: Tool, files: FileSet): { readonly wasm: Uint8Array; readonly messages: string } {
  const folder = folderFor(["link", texts(files)]);
  const wasm = join(folder, "app.wasm");
  if (!existsSync(wasm)) {
    writeAll(folder, files);
    const flags = (files.find((f) => f.path === "flags.txt")?.text ?? "")
      .split("\n")
      .filter((l) => l !== "" && !l.startsWith("#"));
    const sources = files.map((f) => f.path).filter((path) => path.endsWith(".c"));
    const { status, messages } = run(zig, ["cc", ...flags, "-I.", "-o", "app.wasm", ...sources], folder);
    if (status !== 0) return { wasm: new Uint8Array(), messages };
  }
  return { wasm: readFileSync(wasm), messages: "" };
}

function run(
  zig: Tool,
  args: readonly string[],
  folder: string,
): { readonly status: number | null; readonly messages: string } {
  const done = spawnSync(zig.command, [...zig.args, ...args], { cwd: folder, encoding: "utf8", timeout: 240_000 });
  const messages = `${done.stdout}${done.stderr}`.trim();
  return {
    status: done.status,
    messages: done.status === 0 ? messages : `${messages}\nzig ended with ${done.status}\n`,
  };
}

const texts = (files: FileSet): readonly (readonly [string, string])[] => files.map((f) => [f.path, f.text]);

function folderFor(key: unknown): string {
  return join(cache, "compile", "c", createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 24));
}

function writeAll(folder: string, files: FileSet): void {
  rmSync(folder, { recursive: true, force: true });
  for (const file of files) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), file.text);
  }
}
