/** One small core module of C++ sources, by `zig c++` or clang. */
import { type BuildJob, type Recipe, readFlags, sdkFiles } from "../../backend/recipe.js";

export const recipe: Recipe = {
  language: "cpp",
  toolchains: ["zig", "clang"],
  stack: true,
  example: "src/app.cpp",
  stubs: ["app.cpp"],
  endings: ["cpp", "hpp", "h"],
  steps: (job) => [{ command: job.toolchain.command, args: compilerArguments(job) }],
};

function compilerArguments(job: BuildJob): readonly string[] {
  const { toolchain, stackSize } = job;
  const isClang = toolchain.id === "clang";
  return [
    ...toolchain.args,
    // `zig c++` knows the headers of the C++ library, which `zig cc` does not; clang goes by the name of the file.
    ...(isClang ? [] : ["c++"]),
    ...readFlags(job).map((flag) => (isClang ? forClang(flag) : flag)),
    ...(stackSize === undefined ? [] : [`-Wl,-z,stack-size=${stackSize}`]),
    "-Wall",
    "-Wextra",
    `-I${job.sdkFolder}`,
    "-o",
    job.output,
    ...sdkFiles(job, ".cpp").filter((path) => !job.sources.includes(path)),
    ...job.sources,
  ];
}

/** `freestanding` is zig's word for no system. */
function forClang(flag: string): string {
  return flag === "--target=wasm32-freestanding" ? "--target=wasm32-unknown-unknown" : flag;
}
