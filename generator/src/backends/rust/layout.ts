/** How rustfmt breaks lines: an argument a line, or several short ones. */
import { type CodeValue, type Fragment, toFragment } from "../../emit/code.js";
import { breakable } from "../../emit/line-breaks.js";

export const width = 100;

/** The longest item that shares its line with others. */
const short = 10;

/** Arguments of a call, or items of a tuple or an array. */
export function call(open: CodeValue, args: readonly CodeValue[], end: CodeValue): Fragment {
  const items = args.map(toFragment);
  const packed = items.every(({ text }) => text.length <= short && /^&?(mut )?[\w.]+$/.test(text));
  return breakable(open, items, end, packed ? "packed" : "tight");
}

/** rustfmt leaves room for a brace behind every signature, and gives the result a line of its own rather than that. */
export function arrowBelow(line: string): readonly string[] {
  const at = line.lastIndexOf(") -> ") + 1;
  if (line.length !== width || at === 0 || !/^ +fn .*;$/.test(line)) return [line];
  const indent = " ".repeat(line.length - line.trimStart().length);
  return [line.slice(0, at), `${indent}${line.slice(at + 1)}`];
}
