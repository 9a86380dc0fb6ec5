/** How WIT types look in AssemblyScript: numbers, classes, null for an absent object. */
import type { ScalarName, TypeKind, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, type Fragment, join } from "../../emit/code.js";
import { reference } from "../../emit/line-breaks.js";
import type { TypeId } from "../../ids.js";
import { resourceRef, runtime, typeFile } from "./names.js";

const scalars = {
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
  char: "u32",
} as const satisfies Record<ScalarName, string>;

/** The number type of a scalar. */
export const scalarRef = (type: TypePlan): string | undefined =>
  type.kind.k === "scalar" ? scalars[type.kind.scalar] : undefined;

/** Lists of these are views of the host's block. */
const views: Partial<Record<ScalarName, string>> = {
  u8: "Uint8Array",
  s8: "Int8Array",
  u16: "Uint16Array",
  s16: "Int16Array",
  u32: "Uint32Array",
  s32: "Int32Array",
  u64: "Uint64Array",
  s64: "Int64Array",
  f32: "Float32Array",
  f64: "Float64Array",
};

export function typeRef(type: TypePlan, cx: Context): Fragment {
  return type.name === undefined
    ? shapeRef(type, cx)
    : reference({ from: typeFile(type.id, cx.plan), name: cx.names.type(type.id) });
}

/** A type by its structure, where an alias cannot stand: after `new`. */
export function shapeRef(type: TypePlan, cx: Context): Fragment {
  const { kind } = type;
  switch (kind.k) {
    case "scalar":
      return code`${scalars[kind.scalar]}`;
    case "string":
      return code`string`;
    case "list":
      return listRef(kind, cx);
    case "array":
      return code`StaticArray<${cx.typeRef(kind.of)}>`;
    case "record":
      return kind.shape === "record"
        ? typeRef(type, cx)
        : tupleRef(
            kind.fields.map((f) => f.type),
            cx,
          );
    case "variant":
      if (kind.shape === "option") return optionRef(kind.cases[1]?.type, cx);
      return kind.shape === "result"
        ? code`${runtime("values", "Result")}<${resultArgs(kind, cx)}>`
        : typeRef(type, cx);
    case "handle":
      return resourceRef(kind.resource, cx);
    case "alias":
      return cx.typeRef(kind.of);
    case "flags":
      return typeRef(type, cx);
  }
}

function listRef(kind: Extract<TypeKind, { k: "list" }>, cx: Context): Fragment {
  const element = cx.resolved(kind.of);
  if (kind.map && element.kind.k === "record")
    return code`Map<${join(
      element.kind.fields.map((f) => cx.typeRef(f.type)),
      ", ",
    )}>`;
  const view = element.kind.k === "scalar" ? views[element.kind.scalar] : undefined;
  return view === undefined ? code`Array<${cx.typeRef(kind.of)}>` : code`${view}`;
}

const tupleRef = (types: readonly TypeId[], cx: Context): Fragment =>
  code`${reference({ from: "tuples", name: `Tuple${types.length}` })}<${join(
    types.map((t) => cx.typeRef(t)),
    ", ",
  )}>`;

function optionRef(of: TypeId | undefined, cx: Context): Fragment {
  if (of === undefined) throw new Error("an option has a payload");
  return isNullable(of, cx) ? code`${cx.typeRef(of)} | null` : code`${runtime("values", "Option")}<${cx.typeRef(of)}>`;
}

/** The type arguments of a result. */
export function resultArgs(kind: Extract<TypeKind, { k: "variant" }>, cx: Context): Fragment {
  return join(
    kind.cases.map((c) => (c.type === undefined ? runtime("values", "Unit") : cx.typeRef(c.type))),
    ", ",
  );
}

/** Whether `null` can mark the absence of a value: it is an object, and no option that is null itself. */
export function isNullable(id: TypeId, cx: Context): boolean {
  return !isNumber(id, cx) && !isNullOption(id, cx);
}

/** An option that is null when it is none. */
export function isNullOption(id: TypeId, cx: Context): boolean {
  const { kind } = cx.resolved(id);
  const some = kind.k === "variant" && kind.shape === "option" ? kind.cases[1]?.type : undefined;
  return some !== undefined && isNullable(some, cx);
}

export function isNumber(id: TypeId, cx: Context): boolean {
  const { kind } = cx.resolved(id);
  return kind.k === "scalar" || kind.k === "flags" || (kind.k === "variant" && kind.shape === "enum");
}
