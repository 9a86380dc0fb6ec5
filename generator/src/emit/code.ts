/**
 * Fragments of generated text. A fragment carries the imports it needs, so no printer ever writes an import line, and
 * `code` keeps the indentation of the template around a value of several lines, so no printer ever indents by hand.
 */

/** A symbol of another file or module that a fragment uses. */
export interface ImportItem {
  /** Module or header, as the language writes it. */
  readonly from: string;
  /** Absent where a language imports whole files (`#include`). */
  readonly name?: string;
  readonly typeOnly?: boolean;
}

export interface Fragment {
  readonly text: string;
  readonly imports: readonly ImportItem[];
}

export type CodeValue = Fragment | string | number | readonly CodeValue[];

export const empty: Fragment = { text: "", imports: [] };

const isList = (value: CodeValue): value is readonly CodeValue[] => Array.isArray(value);

/** Lists become lines; empty members vanish. */
export function toFragment(value: CodeValue): Fragment {
  if (typeof value === "string") return { text: value, imports: [] };
  if (typeof value === "number") return { text: String(value), imports: [] };
  if (isList(value)) return lines(value);
  return value;
}

/** One below the other, without the empty ones. */
export function lines(values: readonly CodeValue[]): Fragment {
  return join(
    values.map(toFragment).filter((f) => f.text !== ""),
    "\n",
  );
}

/** One below the other with an empty line between, without the empty ones. */
export function paragraphs(values: readonly CodeValue[]): Fragment {
  return join(
    values.map(toFragment).filter((f) => f.text !== ""),
    "\n\n",
  );
}

export function join(values: readonly CodeValue[], separator: string): Fragment {
  const parts = values.map(toFragment);
  return { text: parts.map((p) => p.text).join(separator), imports: parts.flatMap((p) => p.imports) };
}

/** A use of an imported symbol; the file printer turns the collected items into import lines. */
export function symbol(item: ImportItem, text = item.name ?? ""): Fragment {
  return { text, imports: [item] };
}

/** Joined by `, `. */
export const commas = (values: readonly CodeValue[]): Fragment => join(values, ", ");

/**
 * A template that looks like the code it makes. The common indentation and the first and last line break go; a value
 * of several lines is indented to the column of its line; a line that holds nothing but empty values vanishes.
 */
export function code(strings: TemplateStringsArray, ...values: readonly CodeValue[]): Fragment {
  const imports: ImportItem[] = [];
  const parts = values.map(toFragment);
  for (const part of parts) imports.push(...part.imports);
  const out: string[] = [];
  for (const line of linesOf(strings)) {
    const text = fill(line, parts);
    if (text !== undefined) out.push(text);
  }
  return { text: out.join("\n"), imports };
}

const templates = new WeakMap<TemplateStringsArray, readonly string[]>();

/** A template is one object however often it is used, so its indentation is taken off once. */
function linesOf(strings: TemplateStringsArray): readonly string[] {
  let known = templates.get(strings);
  if (known === undefined) {
    const last = strings.length - 1;
    known = dedent(strings.map((s, i) => (i < last ? `${s}${hole(i)}` : s)).join("")).split("\n");
    templates.set(strings, known);
  }
  return known;
}

const hole = (index: number): string => `\u0000${index}\u0001`;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters mark the holes because no template contains them.
const holes = /\u0000(\d+)\u0001/g;

/** `undefined` when the line consists of holes and nothing came out of them. */
function fill(line: string, parts: readonly Fragment[]): string | undefined {
  if (!line.includes("\u0000")) return line;
  const text = line.replace(holes, (_, index: string) => indented(parts[Number(index)]?.text ?? "", line));
  return text.trim() === "" && line.replace(holes, "").trim() === "" ? undefined : text;
}

/** A value of several lines begins at the hole and goes on in the column where the line begins. */
function indented(text: string, line: string): string {
  if (!text.includes("\n")) return text;
  const indent = line.slice(0, line.length - line.trimStart().length);
  return text.replace(/\n(?!\n|$)/g, `\n${indent}`);
}

function dedent(text: string): string {
  const all = text.split("\n");
  if (all.length > 1 && all[0]?.trim() === "") all.shift();
  if (all.length > 1 && all.at(-1)?.trim() === "") all.pop();
  let common = Number.POSITIVE_INFINITY;
  for (const line of all) if (line.trim() !== "") common = Math.min(common, line.length - line.trimStart().length);
  if (!Number.isFinite(common)) common = 0;
  return all.map((line) => line.slice(common)).join("\n");
}
