/** One small core module of a Zig app: its main file, and the SDK as the module `sdk`. */
import { join } from "node:path/posix";
import { type Recipe, readFlags } from "../../backend/recipe.js";

export const recipe: Recipe = {
  language: "zig",
  toolchains: ["zig"],
  stack: true,
  example: "src/app.zig",
  stubs: ["app.zig"],
  endings: ["zig"],
  steps: (job) => [
    {
      command: job.toolchain.command,
      args: [
        ...job.toolchain.args,
        "build-exe",
        ...readFlags(job),
        ...(job.stackSize === undefined ? [] : ["--stack", String(job.stackSize)]),
        "--dep",
        "sdk",
        `-Mroot=${job.sources[0] ?? ""}`,
        `-Msdk=${join(job.sdkFolder, "sdk.zig")}`,
        `-femit-bin=${job.output}`,
      ],
    },
  ],
};
