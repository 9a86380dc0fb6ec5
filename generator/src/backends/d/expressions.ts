/** The plan's expressions in D. */
import type { Expr } from "../../abi/ir.js";
import type { ExprPrinters, FuncContext } from "../../backend/contract.js";
import { code, type Fragment } from "../../emit/code.js";
import type { LocalId } from "../../ids.js";
import { coreTypes } from "./imports.js";
import { isSequence } from "./types.js";

/** The first parameter of an imported method is the struct that the method is declared in. */
export function localName(cx: FuncContext, id: LocalId): string {
  const isSelf = cx.fn.role === "guest-import" && cx.fn.kind === "method" && cx.fn.inputs[0] === id;
  return isSelf ? "this" : cx.local(id);
}

/** `import_Output_open`: camel case has no underscore. */
export function glueName(lead: "import" | "export" | "post", cx: FuncContext): string {
  const { fn } = cx;
  return [lead, ...(fn.resource === undefined ? [] : [cx.names.resource(fn.resource)]), cx.names.func(fn)].join("_");
}

/** A slice that a caller passed, where the plan wants the list. */
function localText(id: LocalId, cx: FuncContext): Fragment {
  const name: Fragment = { text: localName(cx, id), imports: [] };
  const type = cx.fn.role === "guest-import" ? cx.fn.params[cx.fn.inputs.indexOf(id)]?.type : undefined;
  return type !== undefined && isSequence(type, cx) ? code`${cx.typeRef(type)}.of(${name})` : name;
}

/** Without turning a slice into a list: both have an address and a length. */
const sequence = (e: Expr, cx: FuncContext): Fragment =>
  e.op === "local" ? { text: localName(cx, e.id), imports: [] } : cx.expr(e);

export const expr: ExprPrinters = {
  local: (e, cx) => localText(e.id, cx),
  const: (e) => ({ text: e.core === "i64" ? `${e.value}L` : String(e.value), imports: [] }),
  toCore: (e, cx) => code`wit.core(${cx.expr(e.of)})`,
  fromCore: (e, cx) => code`wit.lift!(${cx.typeRef(e.type)})(${cx.expr(e.of)})`,
  bits: (e, cx) => code`wit.bits!${coreTypes[e.to]}(cast(${coreTypes[e.from]}) ${asCore(e.of, cx)})`,
  field: (e, cx) => {
    const { id, kind } = cx.resolved(e.type);
    if (kind.k === "array") return code`${cx.expr(e.of)}[${e.index}]`;
    const isTuple = kind.k === "record" && kind.shape === "tuple";
    return isTuple ? code`${cx.expr(e.of)}.items[${e.index}]` : code`${cx.expr(e.of)}.${cx.names.member(id, e.index)}`;
  },
  len: (e, cx) => code`${sequence(e.of, cx)}.length`,
  ptrOf: (e, cx) => code`${sequence(e.of, cx)}.ptr`,
  elem: (e, cx) => code`${localName(cx, e.base)} + ${localName(cx, e.index)} * ${e.stride}`,
  add: (e, cx) => code`${cx.expr(e.of)} + ${e.value}`,
  literal: () => unused("literal"),
};

/** An expression as a core value: lengths are size_t and addresses pointers before. */
export function asCore(e: Expr, cx: FuncContext): Fragment {
  const t = e.op === "local" ? cx.localType(e.id).t : e.op;
  const isNative = t === "ptrOf" || t === "address" || t === "len" || t === "index";
  return isNative ? code`wit.core(${cx.expr(e)})` : cx.expr(e);
}

/** A form that the planner makes for other languages only. */
export function unused(what: string): never {
  throw new Error(`the plan of a D guest holds no '${what}'`);
}
