/** Expressions of function bodies, and the conversions between addresses, lengths and core values. */
import type { CoreType, Expr } from "../../abi/ir.js";
import type { TypePlan } from "../../abi/plan-model.js";
import type { ExprPrinters, FuncContext } from "../../backend/contract.js";
import { code, type Fragment } from "../../emit/code.js";
import type { LocalId } from "../../ids.js";
import { std, wit } from "./packages.js";
import { scalarTypes } from "./types.js";

/** A step of hosts, or of languages whose values are their own memory form. */
export const never = (s: { readonly op: string }): never => {
  throw new Error(`'${s.op}' is no step of a Go guest`);
};

export const coreTypes = { i32: "int32", i64: "int64", f32: "float32", f64: "float64" } as const satisfies Record<
  CoreType,
  string
>;

/** Joined slots of variants; an integer keeps its sign in a wider slot, the bits of a float get zeros above them. */
const bits: Partial<Record<`${CoreType} ${CoreType}`, (of: Fragment) => Fragment>> = {
  "f32 i32": (e) => code`${wit("F32Bits")}(${e})`,
  "i32 f32": (e) => code`${wit("F32FromBits")}(${e})`,
  "f64 i64": (e) => code`${wit("F64Bits")}(${e})`,
  "i64 f64": (e) => code`${wit("F64FromBits")}(${e})`,
  "i32 i64": (e) => code`int64(${e})`,
  "i64 i32": (e) => code`int32(${e})`,
  "f32 i64": (e) => code`${wit("Extend")}(${wit("F32Bits")}(${e}))`,
  "i64 f32": (e) => code`${wit("F32FromBits")}(int32(${e}))`,
};

const coreForms = { i32: "int32", i64: "int64", f32: "float32", f64: "float64" } as const;
const sameForm = new Set(["int32", "rune", "int64", "float32", "float64"]);

/** The Go type of a number that is no core value as it is. */
function narrow(type: TypePlan): "same" | "bool" | "converted" {
  if (type.kind.k !== "scalar") return "converted";
  const name = scalarTypes[type.kind.scalar];
  return name === "bool" ? "bool" : sameForm.has(name) ? "same" : "converted";
}

export const expr: ExprPrinters = {
  local: (e, cx) => code`${cx.local(e.id)}`,
  const: (e) => code`${e.value}`,
  toCore(e, cx) {
    const type = cx.resolved(e.type);
    const form = narrow(type);
    const of = cx.expr(e.of);
    if (form === "same") return of;
    return form === "bool" ? code`${wit("Bool")}(${of})` : code`${coreForms[type.flat[0] ?? "i32"]}(${of})`;
  },
  fromCore(e, cx) {
    const type = cx.resolved(e.type);
    const form = narrow(type);
    const of = cx.expr(e.of);
    if (form === "same") return of;
    return form === "bool" ? code`${of} != 0` : code`${cx.typeRef(type.id)}(${of})`;
  },
  bits(e, cx) {
    const convert = bits[`${e.from} ${e.to}`];
    if (convert === undefined) throw new Error(`no slot joins ${e.from} and ${e.to}`);
    return convert(coreValue(e.of, cx));
  },
  field(e, cx) {
    const { id, kind } = cx.resolved(e.type);
    if (kind.k === "array") return code`${cx.expr(e.of)}[${e.index}]`;
    const isTuple = kind.k === "record" && kind.shape === "tuple";
    return code`${cx.expr(e.of)}.${isTuple ? `F${e.index}` : cx.names.member(id, e.index)}`;
  },
  len: (e, cx) => code`len(${cx.expr(e.of)})`,
  elem: (e, cx) =>
    code`${std("unsafe", "Add")}(${pointer(e.base, cx)}, ${cx.local(e.index)}${e.stride === 1 ? "" : `*${e.stride}`})`,
  add: (e, cx) =>
    e.of.op === "local" && cx.localType(e.of.id).t === "address"
      ? code`${std("unsafe", "Add")}(${cx.local(e.of.id)}, ${e.value})`
      : code`${cx.expr(e.of)} + ${e.value}`,
  ptrOf: never,
  literal: never,
};

/** An address may have come as a core value. */
export const pointer = (id: LocalId, cx: FuncContext): Fragment =>
  cx.localType(id).t === "core" ? code`${wit("Address")}(${cx.local(id)})` : code`${cx.local(id)}`;

const formOf = (e: Expr, cx: FuncContext): "address" | "index" | "core" | "other" => {
  if (e.op === "local") {
    const { t } = cx.localType(e.id);
    return t === "address" || t === "index" || t === "core" ? t : "other";
  }
  if (e.op === "elem") return "address";
  if (e.op === "add") return formOf(e.of, cx);
  return e.op === "len" ? "index" : "core";
};

/** As a core value. */
export function coreValue(e: Expr, cx: FuncContext): Fragment {
  const form = formOf(e, cx);
  const of = cx.expr(e);
  return form === "address" ? code`${wit("Core")}(${of})` : form === "index" ? code`int32(${of})` : of;
}

/** As a length. */
export function length(e: Expr, cx: FuncContext): Fragment {
  const of = cx.expr(e);
  return formOf(e, cx) === "core" && e.op !== "const" ? code`int(uint32(${of}))` : of;
}

/** As the type of the local that it is for. */
export function valueFor(to: LocalId, e: Expr, cx: FuncContext): Fragment {
  const type = cx.localType(to);
  if (type.t === "address") return formOf(e, cx) === "address" ? cx.expr(e) : code`${wit("Address")}(${cx.expr(e)})`;
  if (type.t === "index") return length(e, cx);
  if (type.t !== "core") return cx.expr(e);
  return e.op === "const" && type.core !== "i32" ? code`${coreTypes[type.core]}(${e.value})` : coreValue(e, cx);
}

export function localType(id: LocalId, cx: FuncContext): Fragment {
  const type = cx.localType(id);
  switch (type.t) {
    case "core":
      return code`${coreTypes[type.core]}`;
    case "value":
      return cx.typeRef(type.type);
    case "address":
      return std("unsafe", "Pointer");
    case "index":
      return code`int`;
    case "list":
      return cx.typeRef(type.type);
    case "rule":
      return never({ op: "rule" });
  }
}
