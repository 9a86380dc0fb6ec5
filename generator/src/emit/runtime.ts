/** Copies a language's runtime files, which are real source, into the output after a banner. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { banner, commentStyle } from "./banner.js";
import type { GeneratedFile } from "./files.js";
import { templateFolder } from "./package-root.js";

export interface RuntimeManifest {
  /** Files of `sdk-templates/<id>/runtime`, in order. */
  readonly files: readonly string[];
  /** Folder of the output they go to; the output folder itself when absent. */
  readonly folder?: string;
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
  const files = manifest.files.map(String);
  return "folder" in manifest && typeof manifest.folder === "string" ? { files, folder: manifest.folder } : { files };
}

/** The runtime files of a language; `only` leaves out those that this output does not need. */
export function runtimeFiles(id: string, version: string, only?: readonly string[]): readonly GeneratedFile[] {
  const manifest = readRuntimeManifest(id);
  const folder = templateFolder(id);
  if (manifest === undefined || folder === undefined) return [];
  const wanted = only === undefined ? manifest.files : manifest.files.filter((f) => only.includes(f));
  return wanted.map((file) => {
    const source = readFileSync(join(folder, "runtime", file), "utf8");
    const style = commentStyle(file);
    const head = style === undefined ? "" : `${banner(style, version, `sdk-templates/${id}/runtime/${file}`)}\n`;
    return { path: manifest.folder === undefined ? file : `${manifest.folder}/${file}`, text: head + source };
  });
}
