/** What only editors and type checkers read: made where it is missing, and anew for another SDK. */
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BuildJob, EditorFiles } from "../backend/recipe.js";
import { runProgram } from "../toolchain/index.js";

/** What the program says when it fails, which is no reason not to build the app. */
export async function makeEditorFiles(
  wanted: EditorFiles | undefined,
  job: Pick<BuildJob, "folder" | "env">,
  isNewSdk: boolean,
): Promise<string> {
  if (wanted === undefined) return "";
  const folder = join(job.folder, wanted.folder);
  if (existsSync(folder) && !isNewSdk) return "";
  // Whole or not at all: another build of the project may be at it.
  const beside = `${wanted.folder}.${process.pid}`;
  const { command, args, env } = wanted.step(beside);
  const result = await runProgram(command, args, { cwd: job.folder, env: { ...job.env, ...env } });
  if (result.status === 0) {
    rmSync(folder, { recursive: true, force: true });
    if (!existsSync(folder)) renameSync(join(job.folder, beside), folder);
  }
  rmSync(join(job.folder, beside), { recursive: true, force: true });
  return result.status === 0 ? "" : `${result.stderr}${result.stdout}${result.failure ?? ""}\n`;
}
