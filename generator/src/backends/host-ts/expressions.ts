/** Expressions of bodies: plain values, converted where core and native ones differ. */
import type { ScalarName } from "../../abi/plan-model.js";
import type { ExprPrinters } from "../../backend/contract.js";
import { code } from "../../emit/code.js";
import { casesOf, rt } from "./types.js";

const fromCore = {
  bool: (x) => `${x} !== 0`,
  u8: (x) => `${x} & 0xff`,
  s8: (x) => `(${x} << 24) >> 24`,
  u16: (x) => `${x} & 0xffff`,
  s16: (x) => `(${x} << 16) >> 16`,
  u32: (x) => `${x} >>> 0`,
  s32: (x) => `${x} | 0`,
  u64: (x) => `BigInt.asUintN(64, ${x})`,
  s64: (x) => `BigInt.asIntN(64, ${x})`,
  f32: (x) => x,
  f64: (x) => x,
  char: (x) => x,
} as const satisfies Record<ScalarName, (x: string) => string>;
const bits: Readonly<Record<string, string>> = {
  "f32 i32": "i32FromF32",
  "i32 f32": "f32FromI32",
  "f64 i64": "i64FromF64",
  "i64 f64": "f64FromI64",
  "i32 i64": "i64FromI32",
  "i64 i32": "i32FromI64",
  "f32 i64": "i64FromF32",
  "i64 f32": "f32FromI64",
};
export const expressions: ExprPrinters = {
  local: (e, cx) => code`${cx.local(e.id)}`,
  const: (e) => code`${e.value}${e.core === "i64" ? "n" : ""}`,
  toCore(e, cx) {
    const type = cx.resolved(e.type);
    const of = cx.expr(e.of);
    // In place, because hot calls return it: `ok` comes before the errors and is `undefined`.
    if (type.status !== undefined)
      return code`${of} === undefined ? 0 : ${casesOf(cx.resolved(type.status.error), cx)}.lower(${of}) + 1`;
    if (type.kind.k === "variant") return code`${casesOf(type, cx)}.lower(${of})`;
    if (type.kind.k !== "scalar") return of;
    if (type.kind.scalar === "bool") return code`${of} ? 1 : 0`;
    return type.kind.scalar === "char" ? code`${rt("lowerChar")}(${of})` : of;
  },
  fromCore(e, cx) {
    const { kind } = cx.resolved(e.type);
    const of = cx.expr(e.of);
    if (kind.k === "scalar") return { text: fromCore[kind.scalar](of.text), imports: of.imports };
    if (kind.k !== "flags") throw new Error("enums are lifted by a statement");
    return kind.flags.length === 32 ? code`${of} >>> 0` : code`${of} & 0x${(2 ** kind.flags.length - 1).toString(16)}`;
  },
  bits(e, cx) {
    const helper = bits[`${e.from} ${e.to}`];
    if (helper === undefined) throw new Error(`no conversion from ${e.from} to ${e.to}`);
    return code`${rt(helper)}(${cx.expr(e.of)})`;
  },
  field(e, cx) {
    const type = cx.resolved(e.type);
    const of = cx.expr(e.of);
    if (type.kind.k === "array") return code`${rt("element")}(${of}, ${e.index})`;
    return type.kind.k === "record" && type.kind.shape === "tuple"
      ? code`${of}[${e.index}]`
      : code`${of}.${cx.names.member(type.id, e.index)}`;
  },
  len(e, cx) {
    const { kind } = cx.resolved(e.type);
    return code`${cx.expr(e.of)}.${kind.k === "list" && kind.map ? "size" : "length"}`;
  },
  ptrOf: () => notHere("ptrOf"),
  elem: (e, cx) => code`${cx.local(e.base)} + ${cx.local(e.index)} * ${e.stride}`,
  add: (e, cx) => code`${cx.expr(e.of)} + ${e.value}`,
  literal(e, cx) {
    const { kind } = cx.resolved(e.type);
    if (e.value === "empty") return code`""`;
    const wide = kind.k === "scalar" && (kind.scalar === "u64" || kind.scalar === "s64");
    if (e.value === "zero") return code`${wide ? "0n" : "0"}`;
    return code`${wide ? "0x7fff_ffff_ffff_ffffn" : "0xffff_ffff"}`;
  },
};
export function notHere(op: string): never {
  throw new Error(`'${op}' is for languages whose values lie in guest memory`);
}
