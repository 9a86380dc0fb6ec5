/** The plan's expressions in C. */
import type { Expr } from "../../abi/ir.js";
import type { TypePlan } from "../../abi/plan-model.js";
import type { Context, ExprPrinters, FuncContext } from "../../backend/contract.js";
import { coreTypes, scalarTypes } from "../../emit/c-family/numbers.js";
import { code, type Fragment } from "../../emit/code.js";
import type { LocalId, TypeId } from "../../ids.js";
import { inArea } from "./outcome.js";
import { byPointer, typeRef } from "./types.js";

const bits: Readonly<Record<string, (of: Fragment) => Fragment>> = {
  "f32 i32": (of) => code`okrt_bits_of_f32(${of})`,
  "i32 f32": (of) => code`okrt_f32_of_bits(${of})`,
  "f64 i64": (of) => code`okrt_bits_of_f64(${of})`,
  "i64 f64": (of) => code`okrt_f64_of_bits(${of})`,
  "i32 i64": (of) => code`(int64_t)(int32_t)(${of})`,
  "i64 i32": (of) => code`(int32_t)(${of})`,
  "f32 i64": (of) => code`(int64_t)(uint32_t)okrt_bits_of_f32(${of})`,
  "i64 f32": (of) => code`okrt_f32_of_bits((int32_t)(${of}))`,
};

export function localText(id: LocalId, cx: FuncContext): string {
  const area = inArea(cx, id);
  if (area !== undefined) return cx.local(area);
  const input = cx.fn.role === "guest-import" ? cx.fn.inputs.indexOf(id) : -1;
  const param = cx.fn.params[input];
  return param !== undefined && byPointer(param.type, cx) ? `(*${cx.local(id)})` : cx.local(id);
}

/** `a.b`, or `a->b` where `a` is a pointer. */
export const member = (of: Fragment, name: string): Fragment => {
  const pointer = /^\(\*(\w+)\)$/.exec(of.text)?.[1];
  return { text: pointer === undefined ? `${of.text}.${name}` : `${pointer}->${name}`, imports: of.imports };
};

export function resolved(id: TypeId, cx: Context): TypePlan {
  return cx.resolved(id);
}

export const expr: ExprPrinters = {
  local: (e, cx) => ({ text: localText(e.id, cx), imports: [] }),
  const: (e) => ({ text: e.core === "i32" || e.value === 0 ? String(e.value) : `${e.value}`, imports: [] }),
  toCore: (e, cx) => {
    const { kind, flat } = resolved(e.type, cx);
    const of = cx.expr(e.of);
    return kind.k === "scalar" && (kind.scalar === "f32" || kind.scalar === "f64")
      ? of
      : code`(${coreTypes[flat[0] ?? "i32"]})${of}`;
  },
  fromCore: (e, cx) => {
    const type = resolved(e.type, cx);
    const of = cx.expr(e.of);
    if (type.kind.k === "variant")
      return code`(${typeRef(type, cx)})okrt_case((uint32_t)${of}, ${type.kind.cases.length}u)`;
    if (type.kind.k !== "scalar") return code`(${typeRef(type, cx)})${of}`;
    if (type.kind.scalar === "bool") return code`${of} != 0`;
    return type.kind.scalar === "f32" || type.kind.scalar === "f64"
      ? of
      : code`(${scalarTypes[type.kind.scalar]})${of}`;
  },
  bits: (e, cx) => {
    const print = bits[`${e.from} ${e.to}`];
    if (print === undefined) throw new Error(`no conversion from ${e.from} to ${e.to}`);
    return print(asCore(e.of, cx));
  },
  field: (e, cx) => {
    const { id, kind } = resolved(e.type, cx);
    return member(cx.expr(e.of), kind.k === "array" ? `items[${e.index}]` : cx.names.member(id, e.index));
  },
  len: (e, cx) => member(cx.expr(e.of), "len"),
  ptrOf: (e, cx) => member(cx.expr(e.of), "ptr"),
  elem: (e, cx) => code`${cx.local(e.base)} + ${cx.local(e.index)} * ${e.stride}`,
  add: (e, cx) => code`${cx.expr(e.of)} + ${e.value}`,
  literal: () => unused("literal"),
};

/** An expression as a core value: lengths are size_t and addresses pointers before. */
export function asCore(e: Expr, cx: FuncContext): Fragment {
  const of = cx.expr(e);
  const t = e.op === "local" ? cx.localType(e.id).t : e.op;
  if (t === "ptrOf" || t === "address") return code`OKRT_ADDRESS(${of})`;
  return t === "len" || t === "index" ? code`(int32_t)${of}` : of;
}

/** A form that the planner makes for other languages only. */
export function unused(what: string): never {
  throw new Error(`the plan of a C guest holds no '${what}'`);
}
