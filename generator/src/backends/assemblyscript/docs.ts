/** TSDoc comments from WIT documentation and directives. */
import type { FuncPlan } from "../../abi/plan-model.js";
import { empty, type Fragment } from "../../emit/code.js";
import { docFacts, docText } from "../../emit/docs.js";

function comment(paragraphs: readonly string[]): Fragment {
  const text = paragraphs
    .filter((p) => p !== "")
    .join("\n\n")
    .replaceAll("*/", "*\\/");
  if (text === "") return empty;
  const all = text.split("\n");
  if (all.length === 1) return { text: `/** ${text} */`, imports: [] };
  return {
    text: ["/**", ...all.map((l) => (l.trim() === "" ? " *" : ` * ${l.trimEnd()}`)), " */"].join("\n"),
    imports: [],
  };
}

export const docs = (contents: string | undefined): Fragment => comment([docText(contents)]);

/** The text of a function and a list of what its directives say. */
export const funcDocs = (fn: FuncPlan): Fragment =>
  comment([
    docText(fn.docs),
    docFacts(fn.directives)
      .map((f) => `- ${f.term}: ${f.text}`)
      .join("\n"),
  ]);
