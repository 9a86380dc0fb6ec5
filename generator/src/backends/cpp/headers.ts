/** Which header declares what, and in which order headers depend on each other. */
import type { Plan } from "../../abi/plan-model.js";
import type { PackageName } from "../../graph/model.js";
import { snake } from "./names.js";

export const shared = "wit.hpp";

const known = new WeakMap<Plan, ReadonlyMap<string, string>>();
const keyOf = ({ namespace, name, version }: PackageName): string => `${namespace}:${name}@${version ?? ""}`;

/** `ocre/gpio.hpp`; with the version when a plan holds two versions of a package. */
export function headerOf(name: PackageName, plan: Plan): string {
  return headers(plan).get(keyOf(name)) ?? shared;
}

/** A package comes after every package whose types it uses, because types are in that order. */
export const headerOrder = (plan: Plan): readonly string[] => [...headers(plan).values()];

function headers(plan: Plan): ReadonlyMap<string, string> {
  let found = known.get(plan);
  if (found === undefined) {
    const homes = plan.types.flatMap(({ home, kind }) => {
      const of = home ?? (kind.k === "handle" ? plan.resources[kind.resource]?.home : undefined);
      return of === undefined ? [] : [of.package];
    });
    const all = [...homes, ...plan.resources.map((r) => r.home.package), ...plan.groups.map((g) => g.package)];
    const packages = new Map(all.map((p) => [keyOf(p), p]));
    found = new Map(
      [...packages].map(([key, { namespace, name, version }]) => {
        const versions = [...packages.values()].filter((p) => p.namespace === namespace && p.name === name);
        const suffix = versions.length > 1 && version !== undefined ? `-${version}` : "";
        return [key, `${snake(namespace).replaceAll(":", "/")}/${snake(name)}${suffix}.hpp`];
      }),
    );
    known.set(plan, found);
  }
  return found;
}
