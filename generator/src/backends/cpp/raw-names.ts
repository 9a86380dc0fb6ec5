/** Names of the functions below the bindings: core imports, and the templates that core exports call. */
import type { FuncPlan, Plan } from "../../abi/plan-model.js";
import type { FuncContext } from "../../backend/contract.js";
import { escaped, snake } from "./names.js";

const known = new WeakMap<Plan, ReadonlyMap<FuncPlan, string>>();

/** `output_open`, unique in the world. */
export function rawName({ fn, plan }: Pick<FuncContext, "fn" | "plan">): string {
  let names = known.get(plan);
  if (names === undefined) {
    const taken = new Set<string>();
    const made = new Map<FuncPlan, string>();
    for (const of of plan.groups.flatMap((g) => g.functions)) {
      const resource = of.resource === undefined ? undefined : plan.resources[of.resource]?.name;
      const base = of.kind === "constructor" ? `${of.item}-new` : [resource, of.item].filter(Boolean).join("-");
      let name = escaped(base);
      for (let n = 2; taken.has(name); n++) name = `${snake(base)}_${n}`;
      taken.add(name);
      made.set(of, name);
    }
    known.set(plan, made);
    names = made;
  }
  const name = names.get(fn);
  if (name === undefined) throw new Error(`function '${fn.name}' of no group`);
  return name;
}
