/** Strict checks of generated C and C++: each source is one text, so that one start of the compiler looks at all of them. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, normalize, resolve } from "node:path/posix";
import type { FileSet } from "../../generator/src/emit/files.js";
import { cache, findTool, type Tool } from "../support/toolchain.js";

/** What no header and no stub of ours may cause. */
const warnings = [
  "-Wall",
  "-Wextra",
  "-Werror",
  "-Wpedantic",
  "-Wconversion",
  "-Wshadow",
  "-Wundef",
  "-Wno-gnu-line-marker",
];

export interface StrictChecks {
  /** `.c` or `.cpp`: what of a project is compiled. */
  readonly ending: string;
  readonly standards: readonly { readonly standard: string; readonly flags: readonly string[] }[];
}

/** What the compiler says about each project, in every standard; '' when there is no warning. */
export function checkStandards(
  projects: ReadonlyMap<string, FileSet>,
  { ending, standards }: StrictChecks,
): ReadonlyMap<string, string> {
  const zig = findTool("zig");
  if (zig === undefined) throw new Error("zig is missing; ask requireTool before");
  const units = new Map([...projects].map(([name, files]) => [name, unitsOf(files, ending)]));
  const texts = new Set([...units.values()].flat());
  const said = standards.map(({ standard, flags }) => messagesOf(zig, [...texts], standard, flags));
  return new Map(
    [...units].map(([name, mine]) => [name, said.map((by) => mine.map((text) => by.get(text)).join("")).join("")]),
  );
}

/** By text; those that were compiled before are found in the cache. */
function messagesOf(
  zig: Tool,
  texts: readonly string[],
  standard: string,
  flags: readonly string[],
): ReadonlyMap<string, string> {
  const log = (text: string): string => logOf(standard, flags, text);
  const found = new Map<string, string>();
  for (const text of texts) if (existsSync(log(text))) found.set(text, readFileSync(log(text), "utf8"));
  const missing = texts.filter((text) => !found.has(text));
  for (const [text, messages] of compile(zig, missing, standard, flags)) found.set(text, messages);
  return found;
}

/** The messages of all projects, for tests that want none. */
export const together = (found: ReadonlyMap<string, string>): string => [...found.values()].join("");

function compile(
  zig: Tool,
  texts: readonly string[],
  standard: string,
  flags: readonly string[],
): ReadonlyMap<string, string> {
  if (texts.length === 0) return new Map();
  const folder = join(cache, "compile", "strict", `run-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const ending = standard.startsWith("c++") ? "cpp" : "c";
  for (const [i, text] of texts.entries())
    writeFileSync(join(folder, `p${i}.${ending}`), text.replaceAll(`"${placeholder}/`, `"p${i}/`));
  // The compiler itself: `zig cc` takes a multiple of the time that these small files need.
  const args = ["clang", "-fsyntax-only", "-nostdlibinc", "-isystem", includeFolder(zig)];
  const units = texts.map((_, i) => `p${i}.${ending}`);
  const done = spawnSync(
    zig.command,
    [...args, "--target=wasm32-unknown-unknown", `-std=${standard}`, ...warnings, ...flags, ...units],
    { cwd: folder, encoding: "utf8", timeout: 240_000, maxBuffer: 1 << 28 },
  );
  rmSync(folder, { recursive: true, force: true });
  if (done.error !== undefined) throw done.error;
  const said = byUnit(done.stderr, texts);
  if (done.status !== 0 && [...said.values()].every((text) => text === ""))
    throw new Error(`clang ended with ${done.status}: ${done.stderr}`);
  for (const [text, messages] of said) {
    const log = logOf(standard, flags, text);
    mkdirSync(dirname(log), { recursive: true });
    writeFileSync(log, messages);
  }
  return said;
}

/** Stands for the unit in line markers, so that a text does not depend on its neighbours. */
const placeholder = "@";

/** A message is of the unit whose number stands in its line marker. */
function byUnit(stderr: string, texts: readonly string[]): ReadonlyMap<string, string> {
  const said = new Map(texts.map((text) => [text, ""]));
  let current = texts[0] ?? "";
  for (const line of stderr.split("\n")) {
    const index = /^(?:In file included from )?p(\d+)[./]/.exec(line)?.[1];
    if (index !== undefined) current = texts[Number(index)] ?? current;
    if (line !== "" && !/^\d+ (?:errors?|warnings?) generated/.test(line))
      said.set(current, `${said.get(current) ?? ""}${line}\n`);
  }
  return said;
}

/** Each source of a project with what it includes in place, marked as included; `<...>` stays. */
function unitsOf(files: FileSet, ending: string): readonly string[] {
  const texts = new Map(files.map((f) => [f.path, f.text]));
  const inlined = (path: string, entering: string, seen: Set<string>): string => {
    if (seen.has(path)) return "";
    seen.add(path);
    const text = texts.get(path);
    if (text === undefined) return `#error "there is no ${path}"`;
    const lines = text.split("\n").map((line, i) => {
      const name = /^#include "([^"]+)"$/.exec(line)?.[1];
      if (name === undefined) return line;
      const beside = normalize(join(dirname(path), name));
      const inner = inlined(texts.has(beside) ? beside : name, " 1", seen);
      return inner === "" ? "" : `${inner}\n# ${i + 2} "${placeholder}/${path}" 2`;
    });
    return `# 1 "${placeholder}/${path}"${entering}\n${lines.join("\n")}`;
  };
  return files
    .map((f) => f.path)
    .filter((path) => path.endsWith(ending))
    .map((path) => `${inlined(path, "", new Set())}\n`);
}

function logOf(standard: string, flags: readonly string[], text: string): string {
  const key = JSON.stringify([standard, flags, warnings, text]);
  return join(cache, "compile", "strict", `${createHash("sha256").update(key).digest("hex").slice(0, 24)}.txt`);
}

let includes: string | undefined;

function includeFolder(zig: Tool): string {
  if (includes === undefined) {
    const { stdout } = spawnSync(zig.command, [...zig.args, "env"], { encoding: "utf8", timeout: 60_000 });
    const lib = /\blib_dir\W+"([^"]+)"/.exec(stdout)?.[1];
    if (lib === undefined) throw new Error(`zig does not say where its headers are: ${stdout}`);
    // Relative to where zig runs, when it lies below that.
    includes = resolve(lib, "include");
  }
  return includes;
}
