/** The table of features by languages and hosts: in a terminal, as Markdown and as a picture. */
import type { Verdict } from "./known-failures.js";

export interface Column {
  readonly language: string;
  readonly title: string;
  readonly host: string;
}

/** Verdicts by `feature language host`; absent: the language makes nothing that this host runs. */
export interface Matrix {
  readonly features: readonly string[];
  readonly columns: readonly Column[];
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

export const cellKey = (feature: string, language: string, host: string): string => `${feature} ${language} ${host}`;

/** Several features as one row. */
export function folded(matrix: Matrix, names: readonly string[], row: string): Matrix {
  const verdicts = new Map(matrix.verdicts);
  for (const { language, host } of matrix.columns) {
    const found = names.flatMap((name) => matrix.verdicts.get(cellKey(name, language, host)) ?? []);
    if (found.length === 0) continue;
    verdicts.set(cellKey(row, language, host), {
      passed: found.reduce((n, v) => n + v.passed, 0),
      known: found.flatMap((v) => v.known),
      failed: found.flatMap((v) => v.failed),
      unexpected: found.flatMap((v) => v.unexpected),
      calls: found.reduce((n, v) => n + v.calls, 0),
    });
  }
  const others = matrix.features.filter((name) => !names.includes(name));
  return { ...matrix, verdicts, features: others.length < matrix.features.length ? [...others, row] : others };
}

export type CellState = "pass" | "known" | "fail" | "none";

export interface Cell {
  readonly state: CellState;
  readonly text: string;
}

export function cellOf(matrix: Matrix, feature: string, { language, host }: Column): Cell {
  const verdict = matrix.verdicts.get(cellKey(feature, language, host));
  if (verdict === undefined) return { state: "none", text: "–" };
  const total = verdict.passed + verdict.known.length + verdict.failed.length;
  if (total === 0) return { state: "none", text: "–" };
  if (verdict.failed.length + verdict.unexpected.length > 0)
    return { state: "fail", text: `${verdict.passed}/${total}` };
  if (verdict.known.length > 0) return { state: "known", text: `${verdict.passed}/${total}` };
  return { state: "pass", text: String(total) };
}

/** Sums over all features. */
export function totalOf(matrix: Matrix, column: Column): Cell {
  const all = matrix.features.map((f) => cellOf(matrix, f, column)).filter((c) => c.state !== "none");
  if (all.length === 0) return { state: "none", text: "–" };
  const sum = (part: number): number =>
    all.reduce((n, { text }) => n + Number(text.split("/")[part] ?? text.split("/")[0]), 0);
  const states = new Set(all.map((c) => c.state));
  const state = states.has("fail") ? "fail" : states.has("known") ? "known" : "pass";
  const [passed, total] = [sum(0), sum(1)];
  return { state, text: passed === total ? String(total) : `${passed}/${total}` };
}

const marks = { pass: "", known: "~", fail: "!", none: "" } as const satisfies Record<CellState, string>;

export function asText(matrix: Matrix): string {
  const head = ["feature", ...matrix.columns.map((c) => hostMarks[c.host] ?? c.host)];
  const mark = ({ state, text }: Cell): string => `${text}${marks[state]}`;
  const rows = matrix.features.map((f) => [f, ...matrix.columns.map((c) => mark(cellOf(matrix, f, c)))]);
  const total = ["all", ...matrix.columns.map((c) => mark(totalOf(matrix, c)))];
  const all = [head, ...rows, total];
  const hostsOf = (language: string): number => matrix.columns.filter((c) => c.language === language).length;
  // A language's name stands over all of its columns, and finds room there.
  const widths = head.map((_, i) => {
    const name = matrix.columns[i - 1]?.language ?? "";
    const room = Math.ceil((name.length + 2) / Math.max(1, hostsOf(name))) - 2;
    return Math.max(room, ...all.map((row) => (row[i] ?? "").length));
  });
  const names = matrix.columns.reduce((line, { language }, i) => {
    if (language === matrix.columns[i - 1]?.language) return line;
    return `${line.padEnd(widths.slice(0, i + 1).reduce((sum, w) => sum + w + 2, 0))}${language}`;
  }, "");
  const table = all.map((row) =>
    row
      .map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  return [names, ...table].join("\n");
}

const markdownMarks = { pass: "", known: " ⚠", fail: " ✗", none: "" } as const satisfies Record<CellState, string>;

/** A run, as it is told beside its results. */
export interface Run {
  readonly seed: number;
  readonly calls: number;
  /** Functions that did the same wherever they ran. */
  readonly compared: number;
}

export function asMarkdown(matrix: Matrix, { seed, calls, compared }: Run): string {
  const languages = [...new Set(matrix.columns.map((c) => c.title))];
  const hosts = [...new Set(matrix.columns.map((c) => c.host))];
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const tables = hosts.map((host) => {
    const columns = matrix.columns.filter((c) => c.host === host);
    const mark = ({ state, text }: Cell): string => `${text}${markdownMarks[state]}`;
    return [
      `## ${hostTitles[host] ?? host}`,
      "",
      row(["feature", ...columns.map((c) => c.title)]),
      row(["---", ...columns.map(() => "---:")]),
      ...matrix.features.map((f) => row([f, ...columns.map((c) => mark(cellOf(matrix, f, c)))])),
      row(["**all**", ...columns.map((c) => `**${mark(totalOf(matrix, c))}**`)]),
    ].join("\n");
  });
  return `# Conformance

Written by \`npm run conformance\`, all of it by one run (seed ${seed}, ${calls.toLocaleString("en")} calls). Functions that pass, by feature,
language (${languages.join(", ")}) and host;
each is called with values at the edges of its types and with random ones. ${compared} functions were given, heard and returned the same in every language
on every host; the others decide by themselves what they return. ⚠ known failures, ✗ failures, – nothing to run there.

${tables.join("\n\n")}
`;
}

/** Where there is little room. */
export const hostMarks: Readonly<Record<string, string>> = { node: "raw", jco: "jco", wasmtime: "wt" };

export const hostTitles: Readonly<Record<string, string>> = {
  node: "Core module on Node, raw",
  jco: "Component on Node, by jco",
  wasmtime: "Component in wasmtime",
};
