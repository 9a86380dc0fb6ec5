/** WIT text to a tree. After a mistake the parser skips to the next item, so that one run shows several. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type {
  Extern,
  ExternItem,
  Include,
  InterfaceItem,
  Item,
  Lead,
  Member,
  NestedPackage,
  PackageHeader,
  SourceTree,
  TopUse,
  Use,
  WorldDecl,
  WorldMember,
} from "./ast.js";
import { Cursor, ParseFailure } from "./cursor.js";
import { syntax } from "./diagnostics.js";
import { tokenize } from "./lexer.js";
import { parseOptionalVersion, parsePath, rejectExternalId } from "./parse-attributes.js";
import { accessorAt, parseList, parseSignature, parseTypeDecl } from "./parse-types.js";
import { attempt, parseBlock, parseLead } from "./recovery.js";
import type { SourceFile } from "./span.js";

/** wit-parser's limit too. */
const deepestPackage = 100;
/** Nobody reads more, and a binary file has thousands. */
const mostErrors = 50;

/** The tree of a file; what could not be read is left out and reported. */
export function parseWit(file: SourceFile, report: (d: Diagnostic) => void): SourceTree {
  let count = 0;
  let cursor: Cursor | undefined;
  const limited = (d: Diagnostic): void => {
    count += 1;
    if (count <= mostErrors) report(d);
    else if (count === mostErrors + 1) {
      report(syntax("wit/too-many-errors", d.span, { limit: mostErrors }));
      cursor?.giveUp();
    }
  };
  const tokens = tokenize(file, limited);
  cursor = new Cursor(tokens, limited);
  return parseFile(cursor);
}

function parseFile(cursor: Cursor): SourceTree {
  const header = attempt(cursor, () => parseHeader(cursor));
  const items = parseItems(cursor, 0);
  return header === undefined ? { items } : { header, items };
}

/** `package a:b;`; a nested package `package a:b { ... }` is an item like others. */
function parseHeader(cursor: Cursor): PackageHeader | undefined {
  const start = cursor.at;
  if (cursor.peek(0) !== "package") return undefined;
  const docs = cursor.docs();
  cursor.take();
  const header = parsePackageName(cursor, docs);
  if (cursor.kind === "{") {
    cursor.at = start;
    return undefined;
  }
  cursor.expect(";");
  return header;
}

function parsePackageName(cursor: Cursor, docs: PackageHeader["docs"]): PackageHeader {
  const first = cursor.at;
  const namespace = cursor.id();
  cursor.expect(":");
  const name = cursor.id();
  const version = parseOptionalVersion(cursor);
  const span = cursor.span(first, cursor.at - 1);
  return { docs, namespace, name, ...(version === undefined ? {} : { version }), span };
}

function parseItems(cursor: Cursor, depth: number): Item[] {
  const items: Item[] = [];
  while (cursor.kind !== "end" && !(depth > 0 && cursor.eat("}"))) {
    const item = attempt(cursor, () => parseItem(cursor, depth));
    if (item !== undefined) items.push(item);
  }
  return items;
}

function parseItem(cursor: Cursor, depth: number): Item {
  const lead = parseLead(cursor);
  switch (cursor.kind) {
    case "interface":
      return parseInterface(cursor, lead);
    case "world":
      return parseWorld(cursor, lead);
    case "use":
      return parseTopUse(cursor, lead);
    case "package":
      return parseNestedPackage(cursor, lead, depth);
    default:
      return cursor.fail("'world', 'interface', 'use' or 'package'");
  }
}

function parseNestedPackage(cursor: Cursor, lead: Lead, depth: number): NestedPackage {
  const [attribute] = lead.attributes;
  if (attribute !== undefined) {
    const where = "nested packages";
    cursor.report(syntax("wit/attribute-not-allowed", cursor.span(), { name: attribute.kind, where }));
  }
  if (depth >= deepestPackage) {
    cursor.report(syntax("wit/nesting-too-deep", cursor.span(), { what: "packages", limit: deepestPackage }));
    // What is inside cannot be told from what is outside any more.
    cursor.at = cursor.tokens.kinds.length - 1;
    cursor.braceReported = true;
    throw new ParseFailure();
  }
  cursor.take();
  const header = parsePackageName(cursor, lead.docs);
  cursor.expect("{");
  const items = parseItems(cursor, depth + 1);
  closeAtEnd(cursor);
  return { kind: "package", header, items };
}

function parseTopUse(cursor: Cursor, lead: Lead): TopUse {
  const span = cursor.span();
  cursor.take();
  const from = parsePath(cursor);
  const as = cursor.eat("as") ? cursor.id() : undefined;
  cursor.expect(";");
  return { kind: "top-use", ...lead, from, ...(as === undefined ? {} : { as }), span };
}

function parseInterface(cursor: Cursor, lead: Lead): InterfaceItem {
  rejectExternalId(cursor, lead.attributes, "interfaces");
  cursor.take();
  const name = cursor.id();
  return { kind: "interface", ...lead, name, members: parseMembers(cursor) };
}

function parseWorld(cursor: Cursor, lead: Lead): WorldDecl {
  rejectExternalId(cursor, lead.attributes, "worlds");
  cursor.take();
  const name = cursor.id();
  return { kind: "world", ...lead, name, members: parseBlock(cursor, parseWorldMember) };
}

function parseMembers(cursor: Cursor): Member[] {
  return parseBlock(cursor, parseMember);
}

function closeAtEnd(cursor: Cursor): void {
  if (cursor.kind === "end") cursor.missingBrace();
}

function parseMember(cursor: Cursor, lead: Lead): Member {
  switch (cursor.kind) {
    case "type":
    case "flags":
    case "enum":
    case "variant":
    case "resource":
    case "record":
      return parseTypeDecl(cursor, lead);
    case "use":
      return parseUse(cursor, lead);
    case "id":
    case "explicit-id": {
      const name = cursor.id();
      cursor.expect(":");
      const func = parseSignature(cursor);
      cursor.expect(";");
      return { kind: "func", ...lead, name, func };
    }
    default:
      return cursor.fail("a type, a function, 'use' or '}'");
  }
}

function parseWorldMember(cursor: Cursor, lead: Lead): WorldMember {
  const { kind } = cursor;
  switch (kind) {
    case "import":
    case "export":
      cursor.take();
      return { kind, ...lead, item: parseExtern(cursor) } satisfies Extern;
    case "use":
      return parseUse(cursor, lead);
    case "include":
      return parseInclude(cursor, lead);
    case "type":
    case "flags":
    case "enum":
    case "variant":
    case "resource":
    case "record":
      return parseTypeDecl(cursor, lead);
    default:
      return cursor.fail("'import', 'export', 'include', 'use', a type or '}'");
  }
}

function parseExtern(cursor: Cursor): ExternItem {
  const named = (cursor.kind === "id" || cursor.kind === "explicit-id") && cursor.peek(1) === ":";
  if (!named) return parsePathItem(cursor);
  const third = cursor.peek(2);
  if (third === "func" || third === "async" || accessorAt(cursor, 2) !== undefined) {
    const name = cursor.id();
    cursor.take();
    const func = parseSignature(cursor);
    cursor.expect(";");
    return { kind: "func", name, func };
  }
  if (third === "interface") {
    const name = cursor.id();
    cursor.take();
    cursor.take();
    return { kind: "interface", name, members: parseMembers(cursor) };
  }
  // `a:b/c` is a path; `a: b` and `a: b:c/d` give an interface another name.
  const isPath = (third === "id" || third === "explicit-id") && cursor.peek(3) === "/";
  if (isPath) return parsePathItem(cursor);
  const label = cursor.id();
  cursor.take();
  const path = parsePath(cursor);
  cursor.expect(";");
  return { kind: "path", label, path };
}

function parsePathItem(cursor: Cursor): ExternItem {
  const path = parsePath(cursor);
  cursor.expect(";");
  return { kind: "path", path };
}

function parseUse(cursor: Cursor, lead: Lead): Use {
  cursor.take();
  const from = parsePath(cursor);
  cursor.expect(".");
  const names = parseList(cursor, "{", "}", () => {
    const name = cursor.id();
    return cursor.eat("as") ? { name, as: cursor.id() } : { name };
  });
  cursor.expect(";");
  return { kind: "use", ...lead, from, names };
}

function parseInclude(cursor: Cursor, lead: Lead): Include {
  rejectExternalId(cursor, lead.attributes, "include statements");
  cursor.take();
  const from = parsePath(cursor);
  if (!cursor.eat("with")) {
    cursor.expect(";");
    return { kind: "include", ...lead, from, names: [] };
  }
  const names = parseList(cursor, "{", "}", () => {
    const name = cursor.id();
    cursor.expect("as");
    return { name, as: cursor.id() };
  });
  return { kind: "include", ...lead, from, names };
}
