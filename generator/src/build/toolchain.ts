/** What the build needs of a compiler, wherever it comes from. */

export type ToolchainId = "zig" | "clang" | "assemblyscript";

export interface Toolchain {
  readonly id: ToolchainId;
  readonly version: string;
  /** The program, and the arguments before all others. */
  readonly command: string;
  readonly args: readonly string[];
  /** Where it was found, for people. */
  readonly place: string;
}

export interface ToolchainInfo {
  readonly id: ToolchainId;
  readonly title: string;
  /** Languages that it compiles, as ids of `ocrekit languages`. */
  readonly languages: readonly string[];
  /** How to get it when it is missing. */
  readonly howToGet: string;
}
