/** A project as a build sees it: `ocre.json`, and the files beside it. */
import { existsSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import type { Recipe } from "../backend/recipe.js";
import { findLanguage } from "../backend/registry.js";
import type { Diagnostic } from "../diagnostics/index.js";
import { loadManifest, type Manifest } from "../policy/index.js";
import type { SourceFile, Span } from "../wit/span.js";
import { buildDiagnostics } from "./build-diagnostics.js";

/** The SDK of a project lies in here, relative to it; generated, so not under version control. */
export const sdkFolder = "build/sdk";

export interface Project {
  readonly folder: string;
  readonly name: string;
  readonly recipe: Recipe;
  /** As in `ocre.json`: `ocre:app/reactor`; absent when the WIT has one world only. */
  readonly world?: string;
  /** Relative to the folder, with `/`. */
  readonly sources: readonly string[];
  readonly module: string;
  /** Options of the back-end. */
  readonly options: ReadonlyMap<string, string | boolean>;
  /** From the options too, but of the build. */
  readonly toolchain?: string;
  readonly stackSize?: number;
  readonly manifest: SourceFile;
}

export type ReadProject =
  | { readonly ok: true; readonly project: Project }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** `path` is a folder, or its `ocre.json`; messages name it relative to `cwd`. */
export async function readProject(path: string, cwd: string): Promise<ReadProject> {
  const file = isFolder(path) ? join(path, "ocre.json") : path;
  const shown = shorten(file, cwd);
  if (!existsSync(file)) {
    return { ok: false, diagnostics: [buildDiagnostics("build/no-manifest", undefined, { path: shown })] };
  }
  const manifest = loadManifest(file, shown);
  return manifest.ok ? fromManifest(dirname(file), manifest.value) : manifest;
}

/** Where a text stands in quotes; the start of the file when it does not. */
export function placeIn(file: SourceFile, text: string): Span {
  const quoted = JSON.stringify(text);
  const start = Math.max(0, file.text.indexOf(quoted));
  return { file, start, end: file.text.startsWith(quoted, start) ? start + quoted.length : start + 1 };
}

async function fromManifest(folder: string, { file, name, world, module, build }: Manifest): Promise<ReadProject> {
  const diagnostics: Diagnostic[] = [];
  const bad = (key: string, why: string): undefined => {
    diagnostics.push(buildDiagnostics("build/bad-value", placeIn(file, key), { name: key, why }));
  };
  const lacks = (key: string, example: string): void => {
    diagnostics.push(buildDiagnostics("build/manifest-lacks", placeIn(file, "build"), { key, example }));
  };

  if (module === undefined) lacks("module", `"module": "build/app.wasm"`);
  else if (leavesFolder(module)) bad(module, "is outside of the project");
  if (build === undefined) lacks("build", `"build": { "lang": "c", "sources": ["src/app.c"] }`);
  else if (build.lang === undefined) lacks("lang", `"lang": "c"`);
  const recipe = await findLanguage(build?.lang ?? "")?.recipe?.();
  if (recipe === undefined && build?.lang !== undefined) {
    diagnostics.push(buildDiagnostics("build/unknown-language", placeIn(file, build.lang), { language: build.lang }));
  }
  if (build?.sources.length === 0) lacks("sources", `"sources": ["${recipe?.example ?? "src/app.c"}"]`);
  for (const path of build?.sources ?? []) {
    if (leavesFolder(path)) bad(path, "is outside of the project");
    else if (!existsSync(join(folder, path)))
      diagnostics.push(buildDiagnostics("build/no-source", placeIn(file, path), { path }));
  }
  const own = readOptions(build?.options ?? {}, recipe, bad);
  if (diagnostics.length > 0 || recipe === undefined || module === undefined || build === undefined) {
    return { ok: false, diagnostics };
  }
  const project = { folder, name, recipe, sources: build.sources, module, manifest: file, ...own };
  return { ok: true, project: world === undefined ? project : { ...project, world } };
}

type Bad = (key: string, why: string) => undefined;

/** Options of the build are taken out; the others are the back-end's. */
function readOptions(
  given: Readonly<Record<string, string | number | boolean>>,
  recipe: Recipe | undefined,
  bad: Bad,
): Pick<Project, "options" | "toolchain" | "stackSize"> {
  const options = new Map<string, string | boolean>();
  let toolchain: string | undefined;
  let stackSize: number | undefined;
  for (const [name, value] of Object.entries(given)) {
    if (name === "toolchain" && recipe !== undefined && recipe.toolchains.length > 1) {
      const known = recipe.toolchains.map((id) => `'${id}'`).join(" or ");
      toolchain =
        recipe.toolchains.find((id) => id === value) ?? bad(name, `is ${known}, not ${JSON.stringify(value)}`);
    } else if (name === "stack" && recipe?.stack === true) {
      const fits = typeof value === "number" && value >= 256 && value <= 1 << 20 && value % 16 === 0;
      stackSize = fits ? value : bad(name, "is a number of bytes, a multiple of 16 from 256 to 1048576");
    } else options.set(name, typeof value === "number" ? String(value) : value);
  }
  return {
    options,
    ...(toolchain === undefined ? {} : { toolchain }),
    ...(stackSize === undefined ? {} : { stackSize }),
  };
}

function leavesFolder(path: string): boolean {
  return isAbsolute(path) || path.includes("\\") || path.split("/").includes("..");
}

/** A path that is not there is taken for a folder, unless it is named like a manifest. */
function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? basename(path) !== "ocre.json";
}

function shorten(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return (short.startsWith("..") ? path : short).split(sep).join("/");
}
