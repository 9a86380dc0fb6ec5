/** What the build needs of a compiler, wherever it comes from. */
import type { Env } from "./cache-folder.js";

export interface Toolchain {
  /** As in `ocrekit doctor --install ID` and in `build.options.toolchain`. */
  readonly id: string;
  readonly version: string;
  /** The program, and the arguments before all others. */
  readonly command: string;
  readonly args: readonly string[];
  /** What it has to find in its environment. */
  readonly env?: Env;
  /** Where it was found, for people. */
  readonly place: string;
}

export interface ToolchainInfo {
  readonly id: string;
  readonly title: string;
  /** How to get it when it is missing. */
  readonly howToGet: string;
}

/** What a download or a long build says while it lasts. */
export type Progress = (line: string) => void;

export type InstallResult = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** How a toolchain is found and got; one line in `toolchains.ts`. */
export interface ToolchainEntry {
  readonly info: ToolchainInfo;
  /** Quick, and without side effects: `ocrekit doctor` asks all of them. */
  readonly find: (env: Env, projectFolder: string) => Promise<Toolchain | undefined>;
  /** Into the cache of `env`, whole or not at all. Absent: the user's system has it or has it not. */
  readonly install?: (env: Env, progress: Progress) => Promise<InstallResult>;
}
