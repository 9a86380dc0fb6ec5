/** Locals that the printed body of a function does not need: a value of a type with one value is lowered without a look at it. */
import type { FuncPlan } from "../../abi/plan-model.js";
import type { FuncContext } from "../../backend/contract.js";
import type { LocalId } from "../../ids.js";

const known = new WeakMap<FuncPlan, ReadonlySet<LocalId>>();

export function isUnused(id: LocalId, cx: FuncContext): boolean {
  return (known.get(cx.fn) ?? findUnused(cx)).has(id);
}

/** Prints the body until leaving out what is unused makes nothing else unused. */
function findUnused(cx: FuncContext): ReadonlySet<LocalId> {
  const { fn } = cx;
  let found: ReadonlySet<LocalId> = new Set();
  for (;;) {
    known.set(fn, found);
    const counts = new Map<string, number>();
    // Tags are named like the locals of their payloads.
    const text = cx.body(fn.body).text.replaceAll(/"[^"]*"/g, "");
    for (const word of text.split(/[^\w$]+/)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const inputs = new Set(fn.inputs);
    // The first time is the declaration, which is not in the body for what a function takes.
    const unused = fn.locals.filter(
      ({ id }) => found.has(id) || (counts.get(cx.local(id)) ?? 0) <= (inputs.has(id) ? 0 : 1),
    );
    if (unused.length === found.size) return found;
    found = new Set(unused.map(({ id }) => id));
  }
}
