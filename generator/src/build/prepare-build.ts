/** A job with everything that its recipe says about it, asked once: for the key of its module, and to make it. */
import type { BuildJob, Reading, Recipe, Step } from "../backend/recipe.js";
import type { FileSet } from "../emit/files.js";

export interface PreparedBuild {
  readonly recipe: Recipe;
  readonly job: BuildJob;
  /** What the compiler wants beside the sources. */
  readonly files: FileSet;
  readonly steps: readonly Step[];
  readonly reading?: Reading;
}

export async function prepareBuild(recipe: Recipe, job: BuildJob): Promise<PreparedBuild> {
  const reading = await recipe.read?.(job);
  const prepared = { recipe, job, files: recipe.files?.(job) ?? [], steps: recipe.steps(job) };
  return reading === undefined ? prepared : { ...prepared, reading };
}
