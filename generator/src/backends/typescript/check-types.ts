/** Runs the TypeScript compiler that a project has, because esbuild only takes the types away. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, parse } from "node:path";
import type { BuildJob } from "../../backend/recipe.js";
import { runProgram } from "../../toolchain/index.js";

/** Nothing to say is ''. A project without `tsconfig.json` or without TypeScript is not checked. */
export async function checkTypes({ folder, env }: BuildJob): Promise<string> {
  if (!existsSync(join(folder, "tsconfig.json"))) return "";
  const compiler = findCompiler(folder);
  if (compiler === undefined) return "";
  const args = [compiler, "--noEmit", "--pretty", "false", "-p", "tsconfig.json"];
  const { status, stdout, stderr, failure } = await runProgram(process.execPath, args, { cwd: folder, env });
  if (status === 0) return "";
  return failure ?? (stdout + stderr || `tsc ended with status ${status ?? "unknown"}\n`);
}

/** What the check depends on beside the sources: how strict it is, and which packages are installed. */
export function typeInputs({ folder }: BuildJob): readonly string[] {
  const installed = findAbove(folder, "node_modules/.package-lock.json");
  const paths = [join(folder, "tsconfig.json"), ...(installed === undefined ? [] : [installed])];
  return paths.map((path) => (existsSync(path) ? readFileSync(path, "utf8") : ""));
}

const findCompiler = (folder: string): string | undefined => findAbove(folder, "node_modules/typescript/bin/tsc");

function findAbove(start: string, path: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = join(folder, path);
    if (existsSync(found)) return found;
    if (folder === parse(folder).root) return undefined;
  }
}
