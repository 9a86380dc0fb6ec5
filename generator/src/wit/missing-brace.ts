/** Guesses which block lacks its `}`: counting cannot tell, but indentation usually can. */
import type { Tokens } from "./tokens.js";

export interface MissingBrace {
  /** Index of the keyword that the block belongs to, of its name, and of its `{`. */
  readonly head: number;
  readonly name: number;
  readonly open: number;
  /** Index of the token after which the brace is missing. */
  readonly after: number;
}

/** The block that should have been closed before token `until`; `undefined` when all are closed there. */
export function findMissingBrace(tokens: Tokens, until: number): MissingBrace | undefined {
  const open: number[] = [];
  let suspect: number | undefined;
  for (let i = 0; i < until; i++) {
    const kind = tokens.kinds[i];
    if (kind === "{") open.push(i);
    if (kind !== "}") continue;
    const block = open.pop();
    // A `}` further left than the line of its `{` closes an outer block: this one was forgotten.
    if (block !== undefined && startsLine(tokens, i) && columnOf(tokens, i) < indentOf(tokens, block)) {
      suspect ??= block;
    }
  }
  const last = open.at(-1);
  if (last === undefined) return undefined;
  const block = suspect ?? last;
  return { ...headOf(tokens, block), open: block, after: lastInside(tokens, block, until) };
}

/** The last token that is indented as the inside of the block is. */
function lastInside(tokens: Tokens, block: number, until: number): number {
  const indent = indentOf(tokens, block);
  let inside = false;
  for (let i = block + 1; i < until; i++) {
    if (!startsLine(tokens, i)) continue;
    if (columnOf(tokens, i) > indent) inside = true;
    // A text without indentation tells nothing.
    else return inside ? i - 1 : until - 1;
  }
  return until - 1;
}

const heads: ReadonlySet<string> = new Set([
  "interface",
  "world",
  "package",
  "record",
  "variant",
  "enum",
  "flags",
  "resource",
  "use",
  "include",
]);

function headOf(tokens: Tokens, open: number): { readonly head: number; readonly name: number } {
  let head = open;
  while (head > 0 && !heads.has(tokens.kinds[head] ?? "")) head -= 1;
  // `import name: interface {`
  const isInline = tokens.kinds[head + 1] === "{";
  return { head, name: isInline ? Math.max(0, head - 2) : head + 1 };
}

function startsLine(tokens: Tokens, index: number): boolean {
  if (index === 0) return true;
  return tokens.file.text.slice(tokens.ends[index - 1], tokens.starts[index]).includes("\n");
}

export function columnOf(tokens: Tokens, index: number): number {
  const start = tokens.starts[index] ?? 0;
  return start === 0 ? 0 : start - (tokens.file.text.lastIndexOf("\n", start - 1) + 1);
}

/** The indentation of the line that a token stands on. */
export function indentOf(tokens: Tokens, index: number): number {
  let first = index;
  while (!startsLine(tokens, first)) first -= 1;
  return columnOf(tokens, first);
}
