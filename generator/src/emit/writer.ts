/** The only place that writes: a set of files reaches its folder as a whole or not at all. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileSet } from "./files.js";

export interface WriteReport {
  /** New or changed; with `check`, those that would be. */
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** Files of the user that were there already. */
  readonly kept: readonly string[];
}

export interface WriteOptions {
  /** Compare only. */
  readonly check?: boolean;
}

/** Files whose text is already there keep their time stamps, so that a second run rebuilds nothing. */
export function writeFiles(folder: string, files: FileSet, options: WriteOptions = {}): WriteReport {
  const written: string[] = [];
  const unchanged: string[] = [];
  const kept: string[] = [];
  for (const file of files) {
    refuseOutside(file.path);
    const target = join(folder, file.path);
    if (file.once === true && existsSync(target)) kept.push(file.path);
    else if (readText(target) === file.text) unchanged.push(file.path);
    else written.push(file.path);
  }
  if (options.check !== true)
    replaceAll(
      folder,
      files.filter((f) => written.includes(f.path)),
    );
  return { written, unchanged, kept };
}

/** Everything is on the disk under another name before the first file gets its own. */
function replaceAll(folder: string, files: FileSet): void {
  const temporary = (path: string): string => join(folder, `${path}.ocrekit-tmp`);
  try {
    for (const file of files) {
      mkdirSync(dirname(join(folder, file.path)), { recursive: true });
      writeFileSync(temporary(file.path), file.text);
    }
    for (const file of files) renameSync(temporary(file.path), join(folder, file.path));
  } catch (error) {
    for (const file of files) rmSync(temporary(file.path), { force: true });
    throw error;
  }
}

function refuseOutside(path: string): void {
  const parts = path.split("/");
  if (
    path === "" ||
    path.includes("\\") ||
    path.includes("\0") ||
    parts.some((p) => p === "" || p === "." || p === "..")
  ) {
    throw new Error(`generated path '${path}' leaves the output folder`);
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
