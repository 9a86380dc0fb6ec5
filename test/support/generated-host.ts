/** Generates a Node host in a test and loads what was generated. */
import { createHash } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FileSet } from "../../generator/src/emit/files.js";
import { repository } from "./toolchain.js";

export type Callable = (...args: unknown[]) => unknown;

/** What a generated file exports. */
export interface Loaded {
  /** Throws when there is no such function. */
  fn(name: string): Callable;
  value(name: string): unknown;
}

const isCallable = (value: unknown): value is Callable => typeof value === "function";

/** Writes the files beside this package, where they find the runtime, and imports one of them. */
export async function loadGenerated(files: FileSet, path = "index.ts"): Promise<Loaded> {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file.path}\n${file.text}`);
  const folder = join(repository, ".cache/generated-hosts", hash.digest("hex").slice(0, 16));
  mkdirSync(folder, { recursive: true });
  for (const file of files) {
    const path = join(folder, file.path);
    // Whole or not at all: another process may load the same host at this moment.
    writeFileSync(`${path}.${process.pid}`, file.text);
    renameSync(`${path}.${process.pid}`, path);
  }
  const loaded: Record<string, unknown> = await import(pathToFileURL(join(folder, path)).href);
  return {
    value: (name) => loaded[name],
    fn: (name) => {
      const found = loaded[name];
      if (!isCallable(found)) throw new Error(`${path} exports no function '${name}'`);
      return found;
    },
  };
}
