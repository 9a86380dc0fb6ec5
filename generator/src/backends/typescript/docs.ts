/** TSDoc comments from WIT documentation and directives. */
import type { FuncPlan, Label } from "../../abi/plan-model.js";
import { empty, type Fragment } from "../../emit/code.js";
import { docFacts, docText } from "../../emit/docs.js";

/** `/** ... *\/` above an item; `empty` without text. */
export function comment(paragraphs: readonly string[]): Fragment {
  const text = escaped(paragraphs.filter((p) => p !== "").join("\n\n"));
  if (text === "") return empty;
  const all = text.split("\n");
  if (all.length === 1) return { text: `/** ${text} */`, imports: [] };
  return {
    text: ["/**", ...all.map((line) => (line.trim() === "" ? " *" : ` * ${line.trimEnd()}`)), " */"].join("\n"),
    imports: [],
  };
}

// An `@` at the start of a line or a brace would be a tag for the tools that read these comments.
const escaped = (text: string): string => text.replaceAll("*/", "*\\/");

export const docs = (contents: string | undefined): Fragment => comment([docText(contents)]);

/** The docs of a type and, in a list, those of its cases: formatters move comments that stand between cases. */
export function docsWithCases(contents: string | undefined, cases: readonly Label[]): Fragment {
  const described = cases.map((c) => ({ name: c.name, text: docText(c.docs).replaceAll("\n", " ") }));
  const list = described.filter((c) => c.text !== "").map((c) => `- \`${c.name}\`: ${c.text}`);
  return comment([docText(contents), list.join("\n")]);
}

/** The text of a function, what its directives say, and what it throws. */
export function funcDocs(fn: FuncPlan): Fragment {
  const facts = docFacts(fn.directives).filter((f) => f.term !== "errors");
  const named = fn.directives?.errors?.map((name) => `\`${name}\``).join(", ") ?? "";
  const fails = fn.outcome.kind === "status" || fn.outcome.kind === "result";
  const throws = fails ? `@throws OcreError${named === "" ? "" : `: ${named}`}` : "";
  return comment([docText(fn.docs), facts.map((f) => `- ${f.term}: ${f.text}`).join("\n"), throws]);
}
