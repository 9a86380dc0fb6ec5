/** Documentation as gofmt leaves it: paragraphs, code behind a tab, and what the directives say as a list. */
import { empty, type Fragment } from "../../emit/code.js";
import { type DocFact, docText } from "../../emit/docs.js";

export function comment(docs: string | undefined, facts: readonly DocFact[] = []): Fragment {
  const text = normal(docText(docs));
  const list = facts.map((f) => `  - ${f.term}: ${f.text}`);
  const all = [...text, ...(text.length === 0 || list.length === 0 ? [] : [""]), ...list];
  return { text: all.map((line) => commentLine(line)).join("\n"), imports: [] };
}

export const sentence = (text: string): Fragment => (text === "" ? empty : { text: `// ${text}`, imports: [] });

const commentLine = (line: string): string => (line === "" ? "//" : line.startsWith("\t") ? `//${line}` : `// ${line}`);

/**
 * Text without anything that gofmt would move: no indentation outside of code, one empty line at a time, and none of
 * the lines that it takes for link targets.
 */
function normal(text: string): readonly string[] {
  const lines: string[] = [];
  let isCode = false;
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    if (line.startsWith("```")) {
      isCode = !isCode;
      lines.push("");
    } else if (isCode && line !== "") lines.push(`\t${raw.trimEnd().replace(/^\t+/, "")}`);
    else lines.push(plain(line));
  }
  const kept = lines.filter((line, i) => line !== "" || (lines[i - 1] ?? "") !== "");
  return kept.at(-1) === "" ? kept.slice(0, -1) : kept;
}

const plain = (line: string): string =>
  line
    .replaceAll("``", "“")
    .replaceAll("''", "”")
    // A link target and a heading have a meaning of their own.
    .replace(/^\[([^\]]*)\]:/, "$1:")
    .replace(/^#+\s*/, "")
    // What Go takes for a condition of the build, wherever it stands.
    .replace(/^\+build\b/, "`+build`");
