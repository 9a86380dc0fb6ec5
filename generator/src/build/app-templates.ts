/**
 * Starter apps: `sdk-templates/<language>/project/<template>/`, copied as they are except for the name in `ocre.json`, with the
 * files beside them that are the same in every app of the language.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { FileSet, GeneratedFile } from "../emit/files.js";
import { templateFolder } from "../emit/package-root.js";

/** Names of the templates of a language; `blinky` first, because it is the default. */
export function templatesOf(language: string): readonly string[] {
  const folder = projectsFolder(language);
  if (folder === undefined) return [];
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => entry.name);
  return names.toSorted((a, b) => Number(b === "blinky") - Number(a === "blinky") || (a < b ? -1 : 1));
}

/** The files of a new app. */
export function templateFiles(language: string, template: string, name: string): FileSet {
  const folder = projectsFolder(language);
  if (folder === undefined) throw new Error(`'${language}' has no templates`);
  const files = [...projectFiles(language), ...textFiles(join(folder, template))];
  return [ignoring(files), ...files].map((file) =>
    isNamed(file.path) ? { ...file, text: renamed(file.text, name) } : file,
  );
}

/** By the project file of the tool that makes it. */
const madeBy: Readonly<Record<string, readonly string[]>> = {
  "Cargo.toml": ["target/"],
  "build.zig": [".zig-cache/", "zig-out/"],
  "package.json": ["node_modules/"],
  "pyproject.toml": [".mypy_cache/", "__pycache__/"],
};

/** What `ocrekit build` makes, and what a language's own tools make beside it. No template has this file: npm publishes none. */
export function ignoring(files: FileSet): GeneratedFile {
  const made = ["build/", ...files.flatMap(({ path }) => madeBy[path] ?? [])];
  return { path: ".gitignore", text: `${made.join("\n")}\n` };
}

/**
 * What every app of a language has beside its sources, for editors and for the language's own tools: it names the SDK's
 * folder, and nothing of one app.
 */
export function projectFiles(language: string): FileSet {
  const folder = projectsFolder(language);
  if (folder === undefined) return [];
  const templates = templatesOf(language);
  return textFiles(folder).filter(({ path }) => !templates.some((template) => path.startsWith(`${template}/`)));
}

/** The manifest says who the app is, the grants say for whom they are. */
function isNamed(path: string): boolean {
  return path === "ocre.json" || path === "grants.json";
}

function renamed(text: string, name: string): string {
  return text.replace(/("(?:name|for)"\s*:\s*)"[^"]*"/, (_, before: string) => `${before}${JSON.stringify(name)}`);
}

function projectsFolder(language: string): string | undefined {
  const root = templateFolder(language);
  const folder = root === undefined ? undefined : join(root, "project");
  return folder !== undefined && existsSync(folder) ? folder : undefined;
}

function textFiles(folder: string): readonly GeneratedFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path).split(sep).join("/"), text: readFileSync(path, "utf8") }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
