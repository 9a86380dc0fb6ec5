/** Every toolchain: which are there, which one compiles a language, and getting one that is missing. */
import { assemblyscriptInfo, findAsc, installAsc } from "./assemblyscript.js";
import type { Env } from "./cache-folder.js";
import { clangInfo, findClang } from "./clang.js";
import type { InstallResult, Progress } from "./npm-install.js";
import type { Toolchain, ToolchainId, ToolchainInfo } from "./toolchain.js";
import { findZig, installZig, zigInfo } from "./zig.js";

interface Entry {
  readonly info: ToolchainInfo;
  readonly find: (env: Env, projectFolder: string) => Promise<Toolchain | undefined>;
  /** Absent: the user's system has it or has it not. */
  readonly install?: (env: Env, progress: Progress) => Promise<InstallResult>;
}

/** The first that is there compiles a language; the first that can be installed is installed. */
const entries: readonly Entry[] = [
  { info: zigInfo, find: async (env) => findZig(env), install: installZig },
  { info: clangInfo, find: (env) => findClang(env) },
  { info: assemblyscriptInfo, find: async (env, folder) => findAsc(env, folder), install: installAsc },
];

export const toolchainInfos: readonly ToolchainInfo[] = entries.map((entry) => entry.info);
export const installableToolchains: readonly ToolchainId[] = entries.flatMap((e) =>
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
  /** The one that the project asks for; any that compiles the language otherwise. */
  readonly wanted?: ToolchainId;
}

export type Provided =
  | { readonly ok: true; readonly toolchain: Toolchain }
  | { readonly ok: false; readonly reason: string; readonly howToGet: readonly string[] };

/** A toolchain for the language, downloaded when there is none. */
export async function provideToolchain(language: string, options: ProvideOptions): Promise<Provided> {
  const { env, projectFolder, offline, progress, wanted } = options;
  const fitting = entries.filter(
    ({ info }) => info.languages.includes(language) && (wanted === undefined || info.id === wanted),
  );
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

/** Downloads one toolchain, unless it is there. */
export async function installToolchainById(id: string, env: Env, progress: Progress): Promise<InstallResult> {
  const entry = entries.find((candidate) => candidate.info.id === id);
  if (entry?.install === undefined) return { ok: false, reason: `'${id}' cannot be installed from here` };
  if ((await entry.find(env, process.cwd())) !== undefined) return { ok: true };
  return entry.install(env, progress);
}
