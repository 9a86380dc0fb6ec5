/** A new app for any world: an implementation of every export that compiles, to be filled in. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { dirname, join as joined } from "node:path/posix";
import { generateFromWit } from "../backend/from-wit.js";
import { findLanguage } from "../backend/registry.js";
import type { Diagnostic } from "../diagnostics/index.js";
import type { FileSet, GeneratedFile } from "../emit/files.js";
import { witFolder } from "../emit/package-root.js";
import { ignoring, projectFiles } from "./app-templates.js";
import { sdkFolder } from "./project.js";

export interface WorldAppRequest {
  readonly language: string;
  readonly name: string;
  /** As on the command line: `blinky`, `ocre:app/blinky`. */
  readonly world: string;
  /** A package of the user's own, which becomes part of the app; the packages of ocrekit when absent. */
  readonly wit?: string;
}

export interface WorldApp {
  /** Empty when one of the diagnostics is an error. */
  readonly files: FileSet;
  readonly diagnostics: readonly Diagnostic[];
}

export async function worldApp({ language, name, world, wit }: WorldAppRequest): Promise<WorldApp> {
  const found = findLanguage(language);
  const [backend, recipe] = await Promise.all([found?.load?.(), found?.recipe?.()]);
  if (backend === undefined || recipe === undefined) throw new Error(`'${language}' has no recipe`);
  const from = wit ?? witFolder();
  if (from === undefined) throw new Error("this installation of ocrekit lacks its WIT packages");
  const { files, plan, diagnostics } = generateFromWit(backend, { wit: from, world, stubs: "empty" });
  if (plan === undefined || files.length === 0) return { files: [], diagnostics };

  // The first is the app's main file, by the name that starter apps give it; others lie beside it.
  const stubs = recipe.stubs.map((path, i) => {
    const stub = files.find((file) => file.path === path);
    if (stub === undefined) throw new Error(`the stubs of ${language} lack ${path}`);
    return {
      path: i === 0 ? recipe.example : joined(dirname(recipe.example), path),
      text: recipe.relativeImports === true ? rehomed(stub.text) : stub.text,
    };
  });
  const { namespace, name: packageName } = plan.world.package;
  const manifest = {
    name,
    version: "0.1.0",
    world: `${namespace}:${packageName}/${plan.world.name}`,
    module: "build/app.wasm",
    build: { lang: language, sources: stubs.map(({ path }) => path) },
    requires: [],
  };
  const project = projectFiles(language);
  const own: FileSet = [
    ignoring(project),
    { path: "ocre.json", text: json(manifest) },
    { path: "grants.json", text: json({ for: name, allow: [] }) },
  ];
  return {
    files: [...own, ...project, ...stubs, ...(wit === undefined ? [] : copies(wit))],
    diagnostics,
  };
}

/** What the stub found beside itself lies in the SDK's folder now. */
function rehomed(text: string): string {
  return text.replaceAll(/(["'])\.\//g, (_, quote: string) => `${quote}../${sdkFolder}/`);
}

function copies(wit: string): readonly GeneratedFile[] {
  if (!statSync(wit).isDirectory()) return [{ path: "wit/package.wit", text: readFileSync(wit, "utf8") }];
  return readdirSync(wit, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".wit"))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: `wit/${relative(wit, path).split(sep).join("/")}`, text: readFileSync(path, "utf8") }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
