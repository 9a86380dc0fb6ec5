/** What the stubs call the app's own functions, and its types behind exported resources. */
import type { FuncPlan, Plan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import type { ResourceId } from "../../ids.js";
import { isWord } from "./names.js";

const known = new WeakMap<Plan, ReadonlyMap<FuncPlan, string>>();

/** `onStart` for `OnStart`, with a number where two interfaces have a function of that name. */
export function functionName(fn: FuncPlan, cx: Context): string {
  let names = known.get(cx.plan);
  if (names === undefined) {
    names = nameAll(cx);
    known.set(cx.plan, names);
  }
  const name = names.get(fn);
  if (name === undefined) throw new Error(`'${fn.name}' is no function of an app`);
  return name;
}

function nameAll(cx: Context): ReadonlyMap<FuncPlan, string> {
  // The entry points of every Go package, and the receiver of methods.
  const taken = new Set(["init", "main", "o"]);
  const names = new Map<FuncPlan, string>();
  for (const group of cx.plan.groups) {
    if (group.direction !== "export") continue;
    for (const fn of group.functions) {
      if (fn.kind === "method") continue;
      const base = cx.names.func(fn).replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (head) => head.toLowerCase());
      let name = base;
      for (let n = 2; taken.has(name) || isWord(name); n++) name = `${base}${n}`;
      taken.add(name);
      names.set(fn, name);
    }
  }
  return names;
}

export function ownType(id: ResourceId, cx: Context): string {
  const same = cx.plan.resources.filter((r) => r.direction === "export");
  const index = same.findIndex((r) => r.id === id);
  return `my${index === 0 ? "" : index + 1}${cx.names.resource(id)}`;
}
