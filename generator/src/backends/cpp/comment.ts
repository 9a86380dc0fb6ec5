/** Documentation as C++ comments. */
import { empty, type Fragment } from "../../emit/code.js";
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
