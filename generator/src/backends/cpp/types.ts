/** How types are named where they are used: as they lie in memory, and as functions take and return them. */
import type { ScalarName, TypePlan } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { scalarTypes as ofBoth } from "../../emit/c-family/numbers.js";
import { code, commas, type Fragment } from "../../emit/code.js";
import type { ResourceId, TypeId } from "../../ids.js";
import { headerOf } from "./headers.js";
import { namespaceOf } from "./names.js";

export const scalarTypes = { ...ofBoth, char: "char32_t" } as const satisfies Record<ScalarName, string>;

export function typeRef(type: TypePlan, cx: Context): Fragment {
  if (type.name === undefined || type.home === undefined) return structure(type, cx);
  const text = `::${namespaceOf(type.home, cx.plan)}::${cx.names.type(type.id)}`;
  return { text, imports: [{ from: headerOf(type.home.package, cx.plan) }] };
}

/** The type without the name that the WIT gives it. */
export function structure({ kind }: TypePlan, cx: Context): Fragment {
  const part = (id: TypeId | undefined): Fragment => (id === undefined ? code`void` : cx.typeRef(id));
  switch (kind.k) {
    case "scalar":
      return code`${scalarTypes[kind.scalar]}`;
    case "string":
      return code`::wit::string_view`;
    case "list":
      return code`::wit::list<${part(kind.of)}>`;
    case "array":
      return code`::wit::array<${part(kind.of)}, ${kind.length}>`;
    case "record":
      return code`::wit::tuple<${commas(kind.fields.map((f) => part(f.type)))}>`;
    case "variant":
      return kind.shape === "option"
        ? code`::wit::option<${part(kind.cases[1]?.type)}>`
        : code`::wit::result<${commas(kind.cases.map((c) => part(c.type)))}>`;
    case "handle": {
      const name = resourceRef(kind.resource, cx);
      if (kind.mode === "own") return code`::wit::own<${name}>`;
      return cx.resource(kind.resource).direction === "export" ? code`${name}::rep *` : code`::wit::borrow<${name}>`;
    }
    case "alias":
      return part(kind.of);
    case "flags":
      throw new Error("flags without a name");
  }
}

/** The class that owns a handle. */
export function resourceRef(id: ResourceId, cx: Context): Fragment {
  const { home } = cx.resource(id);
  const text = `::${namespaceOf(home, cx.plan)}::${cx.names.resource(id)}`;
  return { text, imports: [{ from: headerOf(home.package, cx.plan) }] };
}

export interface Owner {
  /** An option of a handle is an owner that may be empty, a list of handles owns what is in it. */
  readonly shape: "handle" | "option" | "list";
  readonly resource: ResourceId;
}

/** What owns the handles of a type, where a function takes or returns it. */
export function ownerOf(id: TypeId, cx: Context): Owner | undefined {
  const { kind } = cx.resolved(id);
  if (kind.k === "handle") return kind.mode === "own" ? { shape: "handle", resource: kind.resource } : undefined;
  const inner = kind.k === "list" ? kind.of : optionOf(kind);
  const of = inner === undefined ? undefined : cx.resolved(inner).kind;
  if (of?.k !== "handle" || of.mode !== "own") return undefined;
  return { shape: kind.k === "list" ? "list" : "option", resource: of.resource };
}

const optionOf = (kind: TypePlan["kind"]): TypeId | undefined =>
  kind.k === "variant" && kind.shape === "option" ? kind.cases[1]?.type : undefined;

/** What a function takes or returns: handles that change hands have an owner. */
export function outerRef(id: TypeId, cx: Context): Fragment {
  const owner = ownerOf(id, cx);
  if (owner === undefined) return cx.typeRef(id);
  const name = resourceRef(owner.resource, cx);
  return owner.shape === "list" ? code`::wit::owned_list<${name}>` : name;
}

export const isOwn = (id: TypeId, cx: Context): boolean => {
  const { kind } = cx.resolved(id);
  return kind.k === "handle" && kind.mode === "own";
};

/** A borrow of an exported resource is a pointer to the app's own object. */
export const isRep = ({ kind }: TypePlan, cx: Context): boolean =>
  kind.k === "handle" && kind.mode === "borrow" && cx.resource(kind.resource).direction === "export";

export const declare = (type: Fragment, name: string): Fragment => ({
  text: type.text.endsWith("*") ? `${type.text}${name}` : `${type.text} ${name}`,
  imports: type.imports,
});

/** How a call ends, for the app: nothing, a value, whether it went well, or a value or an error. */
export type Returns =
  | { readonly kind: "none" }
  | { readonly kind: "value"; readonly type: TypeId }
  | { readonly kind: "bool" }
  | { readonly kind: "expected"; readonly ok?: TypeId; readonly err?: TypeId }
  | { readonly kind: "status"; readonly status: TypeId; readonly err: TypeId };

export function returnsOf({ fn: { outcome } }: FuncContext): Returns {
  if (outcome.kind === "status") return { kind: "status", status: outcome.status, err: outcome.error };
  if (outcome.kind !== "result") return outcome;
  const { ok, err } = outcome;
  if (ok === undefined && err === undefined) return { kind: "bool" };
  return { kind: "expected", ...(ok === undefined ? {} : { ok }), ...(err === undefined ? {} : { err }) };
}

export function returnType(cx: FuncContext): Fragment {
  const returns = returnsOf(cx);
  switch (returns.kind) {
    case "none":
      return code`void`;
    case "bool":
      return code`bool`;
    case "value":
      return outerRef(returns.type, cx);
    case "status":
      return code`::wit::expected<void, ${cx.typeRef(returns.err)}>`;
    case "expected": {
      const ok = returns.ok === undefined ? code`void` : outerRef(returns.ok, cx);
      return code`::wit::expected<${ok}, ${returns.err === undefined ? "::wit::unit" : cx.typeRef(returns.err)}>`;
    }
  }
}
