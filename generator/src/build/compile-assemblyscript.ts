/** The command line that makes one small core module of AssemblyScript. The SDK brings the options, in `asconfig.json`. */
import type { Toolchain } from "./toolchain.js";

export interface AsSources {
  /** Entry files, relative to the folder that the compiler runs in. */
  readonly sources: readonly string[];
  readonly output: string;
  /** Paths of the SDK's `asconfig.json` and of its transform, which gives the exports their canonical names. */
  readonly config: string;
  readonly transform: string;
}

export function ascArguments(toolchain: Toolchain, project: AsSources): readonly string[] {
  return [
    ...toolchain.args,
    ...project.sources,
    "--config",
    project.config,
    // asc takes a path without './' for a package.
    "--transform",
    `./${project.transform}`,
    "--outFile",
    project.output,
  ];
}
