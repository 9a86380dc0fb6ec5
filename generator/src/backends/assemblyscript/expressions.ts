/** Expressions of function bodies: casts between core and native numbers, and members. */
import type { CoreType, Expr, Stmt } from "../../abi/ir.js";
import type { ExprPrinters, FuncContext } from "../../backend/contract.js";
import { type CodeValue, code, type Fragment } from "../../emit/code.js";
import type { LocalId, TypeId } from "../../ids.js";
import { isNullOption, scalarRef, shapeRef } from "./types.js";

/** A step of hosts, or of languages whose values are their own memory form. */
export const never = (s: { readonly op: string }): never => {
  throw new Error(`'${s.op}' is no step of an AssemblyScript guest`);
};

/** A cast; one of a cast keeps its parentheses, as prettier has it. */
const as = (type: string, of: Fragment): Fragment =>
  of.text.startsWith("<") ? code`<${type}>(${of})` : code`<${type}>${of}`;

/** Joined slots of variants; an integer keeps its sign in a wider slot, the bits of a float get zeros above them. */
const bits: Partial<Record<`${CoreType} ${CoreType}`, (of: Fragment) => Fragment>> = {
  "f32 i32": (e) => code`reinterpret<i32>(${e})`,
  "i32 f32": (e) => code`reinterpret<f32>(${e})`,
  "f64 i64": (e) => code`reinterpret<i64>(${e})`,
  "i64 f64": (e) => code`reinterpret<f64>(${e})`,
  "i32 i64": (e) => as("i64", as("i32", e)),
  "i64 i32": (e) => as("i32", e),
  "f32 i64": (e) => as("i64", code`reinterpret<u32>(${e})`),
  "i64 f32": (e) => code`reinterpret<f32>(${as("i32", e)})`,
};

export const exprs: ExprPrinters = {
  local: (e, cx) => code`${isOwnSelf(e.id, cx) ? "this" : cx.local(e.id)}`,
  const: (e) => code`${e.value}`,
  toCore: (e, cx) => cast(e.type, "core", cx.expr(e.of), cx),
  fromCore: (e, cx) =>
    scalarRef(cx.resolved(e.type)) === "bool"
      ? code`(${cx.expr(e.of)} != 0)`
      : cast(e.type, "native", cx.expr(e.of), cx),
  bits(e, cx) {
    const convert = bits[`${e.from} ${e.to}`];
    if (convert === undefined) throw new Error(`no slot joins ${e.from} and ${e.to}`);
    return convert(cx.expr(e.of));
  },
  field(e, cx) {
    const { id, kind } = cx.resolved(e.type);
    if (kind.k === "array") return code`${cx.expr(e.of)}[${e.index}]`;
    const tuple = kind.k === "record" && kind.shape === "tuple";
    return code`${cx.expr(e.of)}.${tuple ? `_${e.index}` : cx.names.member(id, e.index)}`;
  },
  len(e, cx) {
    const { kind } = cx.resolved(e.type);
    return code`${cx.expr(e.of)}.${kind.k === "list" && kind.map ? "size" : "length"}`;
  },
  elem: (e, cx) => code`(${address(e.base, cx)} + <usize>${cx.local(e.index)} * ${e.stride})`,
  add: (e, cx) => code`(${e.of.op === "local" ? address(e.of.id, cx) : cx.expr(e.of)} + ${e.value})`,
  ptrOf: never,
  literal: never,
};

/** Enums and flags are i32 already. */
function cast(id: TypeId, to: "core" | "native", of: Fragment, cx: FuncContext): Fragment {
  const type = cx.resolved(id);
  const native = scalarRef(type);
  const core = type.flat[0];
  if (native === undefined || core === undefined || native === core) return of;
  return as(to === "core" ? core : native, of);
}

/** A method's own object. */
const isOwnSelf = (id: LocalId, cx: FuncContext): boolean =>
  cx.fn.role === "guest-import" && cx.fn.kind === "method" && cx.fn.inputs[0] === id;

/** An address may have come as a core value. */
const address = (id: LocalId, cx: FuncContext): Fragment =>
  code`${cx.localType(id).t === "core" ? "<usize>" : ""}${cx.local(id)}`;

/** Without the parentheses that an operand needs. */
export function whole(e: Expr, cx: FuncContext): Fragment {
  const printed = cx.expr(e);
  const { text } = printed;
  return text.startsWith("(") && text.endsWith(")") ? { ...printed, text: text.slice(1, -1) } : printed;
}

/** As a core value: the language warns where an address becomes a number by itself. */
export function coreValue(e: Expr, cx: FuncContext): Fragment {
  const isAddress = e.op === "local" && cx.localType(e.id).t === "address";
  return code`${isAddress ? "<i32>" : ""}${cx.expr(e)}`;
}

export function localType(id: LocalId, cx: FuncContext): Fragment {
  const type = cx.localType(id);
  switch (type.t) {
    case "core":
      return code`${type.core}`;
    case "value":
      return cx.typeRef(type.type);
    case "address":
      return code`usize`;
    case "index":
      return code`i32`;
    case "list": {
      const { kind } = cx.resolved(type.type);
      return kind.k === "array" ? code`Array<${cx.typeRef(kind.of)}>` : shapeRef(cx.resolved(type.type), cx);
    }
    case "rule":
      return never({ op: "rule" });
  }
}

/** A local that arms assign. The compiler sees that both arms of an `if` do, but not that all of a `switch` do. */
export function declare(s: Extract<Stmt, { op: "declare" }>, cx: FuncContext): Fragment {
  const head = code`let ${cx.local(s.to)}: ${localType(s.to, cx)}`;
  const type = cx.localType(s.to);
  if (type.t !== "value") return code`${head} = 0;`;
  if (isNullOption(type.type, cx)) return code`${head} = null;`;
  const { kind } = cx.resolved(type.type);
  const two = kind.k === "variant" && (kind.shape === "option" || kind.shape === "result");
  return two ? code`${head};` : code`${head} = changetype<${cx.typeRef(type.type)}>(0);`;
}

export const constant = (to: LocalId, of: CodeValue, cx: FuncContext): Fragment =>
  code`const ${cx.local(to)}: ${localType(to, cx)} = ${of};`;
