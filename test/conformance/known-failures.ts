/** What is known to fail, one text file for each language and host: `feature/case — reason` in a line, `*` for all cases. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CellResult } from "./cell.js";

const folder = fileURLToPath(new URL("known-failures", import.meta.url));

export interface Verdict {
  readonly passed: number;
  /** Failed as it is known to. */
  readonly known: readonly string[];
  /** The others; names are `feature/case`. */
  readonly failed: readonly { readonly name: string; readonly problem: string }[];
  /** Known failures that did not fail: their lines have to go. */
  readonly unexpected: readonly string[];
  readonly calls: number;
}

/** `feature/case` and the reasons. */
export function knownFailures(language: string, host: string, base = folder): ReadonlyMap<string, string> {
  const path = join(base, `${language}-${host}.txt`);
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, "utf8").split("\n");
  return new Map(
    lines.flatMap((line) => {
      if (line.trim() === "" || line.startsWith("#")) return [];
      const [name = "", ...reason] = line.split(" — ");
      if (reason.length === 0 || !name.includes("/"))
        throw new Error(`${path}: '${line}' is not 'feature/case — reason'`);
      return [[name.trim(), reason.join(" — ").trim()]];
    }),
  );
}

export function judge(cell: CellResult, known = knownFailures(cell.language, cell.host)): Verdict {
  const all = `${cell.feature}/*`;
  const name = (of: { readonly name: string }): string => `${cell.feature}/${of.name}`;
  const bad = cell.cases.filter((c) => c.problem !== undefined);
  const isKnown = (of: { readonly name: string }): boolean => known.has(all) || known.has(name(of));
  const failing = new Set(bad.map(name));
  const ran = new Set(cell.cases.map(name));
  return {
    passed: cell.cases.length - bad.length,
    known: bad.filter(isKnown).map(name),
    failed: bad.filter((c) => !isKnown(c)).map((c) => ({ name: name(c), problem: c.problem ?? "" })),
    unexpected: [...known.keys()].filter((key) =>
      key === all ? failing.size === 0 : ran.has(key) && !failing.has(key),
    ),
    calls: cell.cases.reduce((sum, c) => sum + c.calls, 0),
  };
}

/**
 * Lines of files of this folder that name no feature or, where these are given, none of the cases: something was renamed, or a
 * line was written wrongly.
 */
export function strayLines(
  features: ReadonlySet<string>,
  cases?: ReadonlySet<string>,
  base = folder,
): readonly string[] {
  const isStray = (key: string): boolean =>
    !features.has(key.split("/")[0] ?? "") || (!key.endsWith("/*") && cases?.has(key) === false);
  if (!existsSync(base)) return [];
  return readdirSync(base)
    .filter((file) => file.endsWith(".txt"))
    .flatMap((file) => {
      const [, language = "", host = ""] = /^(.+)-([a-z]+)\.txt$/.exec(file) ?? [];
      return [...knownFailures(language, host, base).keys()].filter(isStray).map((key) => `${file}: ${key}`);
    });
}
