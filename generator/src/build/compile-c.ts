/** The command line that makes one small core module of C sources. */
import type { Toolchain } from "./toolchain.js";

export interface CSources {
  /** Relative to the folder that the compiler runs in, so that the result does not depend on where the project lies. */
  readonly sources: readonly string[];
  readonly includeFolders: readonly string[];
  readonly output: string;
  /** Bytes; a multiple of 16. */
  readonly stackSize: number;
  /** With the C library: its allocator and its string functions. */
  readonly libc: boolean;
  readonly defines: readonly string[];
}

/** Enough for generated code and a handler or two; 64 KiB of memory is all a page has. */
export const defaultStackSize = 1024;

/**
 * `--export=__heap_base` and `--export=__data_end` let a microcontroller's host shrink the 64 KiB of a page to what the
 * module uses; the stack stands below the data, so that an overflow traps and overwrites nothing.
 */
export function cArguments(toolchain: Toolchain, project: CSources): readonly string[] {
  return [
    ...toolchain.args,
    `--target=${target(toolchain, project.libc)}`,
    ...(project.libc ? ["-mexec-model=reactor"] : ["-nostdlib", "-ffreestanding"]),
    "-std=c11",
    "-mcpu=mvp",
    "-Oz",
    "-flto",
    "-Wall",
    "-Wextra",
    ...project.includeFolders.map((folder) => `-I${folder}`),
    ...project.defines.map((define) => `-D${define}`),
    "-Wl,--no-entry",
    "-Wl,--strip-all",
    "-Wl,--export=__heap_base",
    "-Wl,--export=__data_end",
    "-Wl,--stack-first",
    `-Wl,-z,stack-size=${project.stackSize}`,
    "-o",
    project.output,
    ...project.sources,
  ];
}

function target(toolchain: Toolchain, libc: boolean): string {
  if (libc) return toolchain.id === "zig" ? "wasm32-wasi" : "wasm32-unknown-wasi";
  return toolchain.id === "zig" ? "wasm32-freestanding" : "wasm32-unknown-unknown";
}
