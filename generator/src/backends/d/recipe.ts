/** One small core module of a D app: its sources and the SDK in one object, linked by wasm-ld. */
import { type BuildJob, type Recipe, readFlags, sdkFiles } from "../../backend/recipe.js";
import { findWasmLd } from "../../toolchain/ldc.js";

const isLink = (flag: string): boolean => flag.startsWith("-L");

export const recipe: Recipe = {
  language: "d",
  toolchains: ["ldc"],
  stack: true,
  example: "src/app.d",
  stubs: ["app.d"],
  endings: ["d"],
  steps: (job) => {
    const object = `${job.output}.o`;
    return [
      {
        command: job.toolchain.command,
        args: [
          ...job.toolchain.args,
          ...readFlags(job).filter((flag) => !isLink(flag)),
          "-c",
          `-of=${object}`,
          ...job.sources,
          ...sdkFiles(job, ".d").filter((path) => !job.sources.includes(path)),
        ],
      },
      {
        // Found when the compiler was.
        command: findWasmLd(job.env) ?? "wasm-ld",
        args: [...linkFlags(job), "-o", job.output, object],
      },
    ];
  },
};

function linkFlags(job: BuildJob): readonly string[] {
  const flags = readFlags(job).flatMap((flag) => (isLink(flag) ? [flag.slice(2)] : []));
  const { stackSize } = job;
  return stackSize === undefined
    ? flags
    : [...flags.filter((f) => !f.startsWith("-zstack-size=")), `-zstack-size=${stackSize}`];
}
