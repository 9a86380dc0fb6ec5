/** The strictest compilers of all languages over all cases, and the table of what they said. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Backend, languages } from "../../../generator/src/backend/index.js";
import type { FileSet } from "../../../generator/src/emit/files.js";
import { repository } from "../../support/toolchain.js";
import { generateStrict, ofNames, type StrictCase } from "./cases.js";
import { ownWords } from "./own-words.js";

export interface StrictResult {
  readonly language: string;
  readonly cases: readonly StrictCase[];
  readonly clean: readonly StrictCase[];
  readonly refused: readonly { readonly of: StrictCase; readonly why: string }[];
  readonly bad: readonly { readonly of: StrictCase; readonly said: string }[];
  readonly seconds: number;
}

type CheckStrict = (
  projects: ReadonlyMap<string, FileSet>,
) => ReadonlyMap<string, string> | Promise<ReadonlyMap<string, string>>;

const isCheck = (value: unknown): value is CheckStrict => typeof value === "function";

/** Guest languages of the registry whose `test/compile/<id>.ts` can check strictly. */
export function strictLanguages(): readonly string[] {
  return languages
    .filter((l) => l.side === "guest" && l.load !== undefined && existsSync(compilerOf(l.id)))
    .map((l) => l.id);
}

const compilerOf = (id: string): string => join(repository, "test/compile", `${id}.ts`);

const knownFolder = fileURLToPath(new URL("known", import.meta.url));
export const caseName = ({ kind, name }: StrictCase): string => `${kind} ${name}`;

/** `known/<language>.txt`: a line for each case that is known to be bad, `kind name — reason`. */
export function knownBad(language: string): ReadonlyMap<string, string> {
  const path = join(knownFolder, `${language}.txt`);
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, "utf8").split("\n");
  return new Map(
    lines.flatMap((line) => {
      const [name, reason] = line.split(" — ");
      return name === undefined || reason === undefined ? [] : [[name, reason]];
    }),
  );
}

/** The back-end of the registry. */
export async function backendOf(id: string): Promise<Backend> {
  const backend = await languages.find((l) => l.id === id)?.load?.();
  if (backend === undefined) throw new Error(`'${id}' has no back-end`);
  return backend;
}

/** The names of a language's own SDK in every place. */
export const ownCases = async (id: string): Promise<readonly StrictCase[]> =>
  ofNames("own words", ownWords(await backendOf(id)));

/** Throws when there is no compiler. */
export async function checkLanguage(id: string, cases: readonly StrictCase[]): Promise<StrictResult> {
  const backend = await backendOf(id);
  const loaded: { readonly checkStrict?: unknown } = await import(pathToFileURL(compilerOf(id)).href);
  if (!isCheck(loaded.checkStrict)) throw new Error(`test/compile/${id}.ts has no checkStrict`);
  const started = Date.now();
  const projects = new Map<string, FileSet>();
  const refused: { of: StrictCase; why: string }[] = [];
  const bad: { of: StrictCase; said: string }[] = [];
  cases.forEach((of, i) => {
    try {
      const generated = generateStrict(backend, of);
      if ("refused" in generated) refused.push({ of, why: generated.refused });
      else projects.set(projectName(i), generated.files);
    } catch (error) {
      bad.push({ of, said: `the generator failed: ${error instanceof Error ? error.message : String(error)}` });
    }
  });
  const said = await loaded.checkStrict(projects);
  const clean: StrictCase[] = [];
  cases.forEach((of, i) => {
    if (!projects.has(projectName(i))) return;
    const messages = said.get(projectName(i)) ?? "nothing was said about it";
    if (messages === "") clean.push(of);
    else bad.push({ of, said: messages });
  });
  return { language: id, cases, clean, refused, bad, seconds: (Date.now() - started) / 1000 };
}

const projectName = (index: number): string => `p${index}`;

/** Kinds of cases by languages: how many are clean, of how many. */
export function strictTable(results: readonly StrictResult[]): string {
  const kinds = [...new Set(results.flatMap((r) => r.cases.map((c) => c.kind)))];
  const count = (kind: string, of: readonly StrictCase[]): number => of.filter((c) => c.kind === kind).length;
  const cell = (kind: string, { cases, clean, refused, bad }: StrictResult): string => {
    const wrong = count(
      kind,
      bad.map((b) => b.of),
    );
    const no = count(
      kind,
      refused.map((r) => r.of),
    );
    return `${count(kind, clean)}/${count(kind, cases)}${no > 0 ? ` (${no} refused)` : ""}${wrong > 0 ? ` ${wrong} BAD` : ""}`;
  };
  const rows = [
    ["WIT cases", ...results.map((r) => r.language)],
    ...kinds.map((kind) => [kind, ...results.map((r) => cell(kind, r))]),
    ["all", ...results.map((r) => `${r.clean.length}/${r.cases.length}`)],
    ["seconds", ...results.map((r) => r.seconds.toFixed(0))],
  ];
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
