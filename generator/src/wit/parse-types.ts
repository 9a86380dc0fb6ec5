/** Types: `list<u8>` and the like, and the bodies of type declarations. */
import type { FuncSignature, Id, Lead, NamedItem, ResourceFunc, TypeBody, TypeDecl, TypeNode } from "./ast.js";
import type { Cursor } from "./cursor.js";
import { ParseFailure } from "./cursor.js";
import { syntax } from "./diagnostics.js";
import { parseBlock } from "./recovery.js";
import { clip, type TokenKind } from "./tokens.js";

/** wit-parser's limit too: deeper types exhaust the stack of some reader. */
const deepest = 100;

export function parseType(cursor: Cursor, depth = 0): TypeNode {
  const span = cursor.span();
  if (depth >= deepest) {
    cursor.report(syntax("wit/nesting-too-deep", span, { what: "types", limit: deepest }));
    throw new ParseFailure();
  }
  const { kind } = cursor;
  const inner = () => parseType(cursor, depth + 1);
  switch (kind) {
    case "bool":
    case "u8":
    case "u16":
    case "u32":
    case "u64":
    case "s8":
    case "s16":
    case "s32":
    case "s64":
    case "f32":
    case "f64":
    case "char":
    case "string":
    case "error-context":
      cursor.take();
      return { kind: "primitive", name: kind, span };
    case "id":
    case "explicit-id":
      return { kind: "name", id: cursor.id(), span };
    case "tuple":
      cursor.take();
      return { kind, types: parseList(cursor, "<", ">", inner), span };
    case "list": {
      cursor.take();
      cursor.expect("<");
      const of = inner();
      const length = cursor.eat(",") ? parseLength(cursor) : undefined;
      cursor.expect(">");
      return length === undefined ? { kind, of, span } : { kind, of, length, span };
    }
    case "map": {
      cursor.take();
      cursor.expect("<");
      const key = inner();
      cursor.expect(",");
      const value = inner();
      cursor.expect(">");
      return { kind, key, value, span };
    }
    case "option": {
      cursor.take();
      cursor.expect("<");
      const of = inner();
      cursor.expect(">");
      return { kind, of, span };
    }
    case "result":
      cursor.take();
      return { kind, ...parseResultParts(cursor, inner), span };
    case "future":
    case "stream": {
      cursor.take();
      if (!cursor.eat("<")) return { kind, span };
      const of = inner();
      cursor.expect(">");
      return { kind, of, span };
    }
    case "own":
    case "borrow": {
      cursor.take();
      cursor.expect("<");
      const resource = cursor.id();
      cursor.expect(">");
      return { kind: "handle", mode: kind, resource, span: resource.span };
    }
    default:
      return cursor.fail("a type");
  }
}

function parseResultParts(cursor: Cursor, inner: () => TypeNode): { ok?: TypeNode; err?: TypeNode } {
  if (!cursor.eat("<")) return {};
  let parts: { ok?: TypeNode; err?: TypeNode };
  if (cursor.eat("_")) {
    cursor.expect(",");
    parts = { err: inner() };
  } else {
    const ok = inner();
    parts = cursor.eat(",") ? { ok, err: inner() } : { ok };
  }
  cursor.expect(">");
  return parts;
}

function parseLength(cursor: Cursor): number {
  if (cursor.kind !== "integer") return cursor.fail("the length of the list");
  const text = cursor.text();
  const length = Number(text);
  if (length > 0xffffffff) {
    cursor.report(syntax("wit/invalid-length", cursor.span(), { text: clip(text) }));
  }
  cursor.take();
  return length;
}

/** Items between two marks, with `,` between them and perhaps after the last. */
export function parseList<T>(cursor: Cursor, open: TokenKind, close: TokenKind, item: () => T): T[] {
  const start = cursor.expect(open);
  const items: T[] = [];
  while (!cursor.eat(close)) {
    // Back at the left: the block was not closed, and this is the next item.
    if (close === "}" && cursor.isOutsideIndented(start) && cursor.missingBrace()) break;
    items.push(item());
    if (!cursor.eat(",")) {
      cursor.expect(close);
      break;
    }
  }
  return items;
}

/** `type`, `record`, `variant`, `enum`, `flags` or `resource`: the cursor is at the keyword. */
export function parseTypeDecl(cursor: Cursor, lead: Lead): TypeDecl {
  const keyword = cursor.kind;
  cursor.take();
  const name = cursor.id();
  return { kind: "type", ...lead, name, body: parseBody(cursor, keyword) };
}

function parseBody(cursor: Cursor, keyword: TokenKind): TypeBody {
  const named = (): NamedItem => ({ docs: cursor.docs(), name: cursor.id() });
  switch (keyword) {
    case "record": {
      const fields = parseList(cursor, "{", "}", () => {
        const item = named();
        cursor.expect(":");
        return { ...item, type: parseType(cursor) };
      });
      return { kind: "record", fields };
    }
    case "variant": {
      const cases = parseList(cursor, "{", "}", () => {
        const item = named();
        if (!cursor.eat("(")) return item;
        const type = parseType(cursor);
        cursor.expect(")");
        return { ...item, type };
      });
      return { kind: "variant", cases };
    }
    case "enum":
      return { kind: "enum", cases: parseList(cursor, "{", "}", named) };
    case "flags":
      return { kind: "flags", flags: parseList(cursor, "{", "}", named) };
    case "resource":
      return { kind: "resource", funcs: parseResourceBody(cursor) };
    default: {
      cursor.expect("=");
      const type = parseType(cursor);
      cursor.expect(";");
      return { kind: "alias", type };
    }
  }
}

function parseResourceBody(cursor: Cursor): ResourceFunc[] {
  if (cursor.kind === "{") return parseBlock(cursor, parseResourceFunc);
  cursor.expect(";");
  return [];
}

function parseResourceFunc(cursor: Cursor, lead: Lead): ResourceFunc {
  if (cursor.kind === "constructor") {
    const span = cursor.span();
    cursor.take();
    const params = parseParams(cursor);
    const result = cursor.eat("->") ? parseType(cursor) : undefined;
    cursor.expect(";");
    const func: FuncSignature = { async: false, params, ...(result === undefined ? {} : { result }), span };
    return { kind: "constructor", ...lead, name: { name: "constructor", span }, func };
  }
  if (cursor.kind !== "id" && cursor.kind !== "explicit-id")
    return cursor.fail("'constructor' or the name of a method");
  const name = cursor.id();
  cursor.expect(":");
  const kind = cursor.eat("static") ? "static" : "method";
  const func = parseSignature(cursor);
  cursor.expect(";");
  return { kind, ...lead, name, func };
}

/** `func(...)`, `async func(...)`, `get(...)` or `set(...)`, with the result. */
export function parseSignature(cursor: Cursor): FuncSignature {
  const async = cursor.eat("async");
  const accessor = async ? undefined : accessorAt(cursor, 0);
  const span = cursor.span();
  if (accessor === undefined) cursor.expect("func");
  else cursor.take();
  const params = parseParams(cursor);
  const result = cursor.eat("->") ? parseType(cursor) : undefined;
  return {
    async,
    ...(accessor === undefined ? {} : { accessor }),
    params,
    ...(result === undefined ? {} : { result }),
    span,
  };
}

/** `get` and `set` are keywords only in front of `(`. */
export function accessorAt(cursor: Cursor, ahead: number): "get" | "set" | undefined {
  if (cursor.peek(ahead) !== "id" || cursor.peek(ahead + 1) !== "(") return undefined;
  const word = cursor.text(cursor.at + ahead);
  return word === "get" || word === "set" ? word : undefined;
}

function parseParams(cursor: Cursor): { readonly name: Id; readonly type: TypeNode }[] {
  return parseList(cursor, "(", ")", () => {
    const name = cursor.id();
    cursor.expect(":");
    return { name, type: parseType(cursor) };
  });
}
