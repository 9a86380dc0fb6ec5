/** A project as a build sees it: `ocre.json`, and the files beside it. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceFile, Span } from "../wit/span.js";
import { buildDiagnostics } from "./build-diagnostics.js";
import type { ToolchainId } from "./toolchain.js";

/** The SDK of a project lies in here, relative to it; generated, so not under version control. */
export const sdkFolder = "build/sdk";

export const buildLanguages = ["c", "assemblyscript"] as const;
export type BuildLanguage = (typeof buildLanguages)[number];

export interface Project {
  readonly folder: string;
  readonly name: string;
  readonly language: BuildLanguage;
  /** As in `ocre.json`: `ocre:app/reactor`; absent when the WIT has one world only. */
  readonly world?: string;
  /** Relative to the folder, with `/`. */
  readonly sources: readonly string[];
  readonly module: string;
  /** Options of the back-end. */
  readonly options: ReadonlyMap<string, string | boolean>;
  /** From the options too, but of the build. */
  readonly toolchain?: ToolchainId;
  readonly stackSize?: number;
  readonly manifest: SourceFile;
}

export type ReadProject =
  | { readonly ok: true; readonly project: Project }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** `path` is a folder, or its `ocre.json`; `shown` is what the user typed. */
export function readProject(path: string, cwd: string): ReadProject {
  const file = isFolder(path) ? join(path, "ocre.json") : path;
  const shown = shorten(file, cwd);
  if (!existsSync(file))
    return { ok: false, diagnostics: [buildDiagnostics("build/no-manifest", undefined, { path: shown })] };
  const manifest: SourceFile = { path: shown, text: readFileSync(file, "utf8").replace(/^\ufeff/, "") };
  const parsed = parseJson(manifest);
  if (!parsed.ok) return { ok: false, diagnostics: [parsed.diagnostic] };
  return new ProjectReader(dirname(file), manifest, parsed.value).read();
}

class ProjectReader {
  readonly #folder: string;
  readonly #manifest: SourceFile;
  readonly #value: unknown;
  readonly #diagnostics: Diagnostic[] = [];

  constructor(folder: string, manifest: SourceFile, value: unknown) {
    this.#folder = folder;
    this.#manifest = manifest;
    this.#value = value;
  }

  read(): ReadProject {
    const build = property(this.#value, "build");
    const language = this.#language(property(build, "lang"));
    const sources = this.#sources(property(build, "sources"));
    const name = this.#text("name", `"name": "my-app"`);
    const module = this.#text("module", `"module": "build/app.wasm"`);
    if (module !== undefined && leavesFolder(module)) this.#report("module", "is outside of the project");
    const options = this.#options(property(build, "options"), language);
    const world = property(this.#value, "world");
    if (this.#diagnostics.length > 0 || language === undefined || name === undefined || module === undefined) {
      return { ok: false, diagnostics: this.#diagnostics };
    }
    const project = { folder: this.#folder, name, language, sources, module, manifest: this.#manifest, ...options };
    return { ok: true, project: typeof world === "string" ? { ...project, world } : project };
  }

  #language(value: unknown): BuildLanguage | undefined {
    const found = buildLanguages.find((language) => language === value);
    if (found !== undefined) return found;
    if (typeof value !== "string") this.#lacks("build", `"build": { "lang": "c", "sources": ["src/app.c"] }`);
    else this.#diagnostics.push(buildDiagnostics("build/unknown-language", this.#place(value), { language: value }));
    return undefined;
  }

  #sources(value: unknown): readonly string[] {
    const sources = Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
    if (sources.length === 0) this.#lacks("sources", `"sources": ["src/app.c"]`);
    for (const path of sources) {
      if (leavesFolder(path)) this.#report(path, "is outside of the project");
      else if (!existsSync(join(this.#folder, path)))
        this.#diagnostics.push(buildDiagnostics("build/no-source", this.#place(path), { path }));
    }
    return sources;
  }

  #options(value: unknown, language: BuildLanguage | undefined): Pick<Project, "options" | "toolchain" | "stackSize"> {
    const options = new Map<string, string | boolean>();
    let toolchain: ToolchainId | undefined;
    let stackSize: number | undefined;
    for (const [name, setting] of typeof value === "object" && value !== null ? Object.entries(value) : []) {
      if (name === "toolchain" && language === "c") {
        toolchain =
          setting === "zig" || setting === "clang"
            ? setting
            : this.#report(name, `is 'zig' or 'clang', not ${JSON.stringify(setting)}`);
      } else if (name === "stack" && language === "c") {
        const fits = typeof setting === "number" && setting >= 256 && setting <= 1 << 20 && setting % 16 === 0;
        stackSize = fits ? setting : this.#report(name, "is a number of bytes, a multiple of 16 from 256 to 1048576");
      } else if (typeof setting === "boolean" || typeof setting === "string") options.set(name, setting);
      else if (typeof setting === "number") options.set(name, String(setting));
      else this.#report(name, "is a text, a number, true or false");
    }
    return {
      options,
      ...(toolchain === undefined ? {} : { toolchain }),
      ...(stackSize === undefined ? {} : { stackSize }),
    };
  }

  #text(key: string, example: string): string | undefined {
    const value = property(this.#value, key);
    if (typeof value === "string" && value !== "") return value;
    this.#lacks(key, example);
    return undefined;
  }

  #lacks(key: string, example: string): void {
    this.#diagnostics.push(buildDiagnostics("build/manifest-lacks", this.#place(key), { key, example }));
  }

  #report(name: string, why: string): undefined {
    this.#diagnostics.push(buildDiagnostics("build/bad-value", this.#place(name), { name, why }));
  }

  #place(text: string): Span {
    return placeIn(this.#manifest, text);
  }
}

/** Where a text stands in quotes; the whole file begins at its start. */
export function placeIn(file: SourceFile, text: string): Span {
  const quoted = JSON.stringify(text);
  const start = Math.max(0, file.text.indexOf(quoted));
  return { file, start, end: file.text.startsWith(quoted, start) ? start + quoted.length : start + 1 };
}

function parseJson(file: SourceFile): { ok: true; value: unknown } | { ok: false; diagnostic: Diagnostic } {
  try {
    return { ok: true, value: JSON.parse(file.text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? file.text.length);
    const why = message
      .replace(/^Unexpected end of JSON input$/, "the file ends too early")
      .replace(/,? (in JSON )?at position.*$/s, "");
    return { ok: false, diagnostic: buildDiagnostics("build/no-json", { file, start: at, end: at + 1 }, { why }) };
  }
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function leavesFolder(path: string): boolean {
  return isAbsolute(path) || path.includes("\\") || path.split("/").includes("..");
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? basename(path) !== "ocre.json";
}

function shorten(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return (short.startsWith("..") ? path : short).split(sep).join("/");
}
