/** Documentation as comments, and lists of parameters that fit their lines. */
import { type CodeValue, empty, type Fragment, toFragment } from "../../emit/code.js";
import { type DocFact, docText } from "../../emit/docs.js";

export function comment(docs: string | undefined, facts: readonly DocFact[] = []): Fragment {
  const width = Math.max(0, ...facts.map((f) => f.term.length));
  const text = docText(docs);
  const table = facts.map((f) => `${f.term.padEnd(width)}  ${f.text}`);
  const all = [...(text === "" ? [] : text.split("\n")), ...(text === "" || table.length === 0 ? [] : [""]), ...table];
  if (all.length === 0) return empty;
  // A backslash at the end of a line would take the next line into the comment.
  return { text: all.map((line) => `/// ${line}`.trimEnd().replace(/\\$/, "\\.")).join("\n"), imports: [] };
}

const width = 100;

/** `head(a, b)`: on one line where it fits, else filled like text, four columns in. */
export function wrapped(head: CodeValue, items: readonly CodeValue[]): Fragment {
  const start = toFragment(head);
  const parts = items.map(toFragment);
  const imports = [start, ...parts].flatMap((p) => p.imports);
  const flat = `${start.text}(${parts.map((p) => p.text).join(", ")})`;
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
