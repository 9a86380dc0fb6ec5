/** How results reach the app, and where they lie meanwhile. */
import type { FuncPlan } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import type { LocalId, TypeId } from "../../ids.js";

/** How errors reach the app: a status with `ok` as its first case, a flag and an error, or no error at all. */
export type Returns =
  | { readonly kind: "none" }
  | { readonly kind: "value"; readonly type: TypeId }
  | { readonly kind: "status"; readonly status: TypeId; readonly error?: TypeId; readonly ok?: TypeId }
  | { readonly kind: "flag"; readonly ok?: TypeId; readonly err?: TypeId };

export function returnsOf(cx: FuncContext): Returns {
  const { outcome } = cx.fn;
  if (outcome.kind === "status") return { kind: "status", status: outcome.status };
  if (outcome.kind !== "result") return outcome;
  const ok = outcome.ok === undefined ? {} : { ok: outcome.ok };
  const error = outcome.err === undefined ? undefined : cx.resolved(outcome.err).id;
  const status = error === undefined ? undefined : cx.plan.types.find((t) => t.status?.error === error);
  if (error !== undefined && status !== undefined) return { kind: "status", status: status.id, error, ...ok };
  return { kind: "flag", ...ok, ...(outcome.err === undefined ? {} : { err: outcome.err }) };
}

export const okConstant = (status: TypeId, cx: Context): string => cx.names.member(status, 0);

/** `out` and `err`, which a parameter may be called as well; no kebab name ends in an underscore. */
export const outName = (name: "out" | "err", cx: FuncContext): string =>
  cx.fn.params.some((p) => p.name === name) ? `${name}_` : name;

interface ResultArea {
  readonly area?: LocalId;
  /** The value that lies there: what the host wrote, or what the app returned. */
  readonly value?: LocalId;
}

const resultAreas = new WeakMap<FuncPlan, ResultArea>();

function resultArea(cx: FuncContext): ResultArea {
  let known = resultAreas.get(cx.fn);
  if (known === undefined) {
    known = findResultArea(cx);
    resultAreas.set(cx.fn, known);
  }
  return known;
}

function findResultArea(cx: FuncContext): ResultArea {
  const { body, result, signature } = cx.fn;
  if (result === undefined || !signature.spilledResult || cx.resolved(result).kind.k === "scalar") return {};
  // A block of spilled parameters comes before the result's area.
  const area = body.flatMap((s) => (s.op === "area" ? [s.to] : [])).at(-1);
  if (area === undefined) return {};
  const returned = body.find((s) => s.op === "callUser");
  for (const s of body) {
    if (s.op === "loadValue" && s.at.base === area && s.at.offset === 0) return { area, value: s.to };
    if (s.op !== "storeValue" || s.at.base !== area || s.at.offset !== 0 || s.of.op !== "local") continue;
    if (returned?.op === "callUser" && returned.to === s.of.id) return { area, value: s.of.id };
  }
  return { area };
}

/** The result area, when the value lies there and needs no variable of its own. */
export function inArea(cx: FuncContext, id: LocalId): LocalId | undefined {
  const { area, value } = resultArea(cx);
  return value === id ? area : undefined;
}

export const isResultArea = (cx: FuncContext, id: LocalId): boolean => resultArea(cx).area === id;
