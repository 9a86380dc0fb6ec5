/** The parser's place among the tokens: looking, taking, and failing with a good message. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Comments, Id } from "./ast.js";
import { syntax } from "./diagnostics.js";
import { columnOf, findMissingBrace, indentOf } from "./missing-brace.js";
import { nameProblem } from "./names.js";
import type { Span } from "./span.js";
import { clip, describeToken, isKeyword, type TokenKind, type Tokens } from "./tokens.js";

/** Ends the parsing of one item. It was reported; the loop over the items catches it and goes on. */
export class ParseFailure extends Error {
  constructor() {
    super("the mistake was reported");
  }
}

export class Cursor {
  at = 0;
  readonly tokens: Tokens;
  readonly report: (d: Diagnostic) => void;
  /** The `{` of the blocks that we are in. */
  readonly blocks: number[] = [];
  /** One block that is never closed is enough; after a comment that is never closed, all blocks are. */
  braceReported: boolean;
  #unbalanced: boolean | undefined;
  readonly #indents = new Map<number, number>();

  constructor(tokens: Tokens, report: (d: Diagnostic) => void) {
    this.tokens = tokens;
    this.report = report;
    this.braceReported = !tokens.complete;
  }

  get kind(): TokenKind {
    return this.tokens.kinds[this.at] ?? "end";
  }

  peek(ahead: number): TokenKind {
    return this.tokens.kinds[this.at + ahead] ?? "end";
  }

  text(index: number = this.at): string {
    return this.tokens.file.text.slice(this.tokens.starts[index], this.tokens.ends[index]);
  }

  span(first: number = this.at, last: number = first): Span {
    return { file: this.tokens.file, start: this.tokens.starts[first] ?? 0, end: this.tokens.ends[last] ?? 0 };
  }

  /** The comments right before the current token. */
  docs(): Comments {
    const from = this.at === 0 ? 0 : (this.tokens.commentCounts[this.at - 1] ?? 0);
    const to = this.tokens.commentCounts[this.at] ?? 0;
    return from === to ? none : this.tokens.comments.slice(from, to);
  }

  take(): void {
    if (this.at < this.tokens.kinds.length - 1) this.at += 1;
  }

  eat(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.take();
    return true;
  }

  /** The index of the token. */
  expect(kind: TokenKind): number {
    const index = this.at;
    if (this.eat(kind)) return index;
    if (kind === ";" && this.startsLine()) {
      const before = this.tokens.ends[this.at - 1] ?? 0;
      const span = { file: this.tokens.file, start: before, end: before };
      this.report(syntax("wit/missing-semicolon", span, { found: this.describe() }));
      throw new ParseFailure();
    }
    return this.fail(isKeyword(kind) ? `keyword '${kind}'` : kind === "integer" ? "a number" : `'${kind}'`);
  }

  id(): Id {
    const index = this.at;
    const { kind } = this;
    if (kind !== "id" && kind !== "explicit-id") {
      if (isKeyword(kind) && kind !== "_") {
        this.report(syntax("wit/keyword-as-name", this.span(), { word: kind }));
        throw new ParseFailure();
      }
      return this.fail("a name");
    }
    this.take();
    const name = kind === "id" ? this.text(index) : this.text(index).slice(1);
    const problem = nameProblem(name);
    if (problem !== undefined) {
      this.report(syntax("wit/invalid-name", this.span(index), { name: clip(this.text(index)), problem }));
    }
    return { name, span: this.span(index) };
  }

  /** Reports that something else should stand here. */
  fail(expected: string): never {
    const { kind } = this;
    // What hides the end, and an invalid token, was reported by the lexer.
    const known = kind === "invalid" || (kind === "end" && this.missingBrace());
    if (isKeyword(kind) && this.peek(1) === ":") {
      this.report(syntax("wit/keyword-as-name", this.span(), { word: kind }));
    } else if (!known) {
      this.report(syntax("wit/expected", this.span(), { expected, found: this.describe() }));
    }
    throw new ParseFailure();
  }

  /** Reports the block that should have been closed before here; `false` when all are. */
  missingBrace(): boolean {
    if (this.braceReported) return true;
    if (!this.#lacksBraces()) return false;
    const missing = findMissingBrace(this.tokens, this.at);
    if (missing === undefined) return false;
    this.braceReported = true;
    const end = this.tokens.ends[missing.after] ?? 0;
    const span = { file: this.tokens.file, start: end, end };
    const what = `${this.tokens.kinds[missing.head]} ${this.text(missing.name)}`;
    const opened = { message: `${what} is opened here`, span: this.span(missing.open) };
    this.report({ ...syntax("wit/missing-brace", span, { what }), notes: [opened] });
    return true;
  }

  /** Without indentation everything looks misplaced; when the braces balance, none is missing. */
  #lacksBraces(): boolean {
    if (this.#unbalanced === undefined) {
      let depth = 0;
      for (const kind of this.tokens.kinds) depth += kind === "{" ? 1 : kind === "}" ? -1 : 0;
      this.#unbalanced = depth > 0;
    }
    return this.#unbalanced;
  }

  /** Whether the current token begins a line that is no further to the right than the line of `open`. */
  isOutside(open: number): boolean {
    if (!this.startsLine()) return false;
    // Remembered: a line can hold a million tokens.
    const indent = this.#indents.get(open) ?? indentOf(this.tokens, open);
    this.#indents.set(open, indent);
    return columnOf(this.tokens, this.at) <= indent;
  }

  /** The same, where the first line of the block shows that its text is indented. */
  isOutsideIndented(open: number): boolean {
    return (
      this.at > open + 1 && this.isOutside(open) && columnOf(this.tokens, open + 1) > (this.#indents.get(open) ?? 0)
    );
  }

  /** Goes to the end: nobody reads more mistakes. */
  giveUp(): void {
    this.at = this.tokens.kinds.length - 1;
    this.braceReported = true;
  }

  describe(): string {
    return describeToken(this.kind, this.text());
  }

  /** Whether the current token is the first on its line. */
  startsLine(): boolean {
    if (this.at === 0) return true;
    const from = this.tokens.ends[this.at - 1] ?? 0;
    return this.tokens.file.text.slice(from, this.tokens.starts[this.at]).includes("\n");
  }
}

const none: Comments = [];
