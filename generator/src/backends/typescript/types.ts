/** How WIT types look in TypeScript. */
import type { ScalarName, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, empty, type Fragment } from "../../emit/code.js";
import { breakable, typeArguments } from "../../emit/line-breaks.js";
import type { TypeId } from "../../ids.js";
import { resourceType, runtimeType, typeName } from "./places.js";

const scalars = {
  bool: "boolean",
  u8: "number",
  s8: "number",
  u16: "number",
  s16: "number",
  u32: "number",
  s32: "number",
  u64: "bigint",
  s64: "bigint",
  f32: "number",
  f64: "number",
  char: "string",
} as const satisfies Record<ScalarName, string>;

/** Lists of these are arrays of numbers in one block. */
const arrays: Partial<Record<ScalarName, string>> = {
  u8: "Uint8Array",
  s8: "Int8Array",
  u16: "Uint16Array",
  s16: "Int16Array",
  u32: "Uint32Array",
  s32: "Int32Array",
  u64: "BigUint64Array",
  s64: "BigInt64Array",
  f32: "Float32Array",
  f64: "Float64Array",
};

export function typeRef(type: TypePlan, cx: Context): Fragment {
  return type.name !== undefined && type.home !== undefined ? typeName(type.id, cx) : structure(type, cx);
}

/** A type by its structure: one without a name, or what an alias stands for. */
export function structure(type: TypePlan, cx: Context): Fragment {
  const { kind } = type;
  const of = (id: TypeId | undefined): Fragment => (id === undefined ? code`void` : cx.typeRef(id));
  switch (kind.k) {
    case "scalar":
      return code`${scalars[kind.scalar]}`;
    case "string":
      return code`string`;
    case "list":
      if (kind.map) return typeArguments("ReadonlyMap<", entry(kind.of, cx), ">");
      return code`${arrayName(type, cx) ?? listOf(kind.of, cx)}`;
    case "array":
      return listOf(kind.of, cx);
    case "record":
      return breakable(
        "readonly [",
        kind.fields.map((f) => of(f.type)),
        "]",
      );
    case "variant": {
      const [first, second] = kind.cases;
      if (kind.shape === "result")
        return typeArguments(code`${runtimeType("values", "Result")}<`, [of(first?.type), of(second?.type)], ">");
      if (isNested(type, cx)) return typeArguments(code`${runtimeType("values", "Option")}<`, [of(second?.type)], ">");
      return code`${of(second?.type)} | undefined`;
    }
    case "handle":
      return resourceType(kind.resource, cx);
    case "alias":
      return of(kind.of);
    case "flags":
      return typeRef(type, cx);
  }
}

/** `Uint8Array`: of a list that moves as one block. */
export function arrayName(list: TypePlan, cx: Context): string | undefined {
  if (list.kind.k !== "list" || list.kind.map) return undefined;
  const { kind } = cx.resolved(list.kind.of);
  return kind.k === "scalar" ? arrays[kind.scalar] : undefined;
}

function listOf(element: TypeId, cx: Context): Fragment {
  const of = cx.typeRef(element);
  return /^readonly |\| undefined$/.test(of.text) ? code`readonly (${of})[]` : code`readonly ${of}[]`;
}

function entry(tuple: TypeId, cx: Context): readonly Fragment[] {
  const { kind } = cx.resolved(tuple);
  return kind.k === "record" ? kind.fields.map((f) => cx.typeRef(f.type)) : [empty];
}

/** An option whose payload may be `undefined` itself keeps its cases apart by tags. */
export function isNested(option: TypePlan, cx: Context): boolean {
  if (option.kind.k !== "variant" || option.kind.shape !== "option") return false;
  const payload = option.kind.cases[1]?.type;
  if (payload === undefined) return false;
  const inner = cx.resolved(payload);
  return inner.status !== undefined || (inner.kind.k === "variant" && inner.kind.shape === "option");
}

/** An option that is `undefined` when there is nothing: a caller may leave it out. */
export function mayBeAbsent(id: TypeId, cx: Context): boolean {
  const type = cx.resolved(id);
  return type.kind.k === "variant" && type.kind.shape === "option" && !isNested(type, cx);
}

/** The type of an option's value, where the place of it says that it may be absent. */
export function presentType(id: TypeId, cx: Context): Fragment {
  const { name, kind } = cx.type(id);
  const some = kind.k === "variant" ? kind.cases[1]?.type : undefined;
  return name !== undefined || some === undefined ? cx.typeRef(id) : cx.typeRef(some);
}
