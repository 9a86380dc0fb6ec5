/** The plan's expressions in C. */
import type { TypePlan } from "../../abi/plan-model.js";
import { cExpressions } from "../../backend/c-family-expressions.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { scalarTypes } from "../../emit/c-family/numbers.js";
import { code, type Fragment } from "../../emit/code.js";
import type { LocalId, TypeId } from "../../ids.js";
import { inArea } from "./outcome.js";
import { byPointer } from "./types.js";

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

export const { expr, asCore } = cExpressions({
  language: "C",
  scalars: scalarTypes,
  cast: (type, of) => code`(${type})${of}`,
  castWhole: (type, of) => code`(${type})(${of})`,
  address: (of) => code`OKRT_ADDRESS(${of})`,
  member,
  localText,
});

/** A form that the planner makes for other languages only. */
export function unused(what: string): never {
  throw new Error(`the plan of a C guest holds no '${what}'`);
}
