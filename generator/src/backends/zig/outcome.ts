/** How results reach the app: errors of enums are errors of Zig. */
import type { FuncPlan, Plan } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { code, type Fragment } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";
import { nativeRef } from "./types.js";

export type Returns =
  | { readonly kind: "none" }
  | { readonly kind: "value"; readonly type: TypeId }
  | { readonly kind: "status"; readonly status: TypeId; readonly error: TypeId }
  /** `result`: an error union when `error` says so, else a tagged union. */
  | { readonly kind: "result"; readonly ok?: TypeId; readonly err?: TypeId; readonly error: boolean };

export function returnsOf(fn: FuncPlan, cx: Context): Returns {
  const { outcome } = fn;
  if (outcome.kind !== "result") return outcome;
  const { ok, err } = outcome;
  return { ...outcome, ...(ok === undefined ? {} : { ok }), error: err === undefined || isEnum(err, cx) };
}

function isEnum(id: TypeId, cx: Context): boolean {
  const { kind } = cx.resolved(id);
  return kind.k === "variant" && kind.shape === "enum";
}

const errorsOfPlan = new WeakMap<Plan, ReadonlySet<TypeId>>();

/** Whether an enum is the error of some function. */
export function isError(id: TypeId, cx: Context): boolean {
  let known = errorsOfPlan.get(cx.plan);
  if (known === undefined) {
    const all = cx.plan.groups
      .flatMap((g) => g.functions)
      .map((fn) => returnsOf(fn, cx))
      .flatMap((r) => (r.kind === "status" ? [r.error] : r.kind === "result" && r.err !== undefined ? [r.err] : []));
    known = new Set(all.map((error) => cx.resolved(error).id));
    errorsOfPlan.set(cx.plan, known);
  }
  return known.has(id);
}

export const orVoid = (id: TypeId | undefined, cx: Context): Fragment =>
  id === undefined ? code`void` : cx.typeRef(id);

export function returnType(cx: FuncContext): Fragment {
  const returns = returnsOf(cx.fn, cx);
  switch (returns.kind) {
    case "none":
      return code`void`;
    case "value":
      return nativeRef(returns.type, cx);
    case "status":
      return code`${cx.typeRef(returns.error)}.Error!void`;
    case "result": {
      if (!returns.error) return code`wit.Result(${orVoid(returns.ok, cx)}, ${orVoid(returns.err, cx)}).Native`;
      const errors = returns.err === undefined ? code`error{Failed}` : code`${cx.typeRef(returns.err)}.Error`;
      return code`${errors}!${returns.ok === undefined ? code`void` : nativeRef(returns.ok, cx)}`;
    }
  }
}
