/** Copies a language's runtime files, which are real source, into the output after a banner. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../abi/plan-model.js";
import { banner, commentStyle } from "./banner.js";
import type { GeneratedFile } from "./files.js";
import { templateFolder } from "./package-root.js";

export interface RuntimeManifest {
  readonly files: readonly RuntimeFile[];
  /** Folder of the output they go to; the output folder itself when absent. */
  readonly folder?: string;
}

/** In `runtime.json` a bare path, when there is nothing to say of it. */
export interface RuntimeFile {
  /** Below `sdk-templates/<id>/runtime`, with `/`. */
  readonly path: string;
  /** `ocre:system/timers`: the file is of use only to a world that imports or exports all of these; any version. */
  readonly with: readonly string[];
}

/** `runtime.json` of a language; `undefined` when it has no runtime files. */
export function readRuntimeManifest(id: string): RuntimeManifest | undefined {
  const folder = templateFolder(id);
  if (folder === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(join(folder, "runtime.json"), "utf8");
  } catch {
    return undefined;
  }
  const manifest: unknown = JSON.parse(text);
  if (typeof manifest !== "object" || manifest === null || !("files" in manifest) || !Array.isArray(manifest.files)) {
    throw new Error(`sdk-templates/${id}/runtime.json: no list of files`);
  }
  const files = manifest.files.map((entry: unknown) => readFile(entry, id));
  return "folder" in manifest && typeof manifest.folder === "string" ? { files, folder: manifest.folder } : { files };
}

function readFile(entry: unknown, id: string): RuntimeFile {
  if (typeof entry === "string") return { path: entry, with: [] };
  if (typeof entry === "object" && entry !== null && "path" in entry && "with" in entry && Array.isArray(entry.with))
    return { path: String(entry.path), with: entry.with.map(String) };
  throw new Error(`sdk-templates/${id}/runtime.json: a file is "path" or { "path", "with" }`);
}

/** What decides which runtime files go into an output; all do when nothing is said. */
export interface RuntimeChoice {
  readonly only?: readonly string[];
  /** The world whose interfaces `with` asks for. */
  readonly plan?: Pick<Plan, "groups">;
}

/** The runtime files of a language that an output needs. */
export function runtimeFiles(id: string, version: string, choice: RuntimeChoice = {}): readonly GeneratedFile[] {
  const manifest = readRuntimeManifest(id);
  const folder = templateFolder(id);
  if (manifest === undefined || folder === undefined) return [];
  return wantedFiles(manifest, choice).map((file) => {
    const source = readFileSync(join(folder, "runtime", file), "utf8");
    const style = commentStyle(file);
    const head = style === undefined ? "" : `${banner(style, version, `sdk-templates/${id}/runtime/${file}`)}\n`;
    return { path: manifest.folder === undefined ? file : `${manifest.folder}/${file}`, text: head + source };
  });
}

/** Their paths below `sdk-templates/<id>/runtime`, for a back-end whose root file names them. */
export function runtimePaths(id: string, choice: RuntimeChoice = {}): readonly string[] {
  const manifest = readRuntimeManifest(id);
  return manifest === undefined ? [] : wantedFiles(manifest, choice);
}

function wantedFiles({ files }: RuntimeManifest, { only, plan }: RuntimeChoice): readonly string[] {
  const there = plan === undefined ? undefined : new Set(plan.groups.map(({ module }) => module.replace(/@.*$/, "")));
  return files
    .filter(
      ({ path, with: interfaces }) =>
        (only === undefined || only.includes(path)) && (there === undefined || interfaces.every((w) => there.has(w))),
    )
    .map(({ path }) => path);
}
