/** The command line that makes one small core module of AssemblyScript. */
import type { Toolchain } from "./toolchain.js";

export type AsRuntime = "stub" | "minimal" | "incremental";
export const asRuntimes: readonly AsRuntime[] = ["minimal", "incremental", "stub"];

export interface AsSources {
  /** Entry files, relative to the folder that the compiler runs in. */
  readonly sources: readonly string[];
  readonly output: string;
  readonly runtime: AsRuntime;
  /** The SDK's transform, which gives the exports their canonical names. */
  readonly transform: string;
  /** The SDK's function in place of the import `env.abort`, as `path/function`. */
  readonly abort: string;
}

/** Every one of them was measured to make blinky smaller; `--converge` is slow and worth it. */
export function ascArguments(toolchain: Toolchain, project: AsSources): readonly string[] {
  return [
    ...toolchain.args,
    ...project.sources,
    "--outFile",
    project.output,
    "--optimizeLevel",
    "3",
    "--shrinkLevel",
    "2",
    "--converge",
    "--noAssert",
    "--runtime",
    project.runtime,
    "--use",
    `abort=${project.abort}`,
    "--transform",
    `./${project.transform}`,
  ];
}
