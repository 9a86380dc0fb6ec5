/** The command line that makes one small core module of C++ sources. The SDK brings the flags, in `flags.txt`. */
import { type CSources, forClang } from "./compile-c.js";
import type { Toolchain } from "./toolchain.js";

export function cppArguments(toolchain: Toolchain, project: CSources): readonly string[] {
  const { stackSize } = project;
  const isClang = toolchain.id === "clang";
  return [
    // `zig c++` knows the headers of the C++ library, which `zig cc` does not; clang goes by the name of the file.
    ...(isClang ? toolchain.args : ["c++"]),
    ...project.flags.map((flag) => (isClang ? forClang(flag) : flag)),
    ...(stackSize === undefined ? [] : [`-Wl,-z,stack-size=${stackSize}`]),
    "-Wall",
    "-Wextra",
    ...project.includeFolders.map((folder) => `-I${folder}`),
    "-o",
    project.output,
    ...project.sources,
  ];
}
