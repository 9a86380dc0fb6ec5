/**
 * Lines that break where formatters break them, and names that are spelled last: fragments mark what may break and
 * what another file declares, and the finished file decides, when the columns and all names are known.
 */
import { type CodeValue, type Fragment, type ImportItem, join } from "./code.js";

// Control characters, because no generated text contains them. Each mark has its own.
const tight = "\u0010";
const padded = "\u0011";
const separator = "\u0012";
const close = "\u0013";
const nameStart = "\u0014";
const nameEnd = "\u0015";
const paddedClose = "\u0016";
const alone = "\u0017";
const soft = "\u0018";
const late = "\u001c";
const packed = "\u0019";
const softBlock = "\u001a";
const first = "\u001b";
const around = "\u001d";
const aroundClose = "\u001e";

/** `open`, then items with commas, then `end`: on one line when it fits, else an item a line. */
export function breakable(
  open: CodeValue,
  items: readonly CodeValue[],
  end: CodeValue,
  /** `packed`: as many items in a line as fit. `first`: breaks before any other group of its line. */
  space: "tight" | "padded" | "packed" | "first" = "tight",
): Fragment {
  if (items.length === 0) return join([open, end], "");
  const start = { tight, padded, packed, first }[space];
  const last = space === "padded" ? paddedClose : close;
  return join([open, start, join(items, `,${separator}`), last, end], "");
}

/** As `breakable` around one thing that takes no comma: the argument of a type. */
export const enclosed = (open: CodeValue, item: CodeValue, end: CodeValue): Fragment =>
  breakable(open, [join([item, alone], "")], end);

/** As `breakable` without a comma behind the last item: type arguments. */
export const typeArguments = (open: CodeValue, items: readonly CodeValue[], end: CodeValue): Fragment =>
  breakable(open, [...items.slice(0, -1), ...items.slice(-1).map((last) => join([last, alone], ""))], end);

/** `open item end` around or before a group: that group breaks first, as long as its own beginning fits on the line. */
export const wrapped = (open: CodeValue, item: CodeValue, end: CodeValue): Fragment =>
  join([open, around, item, aroundClose, end], "");

/** The same in braces with a space inside. */
export function braces(items: readonly CodeValue[]): Fragment {
  if (items.length === 0) return join(["{}"], "");
  return join(["{", padded, join(items, `,${separator}`), paddedClose, "}"], "");
}

/** `head value`; the value has a line of its own when it fits there and not behind the head (as rustfmt does it). */
export const behind = (head: CodeValue, value: CodeValue): Fragment => join([head, value], soft);

/** What breaks only when breaking what is before it did not help: the type that a function returns. */
export const brokenLate = (of: CodeValue): Fragment => join([late, of], "");

/** `head value,`; the value has a block of its own when it fits there and not behind the head (an arm of a match). */
export const armOf = (head: CodeValue, value: CodeValue): Fragment => join([join([head, value], softBlock), ","], "");

/** A name of another file, whose spelling depends on what else the file names. */
export const reference = (item: ImportItem & { readonly name: string }): Fragment => ({
  text: `${nameStart}${item.from} ${item.name}${nameEnd}`,
  imports: [item],
});

/** Spells every reference with `spell`, and breaks the lines that are longer than `width`. */
export function settle(
  text: string,
  width: number,
  spell: (from: string, name: string) => string,
  indent = "  ",
): string {
  const spelled = text
    .split(nameStart)
    .map((part, i) => {
      if (i === 0) return part;
      const end = part.indexOf(nameEnd);
      const [from = "", name = ""] = part.slice(0, end).split(" ");
      return spell(from, name) + part.slice(end + 1);
    })
    .join("");
  return spelled
    .split("\n")
    .flatMap((line) => breakLine(line, width, indent))
    .join("\n");
}

function breakLine(line: string, width: number, step: string): readonly string[] {
  const flat = flatten(line);
  if (flat.length <= width) return [flat];
  if (line.includes(around)) return breakLine(outside(line, width), width, step);
  const moved = moveBehind(line, width, step);
  if (moved !== undefined) return moved;
  const at = line.indexOf(late);
  const found = (at < 0 ? undefined : lastGroup(line.slice(0, at))) ?? lastGroup(line);
  if (found === undefined) return [flat];
  const indent = " ".repeat(line.length - line.trimStart().length);
  return [
    ...breakLine(line.slice(0, found.start), width, step),
    ...rowsOf(found, width - indent.length - step.length).flatMap((item) =>
      breakLine(
        item.endsWith(alone) ? `${indent}${step}${item.slice(0, -1)}` : `${indent}${step}${item},`,
        width,
        step,
      ),
    ),
    ...breakLine(indent + line.slice(found.end), width, step),
  ];
}

/** Groups around another one become plain text, or break first, where the beginning of the inner one fills the line. */
function outside(line: string, width: number): string {
  const inner = line.replaceAll(around, "").replaceAll(aroundClose, "");
  const found = lastGroup(inner);
  const fits = found !== undefined && flatten(inner.slice(0, found.start)).length < width;
  return fits ? inner : line.replaceAll(around, first).replaceAll(aroundClose, close);
}

function moveBehind(line: string, width: number, step: string): readonly string[] | undefined {
  const mark = [soft, softBlock].find((c) => line.includes(c));
  if (mark === undefined) return undefined;
  const at = line.indexOf(mark);
  const indent = " ".repeat(line.length - line.trimStart().length);
  const head = flatten(line.slice(0, at));
  const rest = flatten(indent + step + line.slice(at + 1));
  if (mark === soft && rest.length <= width) return [head, rest];
  // The comma goes with the block.
  if (mark === softBlock && rest.length <= width + 1) return [`${head} {`, rest.slice(0, -1), `${indent}}`];
  return breakLine(line.replace(mark, " "), width, step);
}

const flatten = (line: string): string =>
  line
    .replaceAll(padded, " ")
    .replaceAll(paddedClose, " ")
    .replaceAll(separator, " ")
    .replaceAll(soft, " ")
    .replaceAll(softBlock, " ")
    .replaceAll(late, "")
    .replaceAll(tight, "")
    .replaceAll(packed, "")
    .replaceAll(first, "")
    .replaceAll(around, "")
    .replaceAll(aroundClose, "")
    .replaceAll(close, "")
    .replaceAll(alone, "");

/** What goes into a line of its own: an item, or as many as fit. */
function rowsOf({ items, fills }: Group, width: number): readonly string[] {
  if (!fills) return items;
  const rows: string[] = [];
  for (const item of items) {
    const row = rows.at(-1);
    if (row !== undefined && flatten(`${row}, ${item},`).length <= width) rows.splice(-1, 1, `${row}, ${item}`);
    else rows.push(item);
  }
  return rows;
}

const opens = (c: string): boolean => c === tight || c === padded || c === packed || c === first;
const closes = (c: string): boolean => c === close || c === paddedClose;

interface Group {
  readonly start: number;
  readonly end: number;
  readonly items: readonly string[];
  readonly fills: boolean;
}

/** The last group that is in no other, or one that goes first. */
function lastGroup(line: string): Group | undefined {
  let depth = 0;
  let start = -1;
  let end = -1;
  for (let i = 0; i < line.length; i++) {
    const c = line.charAt(i);
    if (opens(c)) {
      if (depth++ === 0) start = i;
    } else if (closes(c) && --depth === 0) {
      end = i;
      if (line.charAt(start) === first) break;
    }
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
  return { start, end: end + 1, items, fills: line.charAt(start) === packed };
}
