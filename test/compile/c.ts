/** Compiles generated C: strictly, as C and as C++, and to a wasm module; results are cached by what went in. */
import type { FileSet } from "../../generator/src/emit/files.js";
import type { Tool } from "../support/toolchain.js";
import { flagsOf, keptModule, type Linked, run, texts } from "./kept.js";
import { checkStandards } from "./strict-clang.js";

const checks = {
  ending: ".c",
  standards: ["c11", "c17", "c23", "c++17", "c++20"].map((standard) => ({ standard, flags: [] })),
};

/** What the compiler says about each project in every standard; '' when there is no warning. */
export const checkStrict = (projects: ReadonlyMap<string, FileSet>): ReadonlyMap<string, string> =>
  checkStandards(projects, checks);

/** The same as C alone: headers are for C++ too, an app that is written in C is not. */
export const checkStrictAsC = (projects: ReadonlyMap<string, FileSet>): ReadonlyMap<string, string> =>
  checkStandards(projects, { ...checks, standards: checks.standards.filter(({ standard }) => /^c\d/.test(standard)) });

/** The module that a user gets who follows flags.txt. */
export function linkModule(zig: Tool, files: FileSet): Linked {
  return keptModule({ language: "c", key: ["link", texts(files)], files }, (folder) => {
    const sources = files.map((f) => f.path).filter((path) => path.endsWith(".c"));
    const args = ["cc", ...flagsOf(files), "-I.", "-o", "app.wasm", ...sources];
    const { ok, messages } = run(zig.command, [...zig.args, ...args], folder);
    return ok ? "" : messages;
  });
}
