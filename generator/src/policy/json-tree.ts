/** JSON with places: each value, key and mistake knows where in the file it stands. */
import type { SourceFile, Span } from "../wit/span.js";

export type JsonNode =
  | { readonly kind: "null"; readonly span: Span }
  | { readonly kind: "boolean"; readonly span: Span; readonly value: boolean }
  | { readonly kind: "number"; readonly span: Span; readonly value: number }
  | JsonString
  | { readonly kind: "array"; readonly span: Span; readonly items: readonly JsonNode[] }
  | JsonObject;

export interface JsonString {
  readonly kind: "string";
  readonly span: Span;
  readonly value: string;
}

export interface JsonObject {
  readonly kind: "object";
  readonly span: Span;
  /** In order, duplicates included. */
  readonly entries: readonly { readonly key: string; readonly keySpan: Span; readonly value: JsonNode }[];
}

export interface JsonMistake {
  readonly kind: "mistake";
  readonly span: Span;
  readonly message: string;
}

const deepest = 32;
const longest = 4 * 1024 * 1024;

export function parseJson(file: SourceFile): JsonNode | JsonMistake {
  try {
    return new JsonReader(file).document();
  } catch (error) {
    if (error instanceof Stop) return { kind: "mistake", span: error.span, message: error.message };
    throw error;
  }
}

class Stop extends Error {
  readonly span: Span;
  constructor(message: string, span: Span) {
    super(message);
    this.span = span;
  }
}

class JsonReader {
  readonly #file: SourceFile;
  readonly #text: string;
  #at = 0;

  constructor(file: SourceFile) {
    this.#file = file;
    this.#text = file.text;
    if (this.#text.length > longest) this.#stop(`the file is longer than ${longest} characters`);
    if (this.#text.startsWith("\ufeff")) this.#at = 1;
  }

  document(): JsonNode {
    this.#skip();
    if (this.#at === this.#text.length) this.#stop("the file is empty");
    const value = this.#value(0);
    this.#skip();
    if (this.#at < this.#text.length) this.#stop("expected the end of the file");
    return value;
  }

  #value(depth: number): JsonNode {
    if (depth > deepest) this.#stop(`nested deeper than ${deepest} levels`);
    const start = this.#at;
    switch (this.#text[start]) {
      case "{":
        return this.#object(depth, start);
      case "[":
        return this.#array(depth, start);
      case '"':
        return this.#string();
      default:
        return this.#scalar(start);
    }
  }

  #object(depth: number, start: number): JsonObject {
    const entries: JsonObject["entries"][number][] = [];
    this.#list("}", () => {
      if (this.#text[this.#at] !== '"') this.#stop("expected a key in double quotes");
      const key = this.#string();
      this.#skip();
      if (this.#text[this.#at] !== ":") this.#stop(`expected ':' after ${JSON.stringify(key.value)}`);
      this.#at += 1;
      this.#skip();
      entries.push({ key: key.value, keySpan: key.span, value: this.#value(depth + 1) });
    });
    return { kind: "object", span: this.#span(start), entries };
  }

  #array(depth: number, start: number): JsonNode {
    const items: JsonNode[] = [];
    this.#list("]", () => {
      items.push(this.#value(depth + 1));
    });
    return { kind: "array", span: this.#span(start), items };
  }

  #list(close: string, item: () => void): void {
    this.#at += 1;
    this.#skip();
    if (this.#text[this.#at] === close) {
      this.#at += 1;
      return;
    }
    for (;;) {
      item();
      const end = this.#at;
      this.#skip();
      const next = this.#text[this.#at];
      this.#at += 1;
      if (next === close) return;
      if (next !== ",") this.#stop(`expected ',' or '${close}' here`, end);
      const comma = this.#at - 1;
      this.#skip();
      if (this.#text[this.#at] === close) this.#stop("JSON allows no comma after the last one", comma);
    }
  }

  #string(): JsonString {
    const start = this.#at;
    const pattern = /"(?:[^"\\\n\r]|\\.)*"/uy;
    pattern.lastIndex = start;
    const quoted = pattern.exec(this.#text)?.[0];
    if (quoted === undefined) return this.#stop("this text has no closing quote in its line", start);
    this.#at = start + quoted.length;
    let value: unknown;
    try {
      value = JSON.parse(quoted);
    } catch {
      // Reported below.
    }
    if (typeof value !== "string")
      return this.#stop("this text has a bad escape or a control character", start, quoted.length);
    return { kind: "string", span: this.#span(start), value };
  }

  #scalar(start: number): JsonNode {
    const pattern = /-?[\w.+-]+/uy;
    pattern.lastIndex = start;
    const word = pattern.exec(this.#text)?.[0];
    if (word === undefined)
      return this.#stop(this.#text.startsWith("/", start) ? "JSON has no comments" : "expected a value");
    this.#at += word.length;
    const span = this.#span(start);
    if (word === "null") return { kind: "null", span };
    if (word === "true" || word === "false") return { kind: "boolean", span, value: word === "true" };
    if (!/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(word))
      return this.#stop("expected a value; texts stand in double quotes", start, word.length);
    return { kind: "number", span, value: Number(word) };
  }

  #skip(): void {
    while (" \t\r\n".includes(this.#text[this.#at] ?? "x")) this.#at += 1;
  }

  #span(start: number): Span {
    return { file: this.#file, start, end: this.#at };
  }

  #stop(message: string, start = this.#at, length = 1): never {
    throw new Stop(message, { file: this.#file, start, end: Math.min(this.#text.length, start + length) });
  }
}
