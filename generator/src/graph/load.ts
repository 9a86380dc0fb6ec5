/** Reads WIT from disk, or from memory, and makes a graph of it. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, sep } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../wit/span.js";
import { assemble, type LoadResult, type SourceGroup } from "./assemble.js";
import { missingPackages } from "./builtin-packages.js";
import { meaning } from "./diagnostics.js";
import type { Features } from "./gates.js";
import { createReporter } from "./report.js";

export interface LoadOptions {
  /** Features of `@unstable` that are switched on. */
  readonly features?: readonly string[];
  readonly allFeatures?: boolean;
  /** How messages and banners name the path, when that is not what it is: relative, or the package's own. */
  readonly shownAs?: string;
  /** A folder with packages for what the WIT names and does not bring. */
  readonly builtins?: { readonly path: string; readonly shownAs: string };
}

/** A `.wit` file, or a folder with `.wit` files and perhaps a folder `deps`. */
export function loadWit(path: string, options: LoadOptions = {}): LoadResult {
  const reporter = createReporter();
  const groups = renamed(readGroups(path, reporter.report), path, options.shownAs ?? path);
  if (reporter.hasErrors()) return { diagnostics: reporter.diagnostics };
  const { builtins } = options;
  if (builtins !== undefined && builtins.path !== path) {
    groups.push(
      ...missingPackages(groups, renamed(readGroups(builtins.path, reporter.report), builtins.path, builtins.shownAs)),
    );
  }
  return assemble(groups, featuresOf(options), reporter);
}

/** The same from memory: files beside each other are one package; below `deps`, each file or folder is one. */
export function loadWitSources(files: readonly SourceFile[], options: LoadOptions = {}): LoadResult {
  const own: SourceFile[] = [];
  const deps = new Map<string, SourceFile[]>();
  for (const file of files) {
    const dep = /(?:^|\/)deps\/([^/]+)/.exec(file.path)?.[1];
    if (dep === undefined) own.push(file);
    else deps.set(dep, [...(deps.get(dep) ?? []), file]);
  }
  const groups = [...deps].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, list]) => ({ path, files: list }));
  return assemble([{ path: own[0]?.path ?? "", files: own }, ...groups], featuresOf(options));
}

function renamed(groups: readonly SourceGroup[], from: string, to: string): SourceGroup[] {
  if (from === to) return [...groups];
  const name = (path: string): string =>
    path.startsWith(from) ? to + path.slice(from.length).split(sep).join("/") : path;
  return groups.map(({ path, files }) => ({
    path: name(path),
    files: files.map((file) => ({ ...file, path: name(file.path) })),
  }));
}

function featuresOf(options: LoadOptions): Features {
  return { names: new Set(options.features ?? []), all: options.allFeatures ?? false };
}

function readGroups(path: string, report: (d: Diagnostic) => void): SourceGroup[] {
  try {
    if (!statSync(path).isDirectory()) return [readGroup(path, [path], report)];
    const groups = [readFolder(path, report)];
    const deps = join(path, "deps");
    if (statSync(deps, { throwIfNoEntry: false })?.isDirectory() !== true) return groups;
    for (const entry of readdirSync(deps).sort()) {
      const dep = join(deps, entry);
      if (statSync(dep).isDirectory()) groups.push(readFolder(dep, report));
      else if (entry.endsWith(".wit")) groups.push(readGroup(dep, [dep], report));
      else if (entry.endsWith(".wasm") || entry.endsWith(".wat")) {
        report(meaning("wit/binary-package", undefined, { path: dep }));
      }
    }
    return groups;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    report(meaning("wit/unreadable", undefined, { path: error.path ?? path, reason: reasonOf(error.code) }));
    return [];
  }
}

function readFolder(path: string, report: (d: Diagnostic) => void): SourceGroup {
  const names = readdirSync(path)
    .filter((name) => name.endsWith(".wit"))
    .sort();
  const files = names.map((name) => join(path, name)).filter((file) => !statSync(file).isDirectory());
  return readGroup(path, files, report);
}

function readGroup(path: string, files: readonly string[], report: (d: Diagnostic) => void): SourceGroup {
  return { path, files: files.map((file) => readSource(file, report)) };
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function readSource(path: string, report: (d: Diagnostic) => void): SourceFile {
  const bytes = readFileSync(path);
  try {
    return { path, text: strict.decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    const file = { path, text };
    const start = validLength(bytes);
    report(meaning("wit/invalid-utf8", { file, start, end: start + 1 }, { path: basename(path) }));
    return file;
  }
}

/** How many characters of the text come before the first byte that is not UTF-8. */
function validLength(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  // A prefix is valid up to the broken byte and, but for a cut last character, invalid after it.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isValidPrefix(bytes, middle)) low = middle;
    else high = middle - 1;
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, low), { stream: true }).length;
}

function isValidPrefix(bytes: Uint8Array, length: number): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
    return true;
  } catch {
    return false;
  }
}

function isSystemError(error: unknown): error is Error & { readonly code: string; readonly path?: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string" && "syscall" in error;
}

function reasonOf(code: string): string {
  switch (code) {
    case "ENOENT":
      return "there is no such file or folder";
    case "EACCES":
      return "permission denied";
    default:
      return code;
  }
}
