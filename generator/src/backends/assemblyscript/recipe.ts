/** One small core module of AssemblyScript, by `asc` with the options that the SDK brings in `asconfig.json`. */
import { type BuildJob, type Recipe, sdkFiles } from "../../backend/recipe.js";

export const recipe: Recipe = {
  language: "assemblyscript",
  toolchains: ["assemblyscript"],
  stack: false,
  example: "src/app.ts",
  stubs: ["app.ts"],
  relativeImports: true,
  endings: ["ts", "json", "mjs"],
  steps: (job) => [
    {
      command: job.toolchain.command,
      args: [
        ...job.toolchain.args,
        ...job.sources,
        "--config",
        only(job, "asconfig.json"),
        // asc takes a path without './' for a package.
        "--transform",
        `./${only(job, "transform.mjs")}`,
        "--outFile",
        job.output,
      ],
    },
  ],
};

function only(job: BuildJob, name: string): string {
  const [path] = sdkFiles(job, name);
  if (path === undefined) throw new Error(`the AssemblyScript SDK lacks ${name}`);
  return path;
}
