/** How results reach the app: a value and an error, or one of the two. */
import type { FuncPlan, Plan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, type Fragment, join } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";

/** The type of the value, when there is one, and whether an error can come instead. */
export function returnsOf(fn: FuncPlan): { readonly value?: TypeId; readonly fails: boolean } {
  const { outcome } = fn;
  switch (outcome.kind) {
    case "none":
      return { fails: false };
    case "value":
      return { value: outcome.type, fails: false };
    case "status":
      return { fails: true };
    case "result":
      return { ...(outcome.ok === undefined ? {} : { value: outcome.ok }), fails: true };
  }
}

/** ` (T, error)`, with the space before it. */
export function returnClause(fn: FuncPlan, cx: Context): Fragment {
  const { value, fails } = returnsOf(fn);
  if (value === undefined) return join([fails ? " error" : ""], "");
  const type = cx.typeRef(value);
  return join([" ", fails ? code`(${type}, error)` : type], "");
}

const errorsOfPlan = new WeakMap<Plan, ReadonlySet<TypeId>>();

/** Whether an enum is the error of some function, and so an error of Go. */
export function isError(id: TypeId, cx: Context): boolean {
  let known = errorsOfPlan.get(cx.plan);
  if (known === undefined) {
    const all = cx.plan.types.flatMap(({ kind, status }) => [
      ...(status === undefined ? [] : [status.error]),
      ...(kind.k === "variant" && kind.shape === "result" ? [kind.cases[1]?.type] : []),
    ]);
    known = new Set(all.flatMap((error) => (error === undefined ? [] : [cx.resolved(error).id])));
    errorsOfPlan.set(cx.plan, known);
  }
  return known.has(id);
}
