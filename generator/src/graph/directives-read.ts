/** Reads the directive lines of one item, and says what stands in its comments without being one. */
import { type Diagnostic, suggest } from "../diagnostics/index.js";
import type { Span } from "../wit/span.js";
import { readingDiagnostics } from "./directives-catalog.js";
import { type DocumentedItem, isKnown } from "./directives-items.js";
import { parseLine } from "./directives-parse.js";
import { type CommentLine, commentLines } from "./directives-scan.js";
import {
  type DirectiveLine,
  type DirectiveWord,
  directiveWord,
  directiveWords,
  knownWords,
} from "./directives-syntax.js";
import type { DocComment } from "./model.js";

export interface ItemDirectives {
  readonly lines: readonly DirectiveLine[];
  /** A line was meant as a directive and is none. */
  readonly broken: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** `directed`: the item's package has directives, so that an unknown one is a mistake. */
export function readItem(item: DocumentedItem, directed: boolean): ItemDirectives {
  const reader = new ItemReader(item.kind, directed);
  for (const comment of item.docs?.comments ?? []) {
    // Most comments are plain text: only text after a directive matters.
    if (!comment.text.includes("@") && !reader.afterDirective) continue;
    const counts = isDocumentation(comment);
    for (const line of commentLines(comment)) {
      if (counts) reader.line(line);
      else reader.foreignLine(line, comment.ownLine);
    }
  }
  return reader;
}

function isDocumentation(comment: DocComment): boolean {
  return comment.ownLine && (comment.style === "doc-line" || comment.style === "doc-block");
}

/** Collects the lines of one item, whether they come from comments or from a side file. */
export class ItemReader implements ItemDirectives {
  readonly lines: DirectiveLine[] = [];
  readonly diagnostics: Diagnostic[] = [];
  broken = false;
  readonly #item: DocumentedItem["kind"];
  readonly #directed: boolean;
  afterDirective = false;

  constructor(item: DocumentedItem["kind"], directed: boolean) {
    this.#item = item;
    this.#directed = directed;
  }

  line(line: CommentLine): void {
    if (line.word !== undefined) this.#directive(line, line.word);
    else if (this.afterDirective && line.text !== "") {
      // A wrapped directive would lose its second half, and a guard its condition.
      this.#mistake(readingDiagnostics("directive/text-after", line.span));
      this.afterDirective = false;
    }
  }

  /** A line of a comment in which directives do not count. */
  foreignLine({ word }: CommentLine, ownLine: boolean): void {
    if (word === undefined || !(isKnown(word.text) || (this.#directed && /^[A-Za-z]/.test(word.text)))) return;
    this.#mistake(readingDiagnostics("directive/not-documentation", word.span, { word: word.text, ownLine }));
  }

  #directive(line: CommentLine, { text, span }: NonNullable<CommentLine["word"]>): void {
    const bare = text.replace(/:$/, "");
    const word = directiveWord(bare);
    if (word !== undefined) {
      this.afterDirective = true;
      const result =
        text === bare ? this.#known(line, word, span) : readingDiagnostics("directive/colon", span, { word });
      if ("kind" in result) this.lines.push(result);
      else this.#mistake(result);
    } else if (this.#directed) {
      this.#mistake(readingDiagnostics("directive/unknown", span, { word: bare }));
    } else if (suggest(bare, knownWords) !== undefined) {
      this.diagnostics.push(readingDiagnostics("directive/near-miss", span, { word: bare }));
    }
  }

  #known(line: CommentLine, word: DirectiveWord, span: Span): DirectiveLine | Diagnostic {
    const rule = directiveWords[word];
    if (rule.on !== this.#item) return readingDiagnostics("directive/wrong-item", span, { word, item: this.#item });
    if (!rule.repeats && this.lines.some((other) => other.kind === word)) {
      return readingDiagnostics("directive/twice", span, { word });
    }
    const result = parseLine(word, span, line);
    return "line" in result ? result.line : result.problem;
  }

  #mistake(diagnostic: Diagnostic): void {
    this.broken = true;
    this.diagnostics.push(diagnostic);
  }
}
