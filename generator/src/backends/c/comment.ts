/** Documentation as C comments. */
import { empty, type Fragment } from "../../emit/code.js";
import { type DocFact, docText } from "../../emit/docs.js";

/** Text that would end the comment is kept from doing so. */
export function comment(docs: string | undefined, facts: readonly DocFact[] = []): Fragment {
  const width = Math.max(0, ...facts.map((f) => f.term.length));
  const text = docText(docs);
  const table = facts.map((f) => `${f.term.padEnd(width)}  ${f.text}`);
  const all = [...(text === "" ? [] : text.split("\n")), ...(text === "" || table.length === 0 ? [] : [""]), ...table];
  const safe = all.map((line) => line.replaceAll("*/", "* /").replaceAll("/*", "/ *"));
  if (safe.length === 0) return empty;
  if (safe.length === 1) return { text: `/* ${safe[0]} */`, imports: [] };
  return { text: ["/*", ...safe.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n"), imports: [] };
}
