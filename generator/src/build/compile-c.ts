/** The command line that makes one small core module of C sources. The SDK brings the flags, in `flags.txt`. */
import type { Toolchain } from "./toolchain.js";

export interface CSources {
  /** Lines of the SDK's `flags.txt`. */
  readonly flags: readonly string[];
  /** Relative to the folder that the compiler runs in, so that the result does not depend on where the project lies. */
  readonly sources: readonly string[];
  readonly includeFolders: readonly string[];
  readonly output: string;
  /** Bytes, instead of those of the flags. */
  readonly stackSize?: number;
}

export function cArguments(toolchain: Toolchain, project: CSources): readonly string[] {
  const { stackSize } = project;
  return [
    ...toolchain.args,
    ...project.flags.map((flag) => (toolchain.id === "clang" ? forClang(flag) : flag)),
    ...(stackSize === undefined ? [] : [`-Wl,-z,stack-size=${stackSize}`]),
    "-std=c11",
    "-Wall",
    "-Wextra",
    ...project.includeFolders.map((folder) => `-I${folder}`),
    "-o",
    project.output,
    ...project.sources,
  ];
}

/** Lines of a `flags.txt` without its comments. */
export function readFlags(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** `freestanding` is zig's word for no system. */
export function forClang(flag: string): string {
  return flag === "--target=wasm32-freestanding" ? "--target=wasm32-unknown-unknown" : flag;
}
