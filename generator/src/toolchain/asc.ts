/** `asc`, the compiler of AssemblyScript. */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import type { Env } from "./cache-folder.js";
import { installedPackages, installToolchain, type NpmToolchain, versionOf } from "./npm-install.js";
import type { Toolchain, ToolchainEntry } from "./toolchain.js";

const ascPackage: NpmToolchain = {
  folder: "assemblyscript",
  package: "assemblyscript",
  version: "0.28.20",
  megabytes: 102,
};

export const ascEntry: ToolchainEntry = {
  info: {
    id: "assemblyscript",
    title: `asc ${ascPackage.version} (npm ${ascPackage.package})`,
    howToGet: `npm install --save-dev ${ascPackage.package}@${ascPackage.version} in your project, or ocrekit doctor --install assemblyscript`,
  },
  find: async (env, folder) => findAsc(env, folder),
  install: (env, progress) => installToolchain(ascPackage, env, progress),
};

/** The project's own, one beside ocrekit, or the one in the cache. */
export function findAsc(env: Env, projectFolder: string): Toolchain | undefined {
  const cached = installedPackages(ascPackage, env);
  const places = [
    ...nodeModules(projectFolder),
    ...nodeModules(dirname(fileURLToPath(import.meta.url))),
    ...(cached === undefined ? [] : [cached]),
  ];
  for (const packages of places) {
    const folder = join(packages, "assemblyscript");
    const script = join(folder, "bin/asc.js");
    const version = versionOf(folder);
    if (version === undefined || !version.startsWith("0.28.") || !existsSync(script)) continue;
    return { id: "assemblyscript", version, command: process.execPath, args: [realpathSync(script)], place: folder };
  }
  return undefined;
}

function nodeModules(start: string): readonly string[] {
  const found: string[] = [];
  for (let folder = start; ; folder = dirname(folder)) {
    found.push(join(folder, "node_modules"));
    if (folder === parse(folder).root) return found;
  }
}
