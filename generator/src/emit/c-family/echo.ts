/** What an echo stub passes on: the import that an export calls, and which types differ between the two. */
import type { FuncPlan, Plan, ResourcePlan, TypePlan } from "../../abi/plan-model.js";
import type { ResourceId, TypeId } from "../../ids.js";

export type Types = Pick<Plan, "groups" | "resources" | "types">;

/** The import of the same interface and name. */
export function echoTarget(fn: FuncPlan, plan: Types): FuncPlan | undefined {
  const module = plan.groups.find((g) => g.functions.includes(fn))?.module;
  return plan.groups
    .filter((g) => g.direction === "import" && g.module === module)
    .flatMap((g) => g.functions)
    .find((f) => f.name === fn.name);
}

/** The imported resource that an exported one wraps. */
export function wrappedResource(id: ResourceId, plan: Types): ResourcePlan | undefined {
  const of = plan.resources[id];
  return plan.resources.find(
    (r) => r.direction === "import" && of?.direction === "export" && isTwin(r, of) && r.id !== id,
  );
}

const isTwin = (a: ResourcePlan, b: ResourcePlan): boolean => a.name === b.name && a.home.module === b.home.module;

export interface Pair {
  readonly from: TypePlan;
  readonly to: TypePlan;
}

/** Types that hold handles of both sides, each after those it is made of. */
export function convertedTypes(
  calls: readonly { readonly fn: FuncPlan; readonly target: FuncPlan }[],
  plan: Types,
): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  const visit = (a: TypeId | undefined, b: TypeId | undefined): void => {
    const [from, to] = [resolvedType(a, plan), resolvedType(b, plan)];
    if (from === undefined || to === undefined || from.id === to.id || pairs.has(pairKey(from, to))) return;
    for (const [i, inner] of parts(from).entries()) visit(inner, parts(to)[i]);
    pairs.set(pairKey(from, to), { from, to });
  };
  for (const { fn, target } of calls) {
    for (const [i, p] of fn.params.entries()) visit(p.type, target.params[i]?.type);
    // Of a result whose error a language has another way for, the parts are passed on.
    if (target.outcome.kind === "result" && fn.outcome.kind === "result") {
      visit(target.outcome.ok, fn.outcome.ok);
      visit(target.outcome.err, fn.outcome.err);
    } else visit(target.result, fn.result);
  }
  return [...pairs.values()];
}

export const pairKey = (from: TypePlan, to: TypePlan): string => `${from.id} ${to.id}`;

export function resolvedType(id: TypeId | undefined, plan: Types): TypePlan | undefined {
  let type = id === undefined ? undefined : plan.types[id];
  while (type?.kind.k === "alias") type = plan.types[type.kind.of];
  return type;
}

/** With a place for cases without a payload, so that those of two variants stand side by side. */
function parts({ kind }: TypePlan): readonly (TypeId | undefined)[] {
  switch (kind.k) {
    case "record":
      return kind.fields.map((f) => f.type);
    case "variant":
      return kind.cases.map((c) => c.type);
    case "list":
    case "array":
      return [kind.of];
    default:
      return [];
  }
}

/** The first parameter that is a value of the type and may be given away. */
export function fittingParameter(fn: FuncPlan, type: TypeId | undefined, plan: Types): number {
  const wanted = resolvedType(type, plan);
  return fn.params.findIndex(
    (p) => wanted !== undefined && !wanted.hasBorrow && resolvedType(p.type, plan)?.id === wanted.id,
  );
}
