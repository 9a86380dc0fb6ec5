/** A component of a Python app: componentize-py packs it with an interpreter, and stubs everything of WASI. */
import { basename, dirname, join } from "node:path/posix";
import { type Recipe, readFlags } from "../../backend/recipe.js";

export const recipe: Recipe = {
  language: "python",
  toolchains: ["componentize-py"],
  stack: false,
  example: "src/app.py",
  stubs: ["app.py"],
  endings: ["py", "wit"],
  makes: "component",
  steps: (job) => {
    const app = job.sources[0] ?? "app.py";
    return [
      {
        command: job.toolchain.command,
        args: [
          ...job.toolchain.args,
          "-q",
          "-d",
          join(job.sdkFolder, "wit"),
          ...readFlags(job),
          "componentize",
          basename(app).replace(/\.py$/, ""),
          "-p",
          dirname(app),
          "-p",
          job.sdkFolder,
          "--stub-wasi",
          "-o",
          job.output,
        ],
      },
    ];
  },
};
