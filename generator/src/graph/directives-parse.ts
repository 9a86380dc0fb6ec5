/** Reads one directive line. The grammar stands in `wit/README.md`; a function here is one of its rules. */
import type { Diagnostic } from "../diagnostics/index.js";
import type { Span } from "../wit/span.js";
import type { Matcher, Path } from "./directive-model.js";
import { readingDiagnostics } from "./directives-catalog.js";
import { type CommentLine, scanTokens, type Token } from "./directives-scan.js";
import type {
  ArgumentSyntax,
  DirectiveLine,
  DirectiveWord,
  FactorSyntax,
  PermissionSyntax,
  ScopeParamSyntax,
  Word,
} from "./directives-syntax.js";

/** The parsed line, or the first thing in it that does not fit. */
export type LineResult = { readonly line: DirectiveLine } | { readonly problem: Diagnostic };

export function parseLine(word: DirectiveWord, at: Span, text: CommentLine): LineResult {
  const cursor = new Cursor(scanTokens(text));
  try {
    const line = readers[word](cursor, at);
    if (cursor.peek().kind !== "end") cursor.fail("the end of the line");
    return { line };
  } catch (mismatch) {
    if (!(mismatch instanceof Mismatch)) throw mismatch;
    const { expected, found } = mismatch;
    const shown = found.kind === "end" ? "the end of the line" : `'${found.text}'`;
    return { problem: readingDiagnostics("directive/syntax", found.span, { word, expected, found: shown }) };
  }
}

/** Leaves the recursive descent at the first token that does not fit; never leaves this file. */
class Mismatch extends Error {
  readonly expected: string;
  readonly found: Token;
  constructor(expected: string, found: Token) {
    super(expected);
    this.expected = expected;
    this.found = found;
  }
}

class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(): Token {
    const token = this.#tokens[Math.min(this.#at, this.#tokens.length - 1)];
    if (token === undefined) throw new Error("a scanned line ends with an end token");
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.#at++;
    return token;
  }

  /** Takes the punctuation or keyword if it comes next. */
  accept(text: string): boolean {
    const token = this.peek();
    const fits = (token.kind === "punctuation" || token.kind === "word") && token.text === text;
    if (fits) this.#at++;
    return fits;
  }

  expect(text: string): void {
    if (!this.accept(text)) this.fail(`'${text}'`);
  }

  fail(expected: string): never {
    throw new Mismatch(expected, this.peek());
  }
}

const readers: Record<DirectiveWord, (cursor: Cursor, span: Span) => DirectiveLine> = {
  scope(cursor, span) {
    const scope = readScope(cursor);
    cursor.expect("(");
    const params = cursor.peek().text === ")" ? [] : separated(cursor, ",", readScopeParam);
    cursor.expect(")");
    return { kind: "scope", span, scope, params };
  },
  status: (cursor, span) => ({ kind: "status", span, of: readName(cursor, "the name of an enum") }),
  requires(cursor, span) {
    const permissions = separated(cursor, "&", readPermission);
    const when = cursor.accept("when") ? separated(cursor, "|", readPath) : [];
    return { kind: "requires", span, permissions, when };
  },
  inherits(cursor, span) {
    const needs = cursor.accept("needs") ? readScope(cursor) : undefined;
    const otherwise = cursor.accept("else") ? readElse(cursor) : undefined;
    return {
      kind: "inherits",
      span,
      ...(needs === undefined ? {} : { needs }),
      ...(otherwise === undefined ? {} : { otherwise }),
    };
  },
  unrestricted: (_, span) => ({ kind: "unrestricted", span }),
  handler: (cursor, span) => ({ kind: "handler", span, event: readName(cursor, "an event kind or 'host'") }),
  filters: (cursor, span) => ({ kind: "filters", span, permissions: separated(cursor, "|", readResultPermission) }),
  errors(cursor, span) {
    const none = cursor.peek().kind === "end";
    const cases = none ? [] : separated(cursor, ",", (c) => readName(c, "a case of the error enum"));
    return { kind: "errors", span, cases };
  },
  blocks: (cursor, span) => ({ kind: "blocks", span, until: cursor.accept("*") ? "until-done" : readPath(cursor) }),
  flat: (_, span) => ({ kind: "flat", span }),
  bounds: (cursor, span) => ({
    kind: "bounds",
    span,
    terms: separated(cursor, "+", (term) => separated(term, "*", readFactor)),
  }),
  event: (cursor, span) => ({ kind: "event", span, event: readName(cursor, "an event kind") }),
  limit: (cursor, span) => ({ kind: "limit", span, limit: readName(cursor, "the name of a rate") }),
  redact: (cursor, span) => ({ kind: "redact", span, path: readPath(cursor) }),
  ocre: (cursor, span) => ({ kind: "ocre", span, names: separated(cursor, ",", readCName) }),
};

function separated<T>(cursor: Cursor, separator: string, read: (cursor: Cursor) => T): T[] {
  const items = [read(cursor)];
  while (cursor.accept(separator)) items.push(read(cursor));
  return items;
}

const kebab = /^[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*$/;

function readName(cursor: Cursor, expected: string): Word {
  const token = cursor.peek();
  if (token.kind !== "word" || !kebab.test(token.text)) cursor.fail(expected);
  cursor.next();
  return { text: token.text, span: token.span };
}

function readCName(cursor: Cursor): Word {
  const token = cursor.peek();
  if (token.kind !== "word" || token.text.includes("-")) cursor.fail("the name of a C function");
  cursor.next();
  return { text: token.text, span: token.span };
}

/** `domain.action`, as one word. */
function readScope(cursor: Cursor): Word {
  const words = readDotted(cursor, "a scope 'domain.action'");
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined || words.length !== 2)
    cursor.fail("a scope of two words, 'domain.action'");
  return { text: words.map((word) => word.text).join("."), span: join(first.span, last.span) };
}

/** Words with dots between them and nothing else: `a . b` is a slip, not a path. */
function readDotted(cursor: Cursor, expected: string): Word[] {
  const words = [readName(cursor, expected)];
  for (;;) {
    const dot = cursor.peek();
    const before = words.at(-1)?.span.end;
    if (dot.text !== "." || dot.kind !== "punctuation") return words;
    if (dot.span.start !== before) cursor.fail("no space before '.'");
    cursor.next();
    if (cursor.peek().span.start !== dot.span.end) cursor.fail("a name right after '.'");
    words.push(readName(cursor, "a name right after '.'"));
  }
}

function readPath(cursor: Cursor): Path {
  return rooted(readDotted(cursor, "a path 'parameter.field'"), cursor, false);
}

function rooted(words: readonly Word[], cursor: Cursor, inFilters: boolean): Path {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) cursor.fail("a path");
  const names = words.map((word) => word.text);
  const span = join(first.span, last.span);
  if (inFilters && first.text === "result") return { kind: "path", root: "result", names: names.slice(1), span };
  if (first.text !== "self") return { kind: "path", root: "param", names, span };
  if (names.length === 1) cursor.fail("an argument after 'self', as in 'self.name'");
  return { kind: "path", root: "self", names: names.slice(1), span };
}

function readPermission(cursor: Cursor): PermissionSyntax {
  return readPermissionWith(cursor, false);
}

function readResultPermission(cursor: Cursor): PermissionSyntax {
  return readPermissionWith(cursor, true);
}

function readPermissionWith(cursor: Cursor, inFilters: boolean): PermissionSyntax {
  const scope = readScope(cursor);
  cursor.expect("(");
  const read = (at: Cursor): ArgumentSyntax => readArgument(at, inFilters);
  const args = cursor.peek().text === ")" ? [] : separated(cursor, ",", read);
  cursor.expect(")");
  return { scope: scope.text, args, span: scope.span };
}

function readArgument(cursor: Cursor, inFilters: boolean): ArgumentSyntax {
  const token = cursor.peek();
  if (token.kind !== "string") return rooted(readDotted(cursor, "a path or a quoted string"), cursor, inFilters);
  const value = unquote(token.text);
  if (value === undefined) cursor.fail("a JSON string");
  cursor.next();
  return { kind: "literal", value, span: token.span };
}

function unquote(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

function readElse(cursor: Cursor): { value: string | number; span: Span } {
  const token = cursor.peek();
  if (token.kind !== "integer") {
    const name = readName(cursor, "a case or an integer after 'else'");
    return { value: name.text, span: name.span };
  }
  return { value: readInteger(cursor, Number.MIN_SAFE_INTEGER), span: token.span };
}

function readInteger(cursor: Cursor, least: number): number {
  const token = cursor.peek();
  const value = Number(token.text);
  if (token.kind !== "integer" || !Number.isSafeInteger(value) || value < least) cursor.fail("an integer below 2^53");
  cursor.next();
  return value;
}

function readFactor(cursor: Cursor): FactorSyntax {
  const token = cursor.peek();
  if (token.kind === "integer") return { kind: "integer", value: readInteger(cursor, 0), span: token.span };
  return rooted(readDotted(cursor, "an integer or a path"), cursor, false);
}

function readScopeParam(cursor: Cursor): ScopeParamSyntax {
  const name = readName(cursor, "the name of an argument");
  cursor.expect(":");
  return { name, matcher: readMatcher(cursor) };
}

const plainMatchers: ReadonlyMap<string, Matcher> = new Map(
  (["name", "path", "key", "prefix", "topic", "filter", "host", "port", "address"] as const).map((kind) => [
    kind,
    { kind },
  ]),
);

function readMatcher(cursor: Cursor): Matcher {
  const expected = "a matcher: name, path, key, prefix, topic, filter, host, port, address or word(a|b)";
  const token = cursor.peek();
  if (cursor.accept("word")) {
    cursor.expect("(");
    const words = separated(cursor, "|", (c) => readName(c, "a word").text);
    cursor.expect(")");
    return { kind: "word", words };
  }
  const matcher = plainMatchers.get(token.text);
  if (matcher === undefined || token.kind !== "word") cursor.fail(expected);
  cursor.next();
  return matcher;
}

function join(first: Span, last: Span): Span {
  return { file: first.file, start: first.start, end: last.end };
}
