/** Permission texts where people write them, and the diagnostics that point into them. */
import type { Diagnostic } from "../diagnostics/index.js";
import { locate } from "../diagnostics/index.js";
import type { Span } from "../wit/span.js";
import { policyDiagnostics } from "./catalog.js";
import type { JsonString } from "./json-tree.js";
import { Permission, ScopeReader } from "./permission.js";
import { isMistake, parsePermission } from "./permission-text.js";
import { printScope, type ScopeTable } from "./scopes.js";

/** One permission text and its place. */
export interface PermissionSource {
  readonly text: string;
  readonly span: Span;
  /** Where the text itself begins, if it stands in the file as it is (without escapes). */
  readonly textStart?: number;
  /** For people: `grants.json:3`, `--allow`. */
  readonly origin: string;
}

export function sourceFromJson(node: JsonString): PermissionSource {
  const { file, start, end } = node.span;
  const verbatim = end - start - 2 === node.value.length;
  return {
    text: node.value,
    span: node.span,
    ...(verbatim ? { textStart: start + 1 } : {}),
    origin: `${file.path}:${locate(node.span).line}`,
  };
}

/** `flag` as the user knows it: `--allow`. */
export function sourceFromFlag(flag: string, text: string): PermissionSource {
  const file = { path: flag, text };
  return { text, span: { file, start: 0, end: text.length }, textStart: 0, origin: flag };
}

export type ReadPermission =
  | { readonly ok: true; readonly permission: Permission }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

export function readPermission(source: PermissionSource, scopes: ScopeTable): ReadPermission {
  const place = (start: number, end: number): Span =>
    source.textStart === undefined
      ? source.span
      : { file: source.span.file, start: source.textStart + start, end: source.textStart + end };
  const fail = (diagnostic: Diagnostic): ReadPermission => ({ ok: false, diagnostic });
  const parsed = parsePermission(source.text);
  if (isMistake(parsed)) {
    const { message, start, end } = parsed;
    return fail(policyDiagnostics("policy/permission-syntax", place(start, end), { message }));
  }
  const { scopeEnd } = parsed;
  const scope = scopes.get(parsed.scope);
  if (scope === undefined) {
    const params = { name: parsed.scope, known: scopes.keys() };
    return fail(policyDiagnostics("policy/unknown-scope", place(scopeEnd - parsed.scope.length, scopeEnd), params));
  }
  const permission = new ScopeReader(scope).patterns(parsed.args);
  if (permission instanceof Permission) return { ok: true, permission };
  const { index, why } = permission;
  if (index < 0) {
    const params = {
      name: scope.name,
      wanted: scope.params.length,
      given: parsed.args.length,
      usage: printScope(scope),
    };
    return fail(policyDiagnostics("policy/argument-count", place(0, source.text.length), params));
  }
  const span = parsed.argSpans[index];
  const param = scope.params[index];
  const params = {
    name: `'${param?.name ?? ""}'`,
    matcher: param?.matcher.kind ?? "",
    pattern: parsed.args[index] ?? "",
    why,
  };
  const where = span === undefined ? source.span : place(span.start, span.end);
  return fail(policyDiagnostics("policy/bad-pattern", where, params));
}
