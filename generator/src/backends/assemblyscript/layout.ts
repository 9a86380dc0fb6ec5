/** Lines that break where prettier breaks them: fragments mark what may break, and the finished file decides by width. */
import { type CodeValue, type Fragment, type ImportItem, join } from "../../emit/code.js";

const width = 100;
// Control characters, because no generated text contains them.
const tight = "\u0010";
const padded = "\u0011";
const separator = "\u0012";
const close = "\u0013";
const paddedClose = "\u0016";
const nameStart = "\u0014";
const nameEnd = "\u0015";

/** `open`, then items with commas, then `end`: on one line when it fits, else an item a line. */
export function group(open: CodeValue, items: readonly CodeValue[], end: CodeValue): Fragment {
  if (items.length === 0) return join([open, end], "");
  return join([open, tight, join(items, `,${separator}`), close, end], "");
}

/** The same in braces with a space inside. */
export function braces(items: readonly CodeValue[]): Fragment {
  return items.length === 0
    ? join(["{}"], "")
    : join(["{", padded, join(items, `,${separator}`), paddedClose, "}"], "");
}

/** A name that another file may declare; its final spelling depends on what else the file names. */
export const reference = (item: Required<Pick<ImportItem, "from" | "name">>): Fragment => ({
  text: `${nameStart}${item.from} ${item.name}${nameEnd}`,
  imports: [item],
});

/** Spells every name with `spell` and breaks what is too long. */
export function finish(text: string, spell: (from: string, name: string) => string): string {
  const spelled = text
    .split(nameStart)
    .map((part, i) => {
      if (i === 0) return part;
      const end = part.indexOf(nameEnd);
      const [from = "", name = ""] = part.slice(0, end).split(" ");
      return spell(from, name) + part.slice(end + 1);
    })
    .join("");
  return spelled.split("\n").flatMap(breakLine).join("\n");
}

function breakLine(line: string): readonly string[] {
  const flat = flatten(line);
  if (flat.length <= width) return [flat];
  const found = lastGroup(line);
  if (found === undefined) return [flat];
  const indent = " ".repeat(line.length - line.trimStart().length);
  return [
    ...breakLine(line.slice(0, found.start)),
    ...found.items.flatMap((item) => breakLine(`${indent}  ${item},`)),
    ...breakLine(indent + line.slice(found.end)),
  ];
}

const flatten = (line: string): string =>
  line
    .replaceAll(padded, " ")
    .replaceAll(paddedClose, " ")
    .replaceAll(separator, " ")
    .replaceAll(tight, "")
    .replaceAll(close, "");

const opens = (c: string): boolean => c === tight || c === padded;
const closes = (c: string): boolean => c === close || c === paddedClose;

/** The last group that is in no other. */
function lastGroup(
  line: string,
): { readonly start: number; readonly end: number; readonly items: readonly string[] } | undefined {
  let depth = 0;
  let start = -1;
  let end = -1;
  for (const [i, c] of [...line].entries()) {
    if (opens(c)) {
      if (depth++ === 0) start = i;
    } else if (closes(c) && --depth === 0) end = i;
  }
  if (start < 0 || end < start) return undefined;
  const items: string[] = [];
  let item = "";
  for (const c of line.slice(start + 1, end)) {
    if (opens(c)) depth++;
    if (closes(c)) depth--;
    if (c === separator && depth === 0) {
      items.push(item.slice(0, -1));
      item = "";
    } else item += c;
  }
  items.push(item);
  return { start, end: end + 1, items };
}
