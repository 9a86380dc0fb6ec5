/** Runs the TypeScript compiler that a project has, because esbuild only takes the types away. */
import { existsSync } from "node:fs";
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

function findCompiler(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const compiler = join(folder, "node_modules/typescript/bin/tsc");
    if (existsSync(compiler)) return compiler;
    if (folder === parse(folder).root) return undefined;
  }
}
