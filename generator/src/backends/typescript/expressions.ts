/** Expressions of bodies: plain values, converted where core and native ones differ. */
import type { CoreType } from "../../abi/ir.js";
import type { ScalarName } from "../../abi/plan-model.js";
import type { ExprPrinters } from "../../backend/contract.js";
import { code, type Fragment } from "../../emit/code.js";
import { breakable } from "../../emit/line-breaks.js";
import { isStatusResult } from "./outcome.js";
import { namesOf, runtime } from "./places.js";

const fromCore = {
  bool: (x) => code`${x} !== 0`,
  u8: (x) => code`${x} & 0xff`,
  s8: (x) => code`(${x} << 24) >> 24`,
  u16: (x) => code`${x} & 0xffff`,
  s16: (x) => code`(${x} << 16) >> 16`,
  u32: (x) => code`${x} >>> 0`,
  s32: (x) => code`${x} | 0`,
  u64: (x) => code`BigInt.asUintN(64, ${x})`,
  s64: (x) => code`BigInt.asIntN(64, ${x})`,
  f32: (x) => x,
  f64: (x) => x,
  char: (x) => call(runtime("codec", "liftChar"), x),
} as const satisfies Record<ScalarName, (x: Fragment) => Fragment>;

const bits: Partial<Record<`${CoreType} ${CoreType}`, string>> = {
  "f32 i32": "i32FromF32",
  "i32 f32": "f32FromI32",
  "f64 i64": "i64FromF64",
  "i64 f64": "f64FromI64",
  "i32 i64": "i64FromI32",
  "i64 i32": "i32FromI64",
  "f32 i64": "i64FromF32",
  "i64 f32": "f32FromI64",
};

/** A call that breaks where formatters break it. */
export const call = (fn: Fragment, ...args: readonly (Fragment | string | number)[]): Fragment =>
  breakable(code`${fn}(`, args, ")");

/** A step of hosts, or of languages whose values are their own memory form. */
export const never = (s: { readonly op: string }): never => {
  throw new Error(`'${s.op}' is no step of a TypeScript guest`);
};

export const expressions: ExprPrinters = {
  local: (e, cx) =>
    code`${cx.fn.kind === "method" && cx.fn.role === "guest-import" && e.id === cx.fn.inputs[0] ? "this" : cx.local(e.id)}`,
  const: (e) => code`${e.value}${e.core === "i64" ? "n" : ""}`,
  toCore(e, cx) {
    const type = cx.resolved(e.type);
    // An implementation that returns has succeeded.
    if (e.of.op === "local" && isStatusResult(cx.fn, e.of.id)) return code`0`;
    const of = cx.expr(e.of);
    if (type.status !== undefined) {
      const error = call(runtime("codec", "lowerCase"), namesOf(cx.resolved(type.status.error).id, cx), of);
      return code`(${of} === undefined ? 0 : ${error} + 1)`;
    }
    if (type.kind.k === "variant") return call(runtime("codec", "lowerCase"), namesOf(type.id, cx), of);
    if (type.kind.k === "flags") return call(runtime("codec", "lowerFlags"), namesOf(type.id, cx), of);
    if (type.kind.k !== "scalar") return of;
    if (type.kind.scalar === "bool") return code`Number(${of})`;
    return type.kind.scalar === "char" ? call(runtime("codec", "lowerChar"), of) : of;
  },
  fromCore(e, cx) {
    const type = cx.resolved(e.type);
    const of = cx.expr(e.of);
    if (type.status !== undefined) {
      const error = call(runtime("codec", "liftCase"), namesOf(cx.resolved(type.status.error).id, cx), code`${of} - 1`);
      return code`${of} === 0 ? undefined : ${error}`;
    }
    if (type.kind.k === "variant") return call(runtime("codec", "liftCase"), namesOf(type.id, cx), of);
    if (type.kind.k === "flags") return call(runtime("codec", "liftFlags"), namesOf(type.id, cx), of);
    return type.kind.k === "scalar" ? fromCore[type.kind.scalar](of) : of;
  },
  bits(e, cx) {
    const helper = bits[`${e.from} ${e.to}`];
    if (helper === undefined) throw new Error(`no slot joins ${e.from} and ${e.to}`);
    return call(runtime("codec", helper), cx.expr(e.of));
  },
  field(e, cx) {
    const type = cx.resolved(e.type);
    const of = cx.expr(e.of);
    if (type.kind.k === "array") return call(runtime("codec", "element"), of, e.index);
    return type.kind.k === "record" && type.kind.shape === "tuple"
      ? code`${of}[${e.index}]`
      : code`${of}.${cx.names.member(type.id, e.index)}`;
  },
  len(e, cx) {
    const { kind } = cx.resolved(e.type);
    return code`${cx.expr(e.of)}.${kind.k === "list" && kind.map ? "size" : "length"}`;
  },
  elem: (e, cx) => code`${cx.local(e.base)} + ${cx.local(e.index)} * ${e.stride}`,
  add: (e, cx) => code`${cx.expr(e.of)} + ${e.value}`,
  ptrOf: never,
  literal: never,
};
