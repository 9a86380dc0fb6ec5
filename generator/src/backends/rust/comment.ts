/** Documentation as Rust has it: Markdown, with the errors of a function below a heading of their own. */
import { type CodeValue, empty, type Fragment, lines } from "../../emit/code.js";
import { type DocFact, docText } from "../../emit/docs.js";

export interface CommentOptions {
  readonly facts?: readonly DocFact[];
  /** What is said where the WIT says nothing. */
  readonly fallback?: string;
  readonly mark?: "///" | "//!";
}

export function comment(docs: string | undefined, options: CommentOptions = {}): Fragment {
  const { facts = [], fallback, mark = "///" } = options;
  const text = docText(docs) === "" ? (fallback ?? "") : escaped(docText(docs));
  const errors = facts.filter((f) => f.term === "errors").map((f) => f.text);
  const table = facts.filter((f) => f.term !== "errors").map((f) => `* ${f.term}: ${escaped(f.text)}`);
  const sections = [
    text,
    table.join("\n"),
    errors.length === 0 ? "" : `# Errors\n\n${errors.join(", ").replaceAll(/[a-z][a-z0-9-]*/g, "`$&`")}`,
  ].filter((section) => section !== "");
  if (sections.length === 0) return empty;
  const all = sections.join("\n\n").split("\n");
  return { text: all.map((line) => `${mark} ${line.replaceAll("\t", "  ")}`.trimEnd()).join("\n"), imports: [] };
}

/** Square brackets would be links, and angles HTML. */
const escaped = (text: string): string =>
  text
    .split("`")
    .map((part, i) => (i % 2 === 1 ? part : part.replaceAll(/[[\]<>]/g, "\\$&")))
    .join("`");

/** A member's documentation, then the member. */
export const member = (docs: string | undefined, declaration: CodeValue): Fragment =>
  lines([comment(docs), declaration]);
