/** Going on after a mistake: where the next item begins, and where a block ends that was never closed. */
import type { Lead } from "./ast.js";
import { type Cursor, ParseFailure } from "./cursor.js";
import { parseAttributes } from "./parse-attributes.js";

/** The items between `{` and `}`. */
export function parseBlock<T>(cursor: Cursor, parse: (cursor: Cursor, lead: Lead) => T): T[] {
  const open = cursor.expect("{");
  cursor.blocks.push(open);
  const items: T[] = [];
  while (!cursor.eat("}")) {
    if (cursor.kind === "end") {
      cursor.missingBrace();
      break;
    }
    // Back at the left: the block was not closed, and this is an item of the block around it.
    if ((cursor.isOutsideIndented(open) || beginsOuterItem(cursor)) && cursor.missingBrace()) break;
    const item = attempt(cursor, () => parse(cursor, parseLead(cursor)));
    if (item !== undefined) items.push(item);
  }
  cursor.blocks.pop();
  return items;
}

/** The comments and attributes before an item. */
export function parseLead(cursor: Cursor): Lead {
  return { docs: cursor.docs(), attributes: parseAttributes(cursor) };
}

/** Parses one item; after a mistake, skips to where the next one can begin. */
export function attempt<T>(cursor: Cursor, parse: () => T): T | undefined {
  const start = cursor.at;
  const { length } = cursor.blocks;
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    cursor.blocks.length = length;
    recover(cursor, start);
    return undefined;
  }
}

/** An interface, a world or a package that is no further to the right than the block we are in. */
function beginsOuterItem(cursor: Cursor): boolean {
  const { kind } = cursor;
  if (kind !== "interface" && kind !== "world" && kind !== "package") return false;
  if (!cursor.startsLine() || (cursor.peek(1) !== "id" && cursor.peek(1) !== "explicit-id")) return false;
  const block = cursor.blocks.at(-1);
  return block === undefined || cursor.isOutside(block);
}

/** After a block that stands where none can, the rest of the item. */
const goesOn: ReadonlySet<string> = new Set([")", ">", ",", ";", "->"]);

/** Skips past the `;` or the block that ends the broken item, but never past the end of the block around it. */
function recover(cursor: Cursor, start: number): void {
  let depth = 0;
  for (let i = start; i < cursor.at; i++) {
    const kind = cursor.tokens.kinds[i];
    if (kind === "{") depth += 1;
    if (kind === "}") depth -= 1;
  }
  while (cursor.kind !== "end") {
    const { kind } = cursor;
    if (cursor.at > start && beginsOuterItem(cursor)) return;
    if (kind === "}" && depth <= 0) {
      // At the outermost level there is no block to leave; taking it guarantees progress.
      if (cursor.at === start) cursor.take();
      return;
    }
    cursor.take();
    if (kind === "{") depth += 1;
    else if (kind === "}") depth -= 1;
    if (depth <= 0 && (kind === ";" || (kind === "}" && !goesOn.has(cursor.kind)))) return;
  }
}
