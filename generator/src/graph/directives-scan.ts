/** Finds directive lines in comments, and splits one into tokens. */
import type { Span } from "../wit/span.js";
import type { DocComment } from "./model.js";

/** One line of a comment without its markers. */
export interface CommentLine {
  readonly span: Span;
  readonly text: string;
  /** What follows `@` up to white space, when the line begins with `@`. */
  readonly word?: { readonly text: string; readonly span: Span };
}

const known = new WeakMap<object, readonly CommentLine[]>();

/** The lines of a comment, markers and surrounding white space removed. */
export function commentLines(comment: Pick<DocComment, "span">): readonly CommentLine[] {
  const lines = known.get(comment) ?? splitLines(comment);
  known.set(comment, lines);
  return lines;
}

function splitLines(comment: Pick<DocComment, "span">): CommentLine[] {
  const { file, start, end } = comment.span;
  const raw = file.text.slice(start, end);
  const markers = /^\/{2,}/.exec(raw);
  if (markers !== null) return [lineAt(comment.span, start + markers[0].length, end, false)];
  const block = raw.startsWith("/*");
  const first = block ? start + (/^\/\*+(?!\/)/.exec(raw)?.[0].length ?? 2) : start;
  const last = block && raw.length >= first - start + 2 && raw.endsWith("*/") ? end - 2 : end;
  const lines: CommentLine[] = [];
  let at = first;
  while (at <= last) {
    const newline = file.text.indexOf("\n", at);
    const lineEnd = newline < 0 || newline > last ? last : newline;
    lines.push(lineAt(comment.span, at, lineEnd, block && at !== first));
    at = lineEnd + 1;
  }
  return lines;
}

/** A line that stands in no comment: that of a side file. */
export function plainLine(span: Span): CommentLine {
  return lineAt(span, span.start, span.end, false);
}

function lineAt(whole: Span, from: number, to: number, starred: boolean): CommentLine {
  const raw = whole.file.text.slice(from, to);
  const lead = (starred ? /^\s*(?:\*(?=\s|@|$)\s*)?/ : /^\s*/).exec(raw)?.[0].length ?? 0;
  const text = raw.slice(lead).trimEnd();
  const start = from + lead;
  const span = { file: whole.file, start, end: start + text.length };
  if (!text.startsWith("@")) return { span, text };
  const word = /^@[A-Za-z0-9_-]*:?|^@\S*/.exec(text)?.[0] ?? "@";
  return { span, text, word: { text: word.slice(1), span: { file: whole.file, start, end: start + word.length } } };
}

export interface Token {
  readonly kind: "word" | "integer" | "string" | "punctuation" | "bad" | "end";
  readonly text: string;
  readonly span: Span;
}

// A name of C, `ocre_gpio_init`, and a name of WIT, `as-is`, are one kind of token; the parser asks for the one it wants.
const token = /[A-Za-z_][A-Za-z0-9_-]*|-?[0-9]+|"(?:[^"\\]|\\.)*"|[^\s]/y;

/** The tokens of a directive after its word. Never fails: what is no token has the kind `bad`. */
export function scanTokens(line: CommentLine): Token[] {
  const { file } = line.span;
  const tokens: Token[] = [];
  const base = line.span.start;
  let at = (line.word?.span.end ?? base) - base;
  for (;;) {
    while (at < line.text.length && /\s/.test(line.text.charAt(at))) at++;
    if (at >= line.text.length) break;
    token.lastIndex = at;
    const text = token.exec(line.text)?.[0] ?? line.text.charAt(at);
    tokens.push({ kind: kindOf(text), text, span: { file, start: base + at, end: base + at + text.length } });
    at += text.length;
  }
  const end = base + line.text.length;
  tokens.push({ kind: "end", text: "", span: { file, start: end, end } });
  return tokens;
}

function kindOf(text: string): Token["kind"] {
  const first = text.charAt(0);
  if (/[A-Za-z_]/.test(first)) return "word";
  if (/^-?[0-9]/.test(text)) return "integer";
  if (first === '"' && text.length > 1) return "string";
  return "(),.|&+*:".includes(first) ? "punctuation" : "bad";
}
