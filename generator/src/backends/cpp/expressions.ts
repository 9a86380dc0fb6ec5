/** The plan's expressions in C++. */
import type { Expr } from "../../abi/ir.js";
import type { FuncPlan, TypePlan } from "../../abi/plan-model.js";
import type { ExprPrinters, FuncContext } from "../../backend/contract.js";
import { coreTypes } from "../../emit/c-family/numbers.js";
import { code, type Fragment } from "../../emit/code.js";
import type { LocalId } from "../../ids.js";
import { ownerOf, scalarTypes } from "./types.js";

const bits: Readonly<Record<string, (of: Fragment) => Fragment>> = {
  "f32 i32": (of) => code`okrt_bits_of_f32(${of})`,
  "i32 f32": (of) => code`okrt_f32_of_bits(${of})`,
  "f64 i64": (of) => code`okrt_bits_of_f64(${of})`,
  "i64 f64": (of) => code`okrt_f64_of_bits(${of})`,
  "i32 i64": (of) => code`int64_t(int32_t(${of}))`,
  "i64 i32": (of) => code`int32_t(${of})`,
  "f32 i64": (of) => code`int64_t(uint32_t(okrt_bits_of_f32(${of})))`,
  "i64 f32": (of) => code`okrt_f32_of_bits(int32_t(${of}))`,
};

/** The variable that the host or the app fills, and the value in it. */
interface ResultArea {
  readonly area?: LocalId;
  readonly value?: LocalId;
}

const resultAreas = new WeakMap<FuncPlan, ResultArea>();

function resultArea({ fn, resolved }: FuncContext): ResultArea {
  let found = resultAreas.get(fn);
  if (found === undefined) {
    const spilled = fn.result !== undefined && fn.signature.spilledResult && resolved(fn.result).kind.k !== "scalar";
    // A block of spilled parameters comes before the result's area.
    const area = spilled ? fn.body.flatMap((s) => (s.op === "area" ? [s.to] : [])).at(-1) : undefined;
    const loaded = fn.body.find((s) => s.op === "loadValue" && s.at.base === area && s.at.offset === 0);
    const value = loaded?.op === "loadValue" ? { value: loaded.to } : {};
    found = area === undefined ? {} : { area, ...value };
    resultAreas.set(fn, found);
  }
  return found;
}

/** Whether the local is the value in the result's variable and needs none of its own. */
export const inArea = (cx: FuncContext, id: LocalId): boolean => resultArea(cx).value === id;
export const isResultArea = (cx: FuncContext, id: LocalId): boolean => resultArea(cx).area === id;

export function localText(id: LocalId, cx: FuncContext): string {
  const { area } = resultArea(cx);
  if (area !== undefined && inArea(cx, id)) return `${cx.local(area)}.value`;
  const input = cx.fn.role === "guest-import" ? cx.fn.inputs.indexOf(id) : -1;
  const param = cx.fn.params[input];
  if (param === undefined) return cx.local(id);
  if (input === 0 && cx.fn.kind === "method") return `::wit::borrow(*this)`;
  // The callee gets the handle; the owner that the app passed has none any more.
  const shape = ownerOf(param.type, cx)?.shape;
  if (shape === undefined) return cx.local(id);
  return shape === "handle" ? `${cx.local(id)}.release()` : givenName(cx.local(id));
}

/** What the owner of several handles, or of none, gave away; it is looked at more than once. */
export const givenName = (param: string): string => `okrt_${param}`;

export const member = (of: Fragment, name: string): Fragment => code`${of}.${name}`;

/** Where the payload of a case lies. */
export function payloadOf(of: Fragment, type: TypePlan, index: number, cx: FuncContext): Fragment {
  if (type.kind.k !== "variant") return unused("payload");
  if (type.kind.shape === "option") return code`*${of}`;
  const name = type.kind.shape === "result" ? ["ok", "err"][index] : cx.names.member(type.id, index);
  return member(of, `val.${name}`);
}

export const expr: ExprPrinters = {
  local: (e, cx) => ({ text: localText(e.id, cx), imports: [] }),
  const: (e) => ({ text: String(e.value), imports: [] }),
  toCore: (e, cx) => {
    const { kind, flat } = cx.resolved(e.type);
    const of = cx.expr(e.of);
    const isFloat = kind.k === "scalar" && (kind.scalar === "f32" || kind.scalar === "f64");
    return isFloat ? of : code`${coreTypes[flat[0] ?? "i32"]}(${of})`;
  },
  fromCore: (e, cx) => {
    const { kind } = cx.resolved(e.type);
    const of = cx.expr(e.of);
    if (kind.k === "variant") return code`${cx.typeRef(e.type)}(okrt_case(uint32_t(${of}), ${kind.cases.length}u))`;
    if (kind.k !== "scalar") return code`${cx.typeRef(e.type)}(${of})`;
    if (kind.scalar === "bool") return code`${of} != 0`;
    return kind.scalar === "f32" || kind.scalar === "f64" ? of : code`${scalarTypes[kind.scalar]}(${of})`;
  },
  bits: (e, cx) => {
    const print = bits[`${e.from} ${e.to}`];
    if (print === undefined) throw new Error(`no conversion from ${e.from} to ${e.to}`);
    return print(asCore(e.of, cx));
  },
  field: (e, cx) => {
    const { id, kind } = cx.resolved(e.type);
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
  if (t === "ptrOf" || t === "address") return code`::okrt::address(${of})`;
  return t === "len" || t === "index" ? code`int32_t(${of})` : of;
}

/** A form that the planner makes for other languages only. */
export function unused(what: string): never {
  throw new Error(`the plan of a C++ guest holds no '${what}'`);
}
