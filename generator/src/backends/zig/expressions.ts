/** The plan's expressions in Zig. */
import type { Expr } from "../../abi/ir.js";
import type { ExprPrinters, FuncContext } from "../../backend/contract.js";
import { code, type Fragment } from "../../emit/code.js";
import type { LocalId, TypeId } from "../../ids.js";
import { converts, isSequence } from "./types.js";

/** Declarations of the file that a parameter or local of the function would hide, which Zig refuses. */
function hidden(cx: FuncContext): ReadonlySet<string> {
  if (cx.fn.role !== "guest-import") return new Set();
  return new Set([...cx.group.functions.map((fn) => cx.names.func(fn)), "deinit", "own", "rep"]);
}

const visible = (name: string, cx: FuncContext): string => {
  const taken = hidden(cx);
  let found = name;
  while (taken.has(found)) found += "_";
  return found;
};

export const paramName = (cx: FuncContext, index: number): string => visible(cx.names.param(cx.fn, index), cx);
export const localName = (cx: FuncContext, id: LocalId): string => visible(cx.local(id), cx);

/** A name of our own beside those of the plan. */
export function freshName(cx: FuncContext, base: string): string {
  const taken = new Set([
    ...cx.fn.params.map((_, i) => paramName(cx, i)),
    ...cx.fn.locals.map(({ id }) => localName(cx, id)),
    ...hidden(cx),
  ]);
  let found = base;
  while (taken.has(found)) found += "_";
  return found;
}

/** The type of a caller's parameter, which has Zig's own form. */
export function inputType(cx: FuncContext, id: LocalId): TypeId | undefined {
  return cx.fn.role === "guest-import" ? cx.fn.params[cx.fn.inputs.indexOf(id)]?.type : undefined;
}

/** An option or a variant is turned into its memory form first; a slice is as good as a list. */
export function isConverted(cx: FuncContext, id: LocalId): boolean {
  const type = inputType(cx, id);
  return type !== undefined && converts(type, cx) && !isSequence(type, cx);
}

export const convertedName = (cx: FuncContext, id: LocalId): string => freshName(cx, `${localName(cx, id)}_wire`);

function localText(id: LocalId, cx: FuncContext): Fragment {
  if (isConverted(cx, id)) return { text: convertedName(cx, id), imports: [] };
  const type = inputType(cx, id);
  const name: Fragment = { text: localName(cx, id), imports: [] };
  return type !== undefined && converts(type, cx) ? code`${cx.typeRef(type)}.of(${name})` : name;
}

/** Without turning a slice into a list: both have an address and a length. */
const sequence = (e: Expr, cx: FuncContext): Fragment =>
  e.op === "local" && !isConverted(cx, e.id) ? { text: localName(cx, e.id), imports: [] } : cx.expr(e);

export const expr: ExprPrinters = {
  local: (e, cx) => localText(e.id, cx),
  const: (e) => ({ text: String(e.value), imports: [] }),
  toCore: (e, cx) => code`wit.core(${cx.expr(e.of)})`,
  fromCore: (e, cx) => code`wit.lift(${cx.typeRef(e.type)}, ${cx.expr(e.of)})`,
  bits: (e, cx) => {
    const of = e.of.op === "const" ? code`@as(${e.from}, ${cx.expr(e.of)})` : asCore(e.of, cx);
    return code`wit.bits(${e.to}, ${of})`;
  },
  field: (e, cx) => {
    const { id, kind } = cx.resolved(e.type);
    return kind.k === "array"
      ? code`${cx.expr(e.of)}[${e.index}]`
      : code`${cx.expr(e.of)}.${cx.names.member(id, e.index)}`;
  },
  len: (e, cx) => code`${sequence(e.of, cx)}.len`,
  ptrOf: (e, cx) => code`${sequence(e.of, cx)}.ptr`,
  elem: (e, cx) => code`${localName(cx, e.base)} + ${localName(cx, e.index)} * ${e.stride}`,
  add: (e, cx) => code`${cx.expr(e.of)} + ${e.value}`,
  literal: () => unused("literal"),
};

/** An expression as a core value: lengths are usize and addresses pointers before. */
export function asCore(e: Expr, cx: FuncContext): Fragment {
  const t = e.op === "local" ? cx.localType(e.id).t : e.op;
  const isNative = t === "ptrOf" || t === "address" || t === "len" || t === "index";
  return isNative ? code`wit.core(${cx.expr(e)})` : cx.expr(e);
}

/** A form that the planner makes for other languages only. */
export function unused(what: string): never {
  throw new Error(`the plan of a Zig guest holds no '${what}'`);
}
