/** How `ocrekit build` makes one module of an app in a language: which compiler, with which arguments, and what comes after. */
import { join } from "node:path/posix";
import type { Plan } from "../abi/plan-model.js";
import type { FileSet } from "../emit/files.js";
import type { Env, Progress, Toolchain } from "../toolchain/index.js";

export interface Recipe {
  /** Id of the language. */
  readonly language: string;
  /** Ids of toolchains: the first that is there compiles, the first that can be installed is got. */
  readonly toolchains: readonly string[];
  /** Whether the size of the stack can be chosen, by `build.options.stack`. */
  readonly stack: boolean;
  /** A source as a starter app has it, for messages: `src/app.c`. */
  readonly example: string;
  /** Files of the SDK that `--stubs` writes and that are compiled as an app's sources. */
  readonly stubs: readonly string[];
  /** Sources name files of the SDK by paths that start at themselves: `./system/timers`. */
  readonly relativeImports?: boolean;
  /** Endings of files that the module depends on, without the dot. */
  readonly endings: readonly string[];
  /** Raised when `finish` gives another module for the same input, so that kept modules are forgotten. */
  readonly revision?: number;
  /** A core module runs raw; a component (Python, StarlingMonkey) only where components run. */
  readonly makes?: "core" | "component";
  /** Files that the compiler wants beside the sources, relative to the project, below `build/`. */
  files?(job: BuildJob): FileSet;
  /** What only editors and type checkers read beside the SDK; an app is built without it. */
  forEditors?(job: BuildJob): EditorFiles;
  /** Programs, run in order in the project's folder; the last one leaves the module at `output`. */
  steps(job: BuildJob): readonly Step[];
  /** For a language without programs: reads what the app is made of before it is asked whether its module is kept. */
  read?(job: BuildJob): Promise<Reading>;
  /** The steps' module, or nothing when there are no steps, made into the app's module. */
  finish?(job: BuildJob, module: Uint8Array | undefined): Promise<Finished>;
}

export interface EditorFiles {
  /** Relative to the project, below `build/`. */
  readonly folder: string;
  /** The program that makes such a folder where there is none. */
  step(folder: string): Step;
}

export interface Step {
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the environment. */
  readonly env?: Env;
}

/** An app that was read as a whole: nothing is read twice, and what is kept is kept by all of it. */
export interface Reading {
  /** What the module depends on beyond the job's own files; absent when there are mistakes, and nothing is kept. */
  readonly inputs?: readonly string[];
  /** In the place of the recipe's. */
  finish(): Promise<Finished>;
}

export type Finished =
  | { readonly ok: true; readonly module: Uint8Array; readonly messages?: string }
  | { readonly ok: false; readonly messages: string };

export interface BuildJob {
  /** Absolute; all other paths are relative to it, with `/`, so that a module does not depend on where the project lies. */
  readonly folder: string;
  readonly sources: readonly string[];
  readonly sdkFolder: string;
  readonly sdk: FileSet;
  readonly plan: Plan;
  readonly toolchain: Toolchain;
  readonly output: string;
  /** Bytes, instead of those of the SDK's flags. */
  readonly stackSize?: number;
  /** Options of the back-end, as the project gives them. */
  readonly options: ReadonlyMap<string, string | boolean>;
  readonly env: Env;
  readonly progress: Progress;
}

/** Paths of the SDK's files with an ending, relative to the project. */
export function sdkFiles(job: BuildJob, ending: string): readonly string[] {
  return job.sdk.filter(({ path }) => path.endsWith(ending)).map(({ path }) => join(job.sdkFolder, path));
}

/** Lines of the SDK's `flags.txt` without its comments. */
export function readFlags({ sdk }: Pick<BuildJob, "sdk">): readonly string[] {
  const text = sdk.find(({ path }) => path === "flags.txt")?.text ?? "";
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}
