/** Runs a recipe: its programs, then its last touch. Nothing is kept here, and nothing is checked. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeFiles } from "../emit/writer.js";
import { cacheFolder, type Env, runProgram } from "../toolchain/index.js";
import type { PreparedBuild } from "./prepare-build.js";

export type Made =
  | { readonly ok: true; readonly messages: string }
  | {
      readonly ok: false;
      readonly compiler: string;
      readonly messages: string;
      /** Absent when the program did not start or was ended by a signal. */
      readonly status?: number;
      /** Why it did not start. */
      readonly failure?: string;
    };

/** The module is at the job's `output` afterwards, when all went well. */
export async function makeModule({ recipe, job, files, steps, reading }: PreparedBuild): Promise<Made> {
  const output = join(job.folder, job.output);
  mkdirSync(dirname(output), { recursive: true });
  writeFiles(job.folder, files);
  let messages = "";
  for (const { command, args, env } of steps) {
    const environment = { ...compilerEnvironment(job.env), ...env };
    const result = await runProgram(command, args, { cwd: job.folder, env: environment });
    messages += withoutChatter(result.stderr + result.stdout);
    if (result.status !== 0) {
      const { status, failure } = result;
      return {
        ok: false,
        compiler: job.toolchain.id,
        messages,
        ...(status === undefined ? {} : { status }),
        ...(failure === undefined ? {} : { failure }),
      };
    }
  }
  const made = (): Uint8Array | undefined =>
    steps.length > 0 && existsSync(output) ? new Uint8Array(readFileSync(output)) : undefined;
  const finished = await (reading?.finish() ?? recipe.finish?.(job, made()));
  if (finished === undefined) return { ok: true, messages };
  messages += finished.messages ?? "";
  if (!finished.ok) return { ok: false, compiler: job.toolchain.id, messages, status: 1 };
  const beside = `${output}.${process.pid}`;
  writeFileSync(beside, finished.module);
  renameSync(beside, output);
  return { ok: true, messages };
}

/** What asc says about its own search for a smaller module is of no use to anybody. */
function withoutChatter(output: string): string {
  return output.replace(/^Last converge was suboptimal\.\n/gm, "");
}

/** zig compiles parts of its own library and keeps them; with us they are kept where everything else is. */
function compilerEnvironment(env: Env): Env {
  const folder = join(cacheFolder(env), "zig");
  return { ZIG_GLOBAL_CACHE_DIR: folder, ZIG_LOCAL_CACHE_DIR: folder, ...env };
}
