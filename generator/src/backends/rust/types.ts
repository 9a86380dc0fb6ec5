/** How types are written: as values that own what they hold, and as parameters, which borrow where they can. */
import type { ScalarName, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, commas, type Fragment } from "../../emit/code.js";
import { breakable, reference } from "../../emit/line-breaks.js";
import type { ResourceId, TypeId } from "../../ids.js";
import { homeModule, resourceHome } from "./places.js";

const scalarTypes = {
  bool: "bool",
  u8: "u8",
  s8: "i8",
  u16: "u16",
  s16: "i16",
  u32: "u32",
  s32: "i32",
  u64: "u64",
  s64: "i64",
  f32: "f32",
  f64: "f64",
  char: "char",
} as const satisfies Record<ScalarName, string>;

const text = (of: string): Fragment => ({ text: of, imports: [] });
export const string = reference({ from: "alloc::string", name: "String" });
export const vec = reference({ from: "alloc::vec", name: "Vec" });
export const failed = reference({ from: "crate", name: "Failed" });
export const runtime = (name: "Borrowed" | "Handle" | "Object" | "Resource"): Fragment =>
  reference({ from: "crate::handle", name });

export const resourceRef = (id: ResourceId, cx: Context): Fragment =>
  reference({ from: homeModule(resourceHome(cx.resource(id)), cx), name: cx.names.resource(id) });

/** The type as a value. */
export function typeRef(type: TypePlan, cx: Context): Fragment {
  if (type.name !== undefined && type.home !== undefined)
    return reference({ from: homeModule(type.home, cx), name: cx.names.type(type.id) });
  return structure(type, cx);
}

/** The type without its own name: what an alias stands for. */
export function structure(type: TypePlan, cx: Context): Fragment {
  const { kind } = type;
  switch (kind.k) {
    case "scalar":
      return text(scalarTypes[kind.scalar]);
    case "string":
      return string;
    case "alias":
      return cx.typeRef(kind.of);
    case "list":
      return code`${vec}<${cx.typeRef(kind.of)}>`;
    case "array":
      return code`[${cx.typeRef(kind.of)}; ${kind.length}]`;
    case "record":
      return tuple(kind.fields.map((f) => cx.typeRef(f.type)));
    case "handle": {
      const resource = resourceRef(kind.resource, cx);
      if (kind.mode === "own") return resource;
      return code`${runtime(isExported(kind.resource, cx) ? "Object" : "Borrowed")}<${resource}>`;
    }
    case "variant": {
      const [first, second] = kind.cases.map((c) => c.type);
      if (kind.shape === "option") return code`Option<${orUnit(second, cx)}>`;
      return result(orUnit(first, cx), second === undefined ? failed : cx.typeRef(second));
    }
    case "flags":
      throw new Error("flags have a name");
  }
}

export const isExported = (id: ResourceId, cx: Context): boolean => cx.resource(id).direction === "export";
const tuple = (parts: readonly Fragment[]): Fragment =>
  parts.length === 1 ? code`(${commas(parts)},)` : breakable("(", parts, ")");
export const result = (ok: Fragment, err: Fragment): Fragment => code`Result<${ok}, ${err}>`;
export const orUnit = (id: TypeId | undefined, cx: Context): Fragment =>
  id === undefined ? text("()") : cx.typeRef(id);

/** Values of the type are copied by an assignment. */
export function isCopy(id: TypeId, cx: Context): boolean {
  const { hasPointers, hasOwn, hasBorrow } = cx.type(id);
  return !hasPointers && !hasOwn && !hasBorrow;
}

/** How a caller passes a value: `&str`, `&[T]`, an option of these, a copy, a reference, or the value itself. */
export type ParamForm =
  | { readonly form: "text" }
  | { readonly form: "slice"; readonly of: TypeId }
  /** `&[impl AsRef<str>]`. */
  | { readonly form: "texts" }
  | { readonly form: "handle"; readonly resource: ResourceId }
  | { readonly form: "handles"; readonly resource: ResourceId }
  | { readonly form: "option"; readonly of: ParamForm }
  | { readonly form: "copy" | "ref" | "move"; readonly type: TypeId };

export function paramForm(id: TypeId, cx: Context): ParamForm {
  const { kind, hasOwn } = cx.resolved(id);
  if (kind.k === "string") return { form: "text" };
  if (kind.k === "handle" && kind.mode === "borrow") return { form: "handle", resource: kind.resource };
  if (hasOwn) return { form: "move", type: id };
  if (kind.k === "list") {
    const of = cx.resolved(kind.of).kind;
    if (of.k === "string") return { form: "texts" };
    if (of.k === "handle") return { form: "handles", resource: of.resource };
    return { form: "slice", of: kind.of };
  }
  if (isCopy(id, cx)) return { form: "copy", type: id };
  const some = kind.k === "variant" && kind.shape === "option" ? kind.cases[1]?.type : undefined;
  if (some !== undefined) {
    const of = paramForm(some, cx);
    // An option of a list of texts would leave open of what it is none.
    if (of.form === "texts") return { form: "option", of: { form: "slice", of: listItem(some, cx) } };
    return of.form === "handles" ? { form: "ref", type: id } : { form: "option", of };
  }
  return { form: "ref", type: id };
}

function listItem(id: TypeId, cx: Context): TypeId {
  const { kind } = cx.resolved(id);
  if (kind.k !== "list") throw new Error("only lists have items");
  return kind.of;
}

export function paramType(of: ParamForm, cx: Context): Fragment {
  switch (of.form) {
    case "text":
      return text("&str");
    case "texts":
      return text("&[impl AsRef<str>]");
    case "slice":
      return code`&[${cx.typeRef(of.of)}]`;
    case "handle":
      return code`&${resourceRef(of.resource, cx)}`;
    case "handles":
      return code`&[&${resourceRef(of.resource, cx)}]`;
    case "option":
      return code`Option<${paramType(of.of, cx)}>`;
    case "ref":
      return code`&${cx.typeRef(of.type)}`;
    case "copy":
    case "move":
      return cx.typeRef(of.type);
  }
}
