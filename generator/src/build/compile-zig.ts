/** The command line that makes one small core module of a Zig app. The SDK brings the flags, in `flags.txt`. */

export interface ZigSources {
  /** Lines of the SDK's `flags.txt`. */
  readonly flags: readonly string[];
  /** The main file, which imports the others, relative to the folder that the compiler runs in. */
  readonly main: string;
  /** The SDK's root file, which the app imports as `sdk`. */
  readonly sdk: string;
  readonly output: string;
  /** Bytes, instead of those of the flags. */
  readonly stackSize?: number;
}

export function zigArguments(project: ZigSources): readonly string[] {
  const { flags, main, sdk, output, stackSize } = project;
  return [
    "build-exe",
    ...flags,
    ...(stackSize === undefined ? [] : ["--stack", String(stackSize)]),
    "--dep",
    "sdk",
    `-Mroot=${main}`,
    `-Msdk=${sdk}`,
    `-femit-bin=${output}`,
  ];
}
