/** One small core module of C sources, by `zig cc` or clang. */
import { type BuildJob, type Recipe, readFlags, sdkFiles } from "../../backend/recipe.js";

export const recipe: Recipe = {
  language: "c",
  toolchains: ["zig", "clang"],
  stack: true,
  example: "src/app.c",
  stubs: ["app.c"],
  endings: ["c", "h"],
  steps: (job) => [{ command: job.toolchain.command, args: compilerArguments(job) }],
};

function compilerArguments(job: BuildJob): readonly string[] {
  const { toolchain, stackSize } = job;
  const isClang = toolchain.id === "clang";
  return [
    ...toolchain.args,
    ...(isClang ? [] : ["cc"]),
    ...readFlags(job).map((flag) => (isClang ? forClang(flag) : flag)),
    ...(stackSize === undefined ? [] : [`-Wl,-z,stack-size=${stackSize}`]),
    "-std=c11",
    "-Wall",
    "-Wextra",
    `-I${job.sdkFolder}`,
    "-o",
    job.output,
    ...sdkFiles(job, ".c").filter((path) => !job.sources.includes(path)),
    ...job.sources,
  ];
}

/** `freestanding` is zig's word for no system. */
function forClang(flag: string): string {
  return flag === "--target=wasm32-freestanding" ? "--target=wasm32-unknown-unknown" : flag;
}
