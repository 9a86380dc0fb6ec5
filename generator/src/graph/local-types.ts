/** The types of one package: names looked up, anonymous types shared by structure. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { type TypeDefId, typeDefId } from "../ids.js";
import type { Id, NamedItem, TypeBody, TypeNode } from "../wit/ast.js";
import type { Span } from "../wit/span.js";
import { meaning } from "./diagnostics.js";
import { docsOf } from "./docs.js";
import { type LocalType, partsOfKind } from "./local-model.js";
import type { Named, Stability, Type, TypeDefKind } from "./model.js";
import { canonicalLabel } from "./names.js";

/** `unknown`: reported already, so nothing is said about its uses. */
export type Binding =
  | { readonly kind: "type"; readonly id: TypeDefId; readonly span: Span }
  | { readonly kind: "function"; readonly span: Span }
  | { readonly kind: "unknown" };

export type Scope = Map<string, Binding>;

/** Stands for a type that could not be resolved; the graph is thrown away in the end. */
const poison: Type = "u8";

const noStability: Stability = { kind: "unknown" };

const mapKeys: ReadonlySet<Type> = new Set<Type>([
  "bool",
  "u8",
  "u16",
  "u32",
  "u64",
  "s8",
  "s16",
  "s32",
  "s64",
  "char",
  "string",
]);

export class LocalTypes {
  readonly types: LocalType[] = [];
  readonly requiredResources: { readonly id: TypeDefId; readonly name: string; readonly span: Span }[] = [];
  readonly #anonymous = new Map<string, TypeDefId>();
  readonly #report: (d: Diagnostic) => void;

  constructor(report: (d: Diagnostic) => void) {
    this.#report = report;
  }

  add(type: LocalType): TypeDefId {
    this.types.push(type);
    return typeDefId(this.types.length - 1);
  }

  /** A type where it is used: anonymous ones are added at first sight. */
  resolve(node: TypeNode, scope: Scope, stability: Stability = noStability): Type {
    if (node.kind === "primitive") return node.name;
    const kind = this.#kindOf(node, scope, stability);
    if (kind === undefined) return poison;
    return this.intern(kind, stability, node.span);
  }

  /** `own<r>` and plain `r` are one type. */
  intern(kind: TypeDefKind, stability: Stability, span: Span): Type {
    if (kind.kind === "alias") return kind.of;
    if (kind.kind === "handle" && kind.mode === "own") return kind.resource;
    const key = structureOf(kind);
    const known = this.#anonymous.get(key);
    if (known !== undefined) return known;
    const id = this.add({ kind, owner: { kind: "none" }, stability: this.#inherit(kind, stability), span });
    this.#anonymous.set(key, id);
    return id;
  }

  /** What a declaration stands for; `undefined` after a mistake. */
  declare(name: Id, body: TypeBody, scope: Scope, stability: Stability): TypeDefKind | undefined {
    switch (body.kind) {
      case "alias":
        if (body.type.kind === "primitive") return { kind: "alias", of: body.type.name };
        return this.#kindOf(body.type, scope, stability);
      case "resource":
        return { kind: "resource" };
      case "record":
        this.#checkMembers("record", "field", name, body.fields);
        return {
          kind: "record",
          fields: body.fields.map((f) => ({ ...named(f), type: this.resolve(f.type, scope, stability) })),
        };
      case "variant":
        this.#checkMembers("variant", "case", name, body.cases);
        return {
          kind: "variant",
          cases: body.cases.map((c) =>
            c.type === undefined ? named(c) : { ...named(c), type: this.resolve(c.type, scope, stability) },
          ),
        };
      case "enum":
        this.#checkMembers("enum", "case", name, body.cases);
        return { kind: "enum", cases: body.cases.map(named) };
      case "flags": {
        this.#checkMembers("flags type", "flag", name, body.flags);
        const surplus = body.flags[32];
        if (surplus !== undefined) this.#report(meaning("wit/too-many-flags", surplus.name.span));
        return { kind: "flags", flags: body.flags.map(named) };
      }
    }
  }

  #kindOf(node: TypeNode, scope: Scope, stability: Stability): TypeDefKind | undefined {
    const inner = (part: TypeNode) => this.resolve(part, scope, stability);
    switch (node.kind) {
      case "primitive":
        return { kind: "alias", of: node.name };
      case "name": {
        const id = this.lookUp(node.id, scope);
        return id === undefined ? undefined : { kind: "alias", of: id };
      }
      case "option":
        return { kind: "option", of: inner(node.of) };
      case "list": {
        const of = inner(node.of);
        return node.length === undefined
          ? { kind: "list", of }
          : { kind: "fixed-length-list", of, length: node.length };
      }
      case "map": {
        const key = inner(node.key);
        const value = inner(node.value);
        if (!mapKeys.has(key)) this.#report(meaning("wit/map-key", node.span));
        return { kind: "map", key, value };
      }
      case "tuple":
        if (node.types.length === 0) this.#report(meaning("wit/empty-type", node.span, { what: "tuple" }));
        return { kind: "tuple", types: node.types.map(inner) };
      case "result": {
        const ok = node.ok === undefined ? {} : { ok: inner(node.ok) };
        return { kind: "result", ...ok, ...(node.err === undefined ? {} : { err: inner(node.err) }) };
      }
      case "future":
      case "stream":
        return node.of === undefined ? { kind: node.kind } : { kind: node.kind, of: inner(node.of) };
      case "handle": {
        const resource = this.#lookUpResource(node.resource, scope);
        return resource === undefined ? undefined : { kind: "handle", mode: node.mode, resource };
      }
    }
  }

  lookUp(id: Id, scope: Scope): TypeDefId | undefined {
    const found = scope.get(id.name);
    if (found?.kind === "type") return found.id;
    if (found?.kind === "function") {
      const note = { message: `'${id.name}' is declared here`, span: found.span };
      this.#report({ ...meaning("wit/not-a-type", id.span, { name: id.name }), notes: [note] });
    } else if (found === undefined) this.#report(unknownType(id, scope.keys()));
    return undefined;
  }

  #lookUpResource(name: Id, scope: Scope): TypeDefId | undefined {
    const id = this.lookUp(name, scope);
    let at = id;
    while (at !== undefined) {
      const kind = this.types[at]?.kind;
      if (kind?.kind === "resource") return id;
      if (kind?.kind === "foreign") {
        this.requiredResources.push({ id: at, name: name.name, span: name.span });
        return id;
      }
      if (kind?.kind !== "alias" || typeof kind.of === "string") {
        this.#report(meaning("wit/not-a-resource", name.span, { name: name.name }));
        return undefined;
      }
      at = kind.of;
    }
    return undefined;
  }

  #checkMembers(what: string, member: string, name: Id, members: readonly NamedItem[]): void {
    if (members.length === 0) this.#report(meaning("wit/empty-type", name.span, { what }));
    const seen = new Map<string, Id>();
    for (const { name: id } of members) {
      const key = canonicalLabel(id.name);
      const previous = seen.get(key);
      if (previous === undefined) {
        seen.set(key, id);
        continue;
      }
      const d =
        previous.name === id.name
          ? meaning("wit/duplicate-name", id.span, { what: member, name: id.name })
          : meaning("wit/similar-name", id.span, { name: id.name, previous: previous.name });
      this.#report({ ...d, notes: [{ message: "the other one", span: previous.span }] });
    }
  }

  /** `option<t>` has the gate of `t`, when nothing else gives it one. */
  #inherit(kind: TypeDefKind, stability: Stability): Stability {
    if (stability.kind !== "unknown") return stability;
    for (const part of partsOfKind(kind)) {
      const inherited = typeof part === "string" ? undefined : this.types[part]?.stability;
      if (inherited !== undefined && inherited.kind !== "unknown") return inherited;
    }
    return stability;
  }
}

export function unknownType(id: Id, candidates: Iterable<string>): Diagnostic {
  // Names of types that older versions of WIT had.
  const renamed = new Map([
    ["float32", "f32"],
    ["float64", "f64"],
    ["int32", "s32"],
    ["uint32", "u32"],
  ]).get(id.name);
  const near =
    renamed === undefined ? didYouMean(id.name, [...candidates, ...primitiveNames]) : `; it is called '${renamed}'`;
  return meaning("wit/unknown-type", id.span, { name: id.name, near });
}

const primitiveNames = ["bool", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "f32", "f64", "char", "string"];

function named(item: NamedItem): Named {
  return { name: item.name.name, ...docsOf(item.docs), span: item.name.span };
}

function structureOf(kind: TypeDefKind): string {
  const ids = partsOfKind(kind).join(",");
  switch (kind.kind) {
    case "fixed-length-list":
      return `${kind.kind} ${ids} ${kind.length}`;
    case "result":
      return `result ${kind.ok ?? "_"},${kind.err ?? "_"}`;
    case "handle":
      return `${kind.mode} ${ids}`;
    default:
      return `${kind.kind} ${ids}`;
  }
}
