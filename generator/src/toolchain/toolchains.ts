/** Every toolchain: which are there, which one compiles a language, and getting one that is missing. */
import { ascEntry } from "./asc.js";
import type { Env } from "./cache-folder.js";
import { clangEntry } from "./clang.js";
import { componentizeJsEntry } from "./componentize-js.js";
import { componentizePyEntry } from "./componentize-py.js";
import { goEntry } from "./go.js";
import { ldcEntry } from "./ldc.js";
import { quickjsEntry } from "./quickjs.js";
import { rustEntry } from "./rust.js";
import type { InstallResult, Progress, Toolchain, ToolchainEntry, ToolchainInfo } from "./toolchain.js";
import { witBindgenEntry } from "./wit-bindgen.js";
import { zigEntry } from "./zig.js";

const entries: readonly ToolchainEntry[] = [
  zigEntry,
  clangEntry,
  ascEntry,
  ldcEntry,
  rustEntry,
  goEntry,
  quickjsEntry,
  componentizeJsEntry,
  componentizePyEntry,
  witBindgenEntry,
];

export const installableToolchains: readonly string[] = entries.flatMap((e) =>
  e.install === undefined ? [] : [e.info.id],
);

export interface ToolchainState {
  readonly info: ToolchainInfo;
  readonly found?: Toolchain;
}

export function examineToolchains(env: Env, projectFolder: string): Promise<readonly ToolchainState[]> {
  return Promise.all(
    entries.map(async ({ info, find }) => {
      const found = await find(env, projectFolder);
      return found === undefined ? { info } : { info, found };
    }),
  );
}

export interface ProvideOptions {
  readonly env: Env;
  readonly projectFolder: string;
  readonly offline: boolean;
  readonly progress: Progress;
}

export type Provided =
  | { readonly ok: true; readonly toolchain: Toolchain }
  | { readonly ok: false; readonly reason: string; readonly howToGet: readonly string[] };

/** The first of the toolchains that is there; else the first that can be installed is installed. */
export async function provideToolchain(
  language: string,
  ids: readonly string[],
  options: ProvideOptions,
): Promise<Provided> {
  const { env, projectFolder, offline, progress } = options;
  const fitting = ids.map(entryOf);
  const howToGet = fitting.map(({ info }) => `${info.title}: ${info.howToGet}`);
  for (const { find } of fitting) {
    const toolchain = await find(env, projectFolder);
    if (toolchain !== undefined) return { ok: true, toolchain };
  }
  const installable = fitting.find((entry) => entry.install !== undefined);
  if (installable?.install === undefined)
    return { ok: false, reason: `no compiler for ${language} was found`, howToGet };
  if (offline)
    return {
      ok: false,
      reason: `no compiler for ${language} is there, and --offline forbids to download one`,
      howToGet,
    };
  const result = await installable.install(env, progress);
  if (!result.ok)
    return { ok: false, reason: `${installable.info.title} could not be installed: ${result.reason}`, howToGet };
  const toolchain = await installable.find(env, projectFolder);
  if (toolchain !== undefined) return { ok: true, toolchain };
  return {
    ok: false,
    reason: `${installable.info.title} has no program for ${process.platform} ${process.arch}`,
    howToGet,
  };
}

/** Gets one toolchain, unless it is there. */
export async function installToolchainById(id: string, env: Env, progress: Progress): Promise<InstallResult> {
  const entry = entries.find((candidate) => candidate.info.id === id);
  if (entry?.install === undefined) return { ok: false, reason: `'${id}' cannot be installed from here` };
  if ((await entry.find(env, process.cwd())) !== undefined) return { ok: true };
  return entry.install(env, progress);
}

function entryOf(id: string): ToolchainEntry {
  const entry = entries.find(({ info }) => info.id === id);
  if (entry === undefined) throw new Error(`no toolchain '${id}' in toolchains.ts`);
  return entry;
}
