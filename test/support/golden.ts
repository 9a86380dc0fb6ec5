/** Golden cases: what each language makes of a small WIT, as committed files. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { generateFromWit } from "../../generator/src/backend/from-wit.js";
import { findLanguage } from "../../generator/src/backend/registry.js";
import { renderDiagnostics } from "../../generator/src/diagnostics/index.js";
import type { FileSet } from "../../generator/src/emit/files.js";

const root = fileURLToPath(new URL("../golden/", import.meta.url));

/** Folders with an `input` folder. */
export const cases: readonly string[] = readdirSync(root)
  .filter((name) => existsSync(join(root, name, "input")))
  .sort();

/** Languages whose output is kept; others opt in by a line here. */
export const goldenLanguages = [
  "c",
  "cpp",
  "assemblyscript",
  "zig",
  "rust",
  "d",
  "python",
  "typescript",
  "go",
  "host-ts",
] as const;

export interface Golden {
  /** Everything that was generated. */
  readonly all: FileSet;
  /** What is compared: without the runtime files, which are sources of their own. */
  readonly files: FileSet;
  readonly diagnostics: string;
}

export async function generateCase(name: string, language: string): Promise<Golden> {
  const backend = await findLanguage(language)?.load?.();
  if (backend === undefined) throw new Error(`'${language}' has no back-end`);
  // Relative, so that no path of this machine gets into a golden file.
  const input = relative(process.cwd(), join(root, name, "input"));
  const result = generateFromWit(backend, { wit: input, stubs: "echo", undirected: "allow" });
  const files = result.files.filter((f) => !f.text.split("\n", 1)[0]?.includes("sdk-templates/"));
  return {
    all: result.files,
    files: files.map((f) => ({ ...f, text: f.text.replaceAll(/ocrekit \d+\.\d+\.\d+[^ ]*/g, "ocrekit VERSION") })),
    diagnostics: renderDiagnostics(result.diagnostics),
  };
}

/** Golden files of a case and language, by path. */
export function readGolden(name: string, language: string): ReadonlyMap<string, string> {
  const folder = join(root, name, "out", language);
  const found = new Map<string, string>();
  const walk = (path: string): void => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const inner = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) walk(inner);
      else found.set(inner, readFileSync(join(folder, inner), "utf8"));
    }
  };
  if (existsSync(folder)) walk("");
  const diagnostics = join(root, name, `diagnostics.${language}.txt`);
  if (existsSync(diagnostics)) found.set("diagnostics", readFileSync(diagnostics, "utf8"));
  return found;
}

/** What the golden files ought to be. */
export function expected({ files, diagnostics }: Golden): ReadonlyMap<string, string> {
  const all = new Map(files.map((f) => [f.path, f.text]));
  if (diagnostics !== "") all.set("diagnostics", diagnostics);
  return all;
}

export function writeGolden(name: string, language: string, golden: Golden): void {
  rmSync(join(root, name, "out", language), { recursive: true, force: true });
  rmSync(join(root, name, `diagnostics.${language}.txt`), { force: true });
  for (const [path, text] of expected(golden)) {
    const target =
      path === "diagnostics"
        ? join(root, name, `diagnostics.${language}.txt`)
        : join(root, name, "out", language, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
