/** The flat values of a variant: a match makes all of them at once, and many are kept as one tuple. */
import type { Stmt } from "../../abi/ir.js";
import type { FuncPlan } from "../../abi/plan-model.js";
import type { FuncContext } from "../../backend/contract.js";
import { localUses } from "../../backend/local-uses.js";
import type { LocalId } from "../../ids.js";

type Match = Extract<Stmt, { op: "match" }>;

/** More would make the head of a `let` too long for its line. */
const mostNames = 3;

/** The locals that the arms assign, in the order of their declaration. */
export function slotsOf(s: Match, { fn }: FuncContext): readonly LocalId[] {
  const set = new Set(s.arms.flatMap((arm) => arm.body.flatMap((x) => (x.op === "set" ? [x.to] : []))));
  return fn.locals.flatMap(({ id }) => (set.has(id) ? [id] : []));
}

/** The tuple that holds them; `undefined` where each has a name. */
export function tupleOf(slots: readonly LocalId[], cx: FuncContext): string | undefined {
  const [first] = slots;
  if (first === undefined || slots.length <= mostNames) return undefined;
  const taken = new Set([
    ...cx.fn.params.map((_, i) => cx.names.param(cx.fn, i)),
    ...cx.fn.locals.map(({ id }) => cx.local(id)),
  ]);
  let name = cx.local(first).replace(/^(tag|slot)/, "flat");
  while (taken.has(name)) name += "_";
  return name;
}

const known = new WeakMap<FuncPlan, ReadonlyMap<LocalId, string>>();

/** `flat.3`, for a local that lies in a tuple. */
export function slotText(id: LocalId, cx: FuncContext): string | undefined {
  let found = known.get(cx.fn);
  if (found === undefined) {
    const all = localUses(cx.fn).statements.flatMap((s) => (s.op === "match" ? [slotsOf(s, cx)] : []));
    found = new Map(
      all.flatMap((slots) => {
        const tuple = tupleOf(slots, cx);
        return tuple === undefined ? [] : slots.map((slot, i) => [slot, `${tuple}.${i}`] as const);
      }),
    );
    known.set(cx.fn, found);
  }
  return found.get(id);
}
