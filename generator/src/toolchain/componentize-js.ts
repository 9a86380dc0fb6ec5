/** componentize-js, of npm: packs a JavaScript app into a component with the StarlingMonkey engine. */
import { existsSync } from "node:fs";
import { dirname, join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import type { Env } from "./cache-folder.js";
import { installedPackages, installToolchain, type NpmToolchain, versionOf } from "./npm-install.js";
import type { Toolchain, ToolchainEntry } from "./toolchain.js";

const componentizePackage: NpmToolchain = {
  folder: "componentize-js",
  package: "@bytecodealliance/componentize-js",
  version: "0.23.0",
  megabytes: 385,
};

export const componentizeJsEntry: ToolchainEntry = {
  info: {
    id: "componentize-js",
    title: `componentize-js ${componentizePackage.version} (npm ${componentizePackage.package})`,
    howToGet: `ocrekit doctor --install componentize-js (${componentizePackage.megabytes} MB from npm), or npm install --save-dev ${componentizePackage.package} in your project`,
  },
  find: async (env, folder) => findComponentizeJs(env, folder),
  install: (env, progress) => installToolchain(componentizePackage, env, progress),
};

/** `command` is Node; the module with `componentize` is the last of `args`. The project's own one, or that of the cache. */
export function findComponentizeJs(env: Env, projectFolder: string): Toolchain | undefined {
  const cached = installedPackages(componentizePackage, env);
  const starts = [projectFolder, dirname(fileURLToPath(import.meta.url))];
  const places = [...starts.flatMap(nodeModules), ...(cached === undefined ? [] : [cached])];
  for (const packages of places) {
    const folder = join(packages, componentizePackage.package);
    const script = join(folder, "src/componentize.js");
    const version = versionOf(folder);
    // Bindings of our own go in place of those that it generates: what they rely on may be otherwise in another version.
    if (version !== componentizePackage.version || !existsSync(script)) continue;
    return { id: "componentize-js", version, command: process.execPath, args: [script], place: folder };
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
