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

interface Block {
  readonly open: number;
  readonly indent: number;
}

/** The block that should have been closed before token `until`; `undefined` when all are closed there. */
export function findMissingBrace(tokens: Tokens, until: number): MissingBrace | undefined {
  const open: Block[] = [];
  let suspect: { readonly block: Block; readonly after: number } | undefined;
  for (let i = 0; i < until; i++) {
    const kind = tokens.kinds[i];
    if (kind === "{") open.push({ open: i, indent: indentOf(tokens, i) });
    if (kind !== "}") continue;
    const block = open.pop();
    // A `}` further left than the line of its `{` closes an outer block: this one was forgotten.
    if (block !== undefined && startsLine(tokens, i) && columnOf(tokens, i) < block.indent) {
      suspect ??= { block, after: i - 1 };
    }
  }
  const last = open.at(-1);
  if (last === undefined) return undefined;
  return describe(tokens, suspect?.block ?? last, suspect?.after ?? until - 1);
}

function describe(tokens: Tokens, block: Block, after: number): MissingBrace {
  let head = block.open;
  const isHead = (kind: string | undefined) => kind !== undefined && heads.has(kind);
  while (head > 0 && !isHead(tokens.kinds[head])) head -= 1;
  // `import name: interface {`
  const name = tokens.kinds[head + 1] === "{" ? Math.max(0, head - 2) : head + 1;
  return { head, name, open: block.open, after };
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

function startsLine(tokens: Tokens, index: number): boolean {
  if (index === 0) return true;
  return tokens.file.text.slice(tokens.ends[index - 1], tokens.starts[index]).includes("\n");
}

function columnOf(tokens: Tokens, index: number): number {
  const start = tokens.starts[index] ?? 0;
  return start - (tokens.file.text.lastIndexOf("\n", start - 1) + 1);
}

/** The indentation of the line that a token stands on. */
function indentOf(tokens: Tokens, index: number): number {
  let first = index;
  while (!startsLine(tokens, first)) first -= 1;
  return columnOf(tokens, first);
}
