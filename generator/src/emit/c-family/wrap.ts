/** Parameter and argument lists: on one line where they fit, else filled like text, four columns in. */
import { type CodeValue, type Fragment, toFragment } from "../code.js";

const width = 100;

/** `head(a, b)`; `none` stands where there is nothing. */
export function wrapped(head: CodeValue, items: readonly CodeValue[], none = ""): Fragment {
  const start = toFragment(head);
  const parts = items.map(toFragment);
  const imports = [start, ...parts].flatMap((p) => p.imports);
  const flat = `${start.text}(${parts.length === 0 ? none : parts.map((p) => p.text).join(", ")})`;
  if (flat.length <= width || parts.length === 0) return { text: flat, imports };
  const lines: string[] = [];
  let line = "   ";
  for (const [i, part] of parts.entries()) {
    const item = i === parts.length - 1 ? `${part.text})` : `${part.text},`;
    if (line.trim() !== "" && line.length + 1 + item.length > width) {
      lines.push(line);
      line = "   ";
    }
    line += ` ${item}`;
  }
  return { text: [`${start.text}(`, ...lines, line].join("\n"), imports };
}
