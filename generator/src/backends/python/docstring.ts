/** Documentation as docstrings. */
import { empty, type Fragment } from "../../emit/code.js";
import { type DocFact, docText } from "../../emit/docs.js";

/** Triple quotes; on one line when it is one. */
export function docstring(docs: string | undefined, facts: readonly DocFact[] = []): Fragment {
  const width = Math.max(0, ...facts.map((f) => f.term.length));
  const text = docText(docs);
  const table = facts.map((f) => `* ${f.term.padEnd(width)}  ${f.text}`);
  const all = [
    ...(text === "" ? [] : text.split("\n")),
    ...(text === "" || table.length === 0 ? [] : [""]),
    ...table,
  ].map((line) => line.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"').replaceAll("\t", "  ").trimEnd());
  if (all.length === 0) return empty;
  const [only] = all;
  // A quote at the end would be read as one of the three.
  const single = all.length === 1 && only !== undefined && !only.endsWith('"');
  return { text: single ? `"""${only}"""` : `"""${all.join("\n")}\n"""`, imports: [] };
}
