/** Attributes, versions, package names and paths. */
import { didYouMean } from "../diagnostics/suggest.js";
import type { Attribute, Id, Path } from "./ast.js";
import type { Cursor } from "./cursor.js";
import { ParseFailure } from "./cursor.js";
import { syntax } from "./diagnostics.js";
import { stringValue } from "./strings.js";
import { clip } from "./tokens.js";
import { versionProblem } from "./version.js";

const known = ["since", "unstable", "deprecated", "external-id"];

export function parseAttributes(cursor: Cursor): Attribute[] {
  const attributes: Attribute[] = [];
  while (cursor.eat("@")) {
    const { name, span } = cursor.id();
    switch (name) {
      case "since":
      case "deprecated":
        cursor.expect("(");
        parseWord(cursor, "version");
        cursor.expect("=");
        attributes.push({ kind: name, value: parseVersion(cursor), span });
        break;
      case "unstable":
        cursor.expect("(");
        parseWord(cursor, "feature");
        cursor.expect("=");
        attributes.push({ kind: name, value: cursor.id().name, span });
        break;
      case "external-id": {
        cursor.expect("(");
        const start = cursor.tokens.starts[cursor.expect("string-literal")] ?? 0;
        attributes.push({ kind: name, value: stringValue(cursor.tokens.file, start), span });
        break;
      }
      default: {
        const near = didYouMean(name, known);
        cursor.report(syntax("wit/unknown-attribute", span, { name: clip(name), near }));
        throw new ParseFailure();
      }
    }
    cursor.expect(")");
  }
  return attributes;
}

function parseWord(cursor: Cursor, word: string): void {
  if (cursor.kind === "id" && cursor.text() === word) cursor.take();
  else cursor.fail(`'${word}'`);
}

/** `@external-id` has no place in the graph on some items. */
export function rejectExternalId(cursor: Cursor, attributes: readonly Attribute[], where: string): void {
  for (const { kind, span } of attributes) {
    if (kind === "external-id") cursor.report(syntax("wit/attribute-not-allowed", span, { name: kind, where }));
  }
}

export function parseOptionalVersion(cursor: Cursor): string | undefined {
  return cursor.eat("@") ? parseVersion(cursor) : undefined;
}

/** `1.2.3-rc.1+build`, which lexes as many tokens. */
export function parseVersion(cursor: Cursor): string {
  const first = cursor.expect("integer");
  cursor.expect(".");
  cursor.expect("integer");
  cursor.expect(".");
  let last = cursor.expect("integer");
  const eatParts = (mark: "-" | "+"): void => {
    if (!cursor.eat(mark)) return;
    for (;;) {
      // In `use a:b/c@1.0.0-rc.{t}` the last dot is not part of the version.
      const ahead = cursor.kind === "." ? 1 : 0;
      const next = cursor.peek(ahead);
      if (next !== "id" && next !== "integer" && next !== "-") return;
      last = cursor.at + ahead;
      cursor.at = last + 1;
    }
  };
  eatParts("-");
  eatParts("+");
  const span = cursor.span(first, last);
  const version = span.file.text.slice(span.start, span.end);
  const problem = versionProblem(version);
  if (problem === undefined) return version;
  cursor.report(syntax("wit/invalid-version", span, { version: clip(version), problem }));
  return "0.0.0";
}

/** `name`, or `namespace:package/name@version`. */
export function parsePath(cursor: Cursor): Path {
  const first = cursor.id();
  return cursor.eat(":") ? parsePathAfter(cursor, first) : { name: first };
}

function parsePathAfter(cursor: Cursor, namespace: Id): Path {
  const pkg = cursor.id();
  cursor.expect("/");
  const name = cursor.id();
  const version = parseOptionalVersion(cursor);
  const span = { file: pkg.span.file, start: namespace.span.start, end: pkg.span.end };
  return { package: { namespace, name: pkg, ...(version === undefined ? {} : { version }), span }, name };
}
