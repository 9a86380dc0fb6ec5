/** The plan's expressions in Rust. */
import type { Expr } from "../../abi/ir.js";
import type { ExprPrinters, FuncContext } from "../../backend/contract.js";
import { localUses } from "../../backend/local-uses.js";
import { code, type Fragment } from "../../emit/code.js";
import type { LocalId, TypeId } from "../../ids.js";
import { slotText } from "./slots.js";
import { isCopy, paramForm } from "./types.js";

/** A form that the planner makes for other languages only. */
export function unused(what: string): never {
  throw new Error(`the plan of a Rust guest holds no '${what}'`);
}

/** A list grows under the name of what it becomes. */
export function localName(cx: FuncContext, id: LocalId): string {
  const slot = slotText(id, cx);
  if (slot !== undefined) return slot;
  const finished = localUses(cx.fn).statements.find((s) => s.op === "finishList" && s.list === id);
  return finished?.op === "finishList" && cx.resolved(finished.type).kind.k === "list"
    ? cx.local(finished.to)
    : cx.local(id);
}

/** A name of our own beside those of the plan. */
export function freshName(cx: FuncContext, base: string): string {
  const taken = new Set([
    ...cx.fn.params.map((_, i) => cx.names.param(cx.fn, i)),
    ...cx.fn.locals.map(({ id }) => cx.local(id)),
  ]);
  let found = base;
  while (taken.has(found)) found += "_";
  return found;
}

/** The type of a parameter as a caller passes it. */
export function inputType(cx: FuncContext, id: LocalId): TypeId | undefined {
  return cx.fn.role === "guest-import" ? cx.fn.params[cx.fn.inputs.indexOf(id)]?.type : undefined;
}

/** The result of the app's function is taken apart in place when it holds blocks that the host gets. */
export const isTaken = (type: TypeId, cx: FuncContext): boolean =>
  cx.fn.role === "guest-export" && cx.type(type).hasPointers;

/** Whether a local is a value of its own, and no reference to a part of one. */
function isOwner(id: LocalId, cx: FuncContext): boolean {
  const type = inputType(cx, id);
  if (type !== undefined) return paramForm(type, cx).form === "move";
  const result = cx.fn.body.find((s) => s.op === "callUser");
  return result?.op === "callUser" && result.to === id && cx.fn.result !== undefined && !isTaken(cx.fn.result, cx);
}

/** The type that a field or an element has. */
export function memberType(e: Extract<Expr, { op: "field" }>, cx: FuncContext): TypeId {
  const { kind } = cx.resolved(e.type);
  const type = kind.k === "array" ? kind.of : kind.k === "record" ? kind.fields[e.index]?.type : undefined;
  return type ?? unused("field");
}

/** A value to look at: a reference, unless it is copied as easily. */
export function reference(e: Expr, cx: FuncContext): Fragment {
  const printed = cx.expr(e);
  if (e.op === "local") {
    const type = cx.localType(e.id);
    return type.t === "value" && isOwner(e.id, cx) && !isCopy(type.type, cx) ? code`&${printed}` : printed;
  }
  if (e.op !== "field") return printed;
  const type = memberType(e, cx);
  if (isCopy(type, cx)) return printed;
  return isTaken(type, cx) ? code`&mut ${printed}` : code`&${printed}`;
}

/** Locals that hold core values whatever the plan calls them. */
function isCore(id: LocalId, cx: FuncContext): boolean {
  return (
    cx.localType(id).t === "core" ||
    localUses(cx.fn).statements.some((s) => s.op === "lowerBytes" && (s.ptr === id || s.len === id))
  );
}

export const expr: ExprPrinters = {
  local: (e, cx) => code`${localName(cx, e.id)}`,
  const: (e) => code`${e.value}`,
  toCore: (e, cx) => code`abi::core(${cx.expr(e.of)})`,
  fromCore: (e, cx) => code`abi::lift(${cx.expr(e.of)})`,
  bits: (e, cx) => {
    // What a value was before cannot be told from one that is made of bits, too.
    const types = e.of.op === "bits" ? `::<${e.from}, ${e.to}>` : "";
    return code`abi::bits${types}(${e.of.op === "const" ? code`${cx.expr(e.of)}_${e.from}` : asCore(e.of, cx)})`;
  },
  field: (e, cx) => {
    const { id, kind } = cx.resolved(e.type);
    if (kind.k === "array") return code`${cx.expr(e.of)}[${e.index}]`;
    const isTuple = kind.k === "record" && kind.shape === "tuple";
    return code`${cx.expr(e.of)}.${isTuple ? e.index : cx.names.member(id, e.index)}`;
  },
  len: (e, cx) => code`${cx.expr(e.of)}.len()`,
  elem: (e, cx) =>
    code`${addressOf(e.base, cx)}.add(${localName(cx, e.index)}${e.stride === 1 ? "" : ` * ${e.stride}`})`,
  add: (e, cx) =>
    e.of.op === "local" ? code`${addressOf(e.of.id, cx)}.add(${e.value})` : code`${cx.expr(e.of)} + ${e.value}`,
  ptrOf: () => unused("ptrOf"),
  literal: () => unused("literal"),
};

/** An address, which may have come as a core value. */
export const addressOf = (id: LocalId, cx: FuncContext): Fragment =>
  isCore(id, cx) ? code`abi::address(${localName(cx, id)})` : code`${localName(cx, id)}`;

/** A number of items. */
export const countOf = (e: Expr, cx: FuncContext): Fragment =>
  e.op === "bits" || (e.op === "local" && isCore(e.id, cx)) ? code`abi::lift::<usize>(${cx.expr(e)})` : cx.expr(e);

/** As a core value: lengths are `usize` and addresses pointers before. */
export function asCore(e: Expr, cx: FuncContext): Fragment {
  const t = e.op === "local" ? (isCore(e.id, cx) ? "core" : cx.localType(e.id).t) : e.op;
  return t === "address" || t === "index" || t === "len" || t === "add" || t === "elem"
    ? code`abi::core(${cx.expr(e)})`
    : cx.expr(e);
}
