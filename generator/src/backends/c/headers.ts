/** Which header declares a type, and in which order headers depend on each other. */
import type { Plan, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import type { PackageName } from "../../graph/model.js";
import type { TypeId } from "../../ids.js";

/** The package whose header declares a type: its own, else that of the last of its parts, else none (`wit.h`). */
export function headerOf(type: TypePlan, cx: Context): string {
  return headersOf(cx).byType[type.id] ?? shared;
}

export const shared = "wit.h";

/** `ocre/gpio.h`; with the version when a plan holds two versions of a package. */
export function packageHeader(name: PackageName, cx: Context): string {
  const { byPackage } = headersOf(cx);
  return byPackage.get(packageKey(name)) ?? shared;
}

/** Headers in dependency order: a package comes after every package whose types it uses. */
export const headerOrder = (cx: Context): readonly string[] => headersOf(cx).order;

interface Headers {
  readonly byPackage: ReadonlyMap<string, string>;
  readonly byType: readonly string[];
  readonly order: readonly string[];
}

const headersOfPlan = new WeakMap<Plan, Headers>();
const packageKey = ({ namespace, name, version }: PackageName): string => `${namespace}:${name}@${version ?? ""}`;

function headersOf(cx: Context): Headers {
  let known = headersOfPlan.get(cx.plan);
  if (known === undefined) {
    known = findHeaders(cx.plan);
    headersOfPlan.set(cx.plan, known);
  }
  return known;
}

function findHeaders(plan: Plan): Headers {
  // A handle comes before the types that hold it, and so does its resource's package before theirs.
  const homes = plan.types.flatMap(({ home, kind }) => {
    const of = home ?? (kind.k === "handle" ? plan.resources[kind.resource]?.home : undefined);
    return of === undefined ? [] : [of.package];
  });
  const packages = new Map(
    [...homes, ...plan.resources.map((r) => r.home.package), ...plan.groups.map((g) => g.package)].map((p) => [
      packageKey(p),
      p,
    ]),
  );
  const byPackage = new Map<string, string>();
  for (const [key, { namespace, name, version }] of packages) {
    const versions = [...packages.values()].filter((p) => p.namespace === namespace && p.name === name);
    const suffix = versions.length > 1 && version !== undefined ? `-${version}` : "";
    byPackage.set(key, `${namespace}/${name}${suffix}.h`);
  }
  const of = (name: PackageName): string => byPackage.get(packageKey(name)) ?? shared;
  const order = [...byPackage.values()];
  const rank = new Map(order.map((path, i) => [path, i]));
  const byType: string[] = [];
  // Parts come before what they are parts of.
  for (const type of plan.types) {
    const inner = partsOf(type).map((id) => byType[id] ?? shared);
    const resource = type.kind.k === "handle" ? plan.resources[type.kind.resource] : undefined;
    if (resource !== undefined) inner.push(of(resource.home.package));
    const last = inner.reduce((a, b) => ((rank.get(b) ?? -1) > (rank.get(a) ?? -1) ? b : a), shared);
    byType.push(type.home === undefined ? last : of(type.home.package));
  }
  return { byPackage, byType, order };
}

/** The types directly inside a type. */
export function partsOf(type: TypePlan): readonly TypeId[] {
  const { kind } = type;
  switch (kind.k) {
    case "record":
      return kind.fields.map((f) => f.type);
    case "variant":
      return kind.cases.flatMap((c) => (c.type === undefined ? [] : [c.type]));
    case "list":
    case "array":
    case "alias":
      return [kind.of];
    default:
      return [];
  }
}
