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
