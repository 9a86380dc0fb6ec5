/** The tokens of WIT, and how messages name them. */
import type { SourceFile, Span } from "./span.js";

export const keywords = [
  "use",
  "type",
  "func",
  "u8",
  "u16",
  "u32",
  "u64",
  "s8",
  "s16",
  "s32",
  "s64",
  "f32",
  "f64",
  "char",
  "resource",
  "own",
  "borrow",
  "record",
  "flags",
  "variant",
  "enum",
  "bool",
  "string",
  "option",
  "result",
  "future",
  "stream",
  "error-context",
  "list",
  "map",
  "_",
  "as",
  "from",
  "static",
  "interface",
  "tuple",
  "world",
  "import",
  "export",
  "package",
  "constructor",
  "include",
  "with",
  "async",
] as const;
export type Keyword = (typeof keywords)[number];

export type Mark = "=" | "," | ":" | "." | ";" | "(" | ")" | "{" | "}" | "<" | ">" | "*" | "@" | "-" | "->" | "+" | "/";

/** `invalid` stands where the lexer has already reported something. */
export type TokenKind = Keyword | Mark | "id" | "explicit-id" | "integer" | "string-literal" | "invalid" | "end";

/** A comment, kept because comments before an item are its documentation. */
export interface Comment {
  readonly style: "doc-line" | "doc-block" | "line" | "block";
  /** False for a comment that follows code on its line. */
  readonly ownLine: boolean;
  /** Without its markers. */
  readonly text: string;
  readonly span: Span;
}

/** Parallel arrays, one entry per token; the last is `end`. Arrays of numbers are much cheaper than objects. */
export interface Tokens {
  readonly file: SourceFile;
  readonly kinds: readonly TokenKind[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly comments: readonly Comment[];
  /** How many comments stand before each token, from the start of the file. */
  readonly commentCounts: readonly number[];
  /** False when a comment that is never closed hides the rest. */
  readonly complete: boolean;
}

const words: ReadonlySet<string> = new Set<string>(keywords);

/** Whether a name must be written with `%`. */
export function isKeyword(word: string): word is Keyword {
  return words.has(word);
}

/** How a message names a token: what the user wrote, and what it is. */
export function describeToken(kind: TokenKind, text: string): string {
  switch (kind) {
    case "end":
      return "the end of the file";
    case "id":
    case "explicit-id":
      return `name '${clip(text)}'`;
    case "integer":
      return `number '${clip(text)}'`;
    case "string-literal":
      return "a string";
    case "invalid":
      return "an invalid character";
    default:
      return isKeyword(kind) ? `keyword '${kind}'` : `'${kind}'`;
  }
}

/** A name of megabytes must not become a message of megabytes. */
export function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
