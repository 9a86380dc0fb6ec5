/** How a function ends in a language with exceptions: errors of results are thrown, in both directions. */
import type { Stmt } from "../../abi/ir.js";
import type { FuncPlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, type Fragment } from "../../emit/code.js";
import type { LocalId } from "../../ids.js";

/** What a caller gets or an implementer returns. */
export function returnType(fn: FuncPlan, cx: Context): Fragment {
  const { outcome } = fn;
  switch (outcome.kind) {
    case "none":
    case "status":
      return code`void`;
    case "value":
      return cx.typeRef(outcome.type);
    case "result":
      return outcome.ok === undefined ? code`void` : cx.typeRef(outcome.ok);
  }
}

/** The local of an import's body that would hold the whole result: its `ok` is returned, its error thrown. */
export function resultLocal(fn: FuncPlan): LocalId | undefined {
  if (fn.role !== "guest-import" || fn.outcome.kind !== "result") return undefined;
  const last = fn.body.at(-1);
  return last?.op === "return" && last.of?.op === "local" ? last.of.id : undefined;
}

/** Whether a switch takes an import's result apart. */
export function isResultSwitch(s: Extract<Stmt, { op: "switch" }>, fn: FuncPlan): boolean {
  const to = resultLocal(fn);
  return to !== undefined && s.arms.some((arm) => arm.body.some((b) => b.op === "case" && b.to === to));
}

/** What an implementation returned where a status is the result: nothing. */
export function isStatusResult(fn: FuncPlan, id: LocalId): boolean {
  return (
    fn.role === "guest-export" &&
    fn.outcome.kind === "status" &&
    fn.body.some((s) => s.op === "callUser" && s.to === id)
  );
}

/** Blocks of statements inside a statement. */
export function inner(s: Stmt): readonly (readonly Stmt[])[] {
  switch (s.op) {
    case "match":
    case "switch":
      return s.arms.map((a) => a.body);
    case "each":
    case "times":
      return [s.body];
    case "callUser":
      return s.thrown === undefined ? [] : [s.thrown.body];
    default:
      return [];
  }
}

/** Whether an import lends blocks to the host, which go when it returns. */
export function lendsBlocks(fn: FuncPlan): boolean {
  const lends = (body: readonly Stmt[]): boolean =>
    body.some((s) => s.op === "alloc" || s.op === "lowerBytes" || s.op === "area" || inner(s).some(lends));
  return fn.role === "guest-import" && lends(fn.body);
}
