/** Modules that were made before, here or in another clone, by everything that they depend on. */
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { cacheFolder } from "../toolchain/index.js";
import type { PreparedBuild } from "./prepare-build.js";

/** Where the module of this job is kept, when there is one; `undefined` for an app with mistakes. */
export function keptModule(prepared: PreparedBuild): string | undefined {
  const { job, reading } = prepared;
  if (reading !== undefined && reading.inputs === undefined) return undefined;
  return join(cacheFolder(job.env), "modules", `${keyOf(prepared)}.wasm`);
}

/** Whole or not at all: others may read it at the same moment. */
export function keepModule(module: string, kept: string): void {
  mkdirSync(dirname(kept), { recursive: true });
  const beside = `${kept}.${process.pid}`;
  copyFileSync(module, beside);
  renameSync(beside, kept);
}

/** What is compiled, by what, and how. */
function keyOf({ recipe, job, files, steps, reading }: PreparedBuild): string {
  const { toolchain } = job;
  const hash = createHash("sha256");
  const add = (...texts: readonly (string | Uint8Array)[]) => {
    for (const text of texts) hash.update(`${text.length}:`).update(text);
  };
  add(recipe.language, String(recipe.revision ?? 0), toolchain.id, toolchain.version, ...job.sources);
  for (const [name, value] of job.options) add(name, String(value));
  for (const { args } of steps) add(...args.filter((arg) => !toolchain.args.includes(arg)));
  for (const { path, text } of [...job.sdk, ...files]) add(path, text);
  add(...(reading?.inputs ?? []));
  // Headers and imported files are not in the list of sources, so their folders count as a whole.
  const folders = new Set(job.sources.map((source) => dirname(source)));
  for (const folder of [...folders].toSorted()) {
    for (const path of filesBelow(join(job.folder, folder), folder !== ".", recipe.endings)) {
      add(relative(job.folder, path).split(sep).join("/"), readFileSync(path));
    }
  }
  return hash.digest("hex");
}

function filesBelow(folder: string, recursive: boolean, endings: readonly string[]): readonly string[] {
  return readdirSync(folder, { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.includes(entry.name.slice(entry.name.lastIndexOf(".") + 1)))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
