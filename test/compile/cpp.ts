/** Compiles generated C++: strictly, and to a wasm module; results are cached by what went in. */
import type { FileSet } from "../../generator/src/emit/files.js";
import type { Tool } from "../support/toolchain.js";
import { flagsOf, keptModule, type Linked, run, texts } from "./kept.js";
import { checkStandards } from "./strict-clang.js";

const checks = {
  ending: ".cpp",
  standards: ["c++20", "c++23"].map((standard) => ({ standard, flags: ["-fno-exceptions", "-fno-rtti"] })),
};

/** What the compiler says about each project in every standard; '' when there is no warning. */
export const checkStrict = (projects: ReadonlyMap<string, FileSet>): ReadonlyMap<string, string> =>
  checkStandards(projects, checks);

/** The module that a user gets who follows flags.txt. */
export function linkModule(zig: Tool, files: FileSet, extra: readonly string[] = []): Linked {
  return keptModule({ language: "cpp", key: ["link", extra, texts(files)], files }, (folder) => {
    const sources = files.map((f) => f.path).filter((path) => path.endsWith(".cpp"));
    const args = ["c++", ...flagsOf(files), ...extra, "-I.", "-o", "app.wasm", ...sources];
    const { ok, messages } = run(zig.command, [...zig.args, ...args], folder);
    return ok ? "" : messages;
  });
}
