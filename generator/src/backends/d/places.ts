/** Which module declares what, and how others name it: a module for each interface and direction. */
import type { Group, Plan, ResourcePlan, TypeHome, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import type { PackageName } from "../../graph/model.js";
import type { ResourceId } from "../../ids.js";
import { camel, free, snake } from "./names.js";

export interface Place {
  /** `ocre.gpio.lines`; with `exports` in front for what the app implements. */
  readonly module: string;
  readonly path: string;
  readonly types: readonly TypePlan[];
  readonly resources: readonly ResourceId[];
  readonly group?: Group;
}

const placesOfPlan = new WeakMap<Plan, ReadonlyMap<string, Place>>();

export const root = "sdk.d";

/** In the order of the plan. */
export const placesOf = (cx: Context): readonly Place[] => [...placeMap(cx).values()];
export const placeOfFile = (path: string, cx: Context): Place | undefined => placeMap(cx).get(path);

export function homeOf(group: Group): TypeHome {
  return {
    package: group.package,
    interface: group.name,
    module: group.kind === "interface" ? `${group.package.namespace}:` : group.module,
    exported: group.direction === "export",
  };
}

export const resourceHome = (resource: ResourcePlan): TypeHome => ({
  ...resource.home,
  exported: resource.direction === "export",
});

export const moduleOf = (home: TypeHome, cx: Context): string => segmentsOf(home, cx.plan).join(".");

/** The name that a file gives to a module it imports; camel case has no underscore inside, so nothing else is called so. */
export function aliasOf(module: string): string {
  const name = module.replaceAll(".", module.includes("_") ? "__" : "_");
  return name.includes("_") ? name : `${name}_`;
}

function placeMap(cx: Context): ReadonlyMap<string, Place> {
  let known = placesOfPlan.get(cx.plan);
  if (known === undefined) {
    known = findPlaces(cx);
    placesOfPlan.set(cx.plan, known);
  }
  return known;
}

function findPlaces(cx: Context): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>();
  const at = (home: TypeHome, change: (place: Place) => Place): void => {
    const module = moduleOf(home, cx);
    const path = `${module.replaceAll(".", "/")}.d`;
    found.set(path, change(found.get(path) ?? { module, path, types: [], resources: [] }));
  };
  for (const group of cx.plan.groups) if (group.functions.length > 0) at(homeOf(group), (p) => ({ ...p, group }));
  for (const resource of cx.plan.resources)
    at(resourceHome(resource), (p) => ({ ...p, resources: [...p.resources, resource.id] }));
  for (const type of cx.plan.types)
    if (type.home !== undefined && type.name !== undefined) at(type.home, (p) => ({ ...p, types: [...p.types, type] }));
  return found;
}

/** Modules and packages that are there already. */
const own = new Set([
  "app",
  "core",
  "etc",
  "exports",
  "inlined",
  "kit",
  "ldc",
  "object",
  "sdk",
  "std",
  "wit",
  "wit_c",
  "wit_config",
  "world",
]);

function segmentsOf(home: TypeHome, plan: Plan): readonly string[] {
  const lead = home.exported ? ["exports"] : [];
  if (home.module === "$root") return [...lead, "world"];
  if (!home.module.includes(":")) return [...lead, "inlined", free(snake(home.interface))];
  const first = free(snake(home.package.namespace));
  return [
    ...lead,
    own.has(first) ? `${first}_` : first,
    packageSegment(home.package, plan),
    free(snake(home.interface)),
  ];
}

/** With the version when a plan holds two versions of a package. */
function packageSegment({ namespace, name, version }: PackageName, plan: Plan): string {
  const same = new Set(
    [
      ...plan.groups.map((g) => g.package),
      ...plan.types.flatMap((t) => (t.home === undefined ? [] : [t.home.package])),
      ...plan.resources.map((r) => r.home.package),
    ]
      .filter((p) => p.namespace === namespace && p.name === name)
      .map((p) => p.version ?? ""),
  );
  const suffix = same.size > 1 && version !== undefined ? `_${version.replaceAll(/[^0-9A-Za-z]/g, "_")}` : "";
  return free(snake(name) + suffix);
}

/** What the app calls its implementation of an interface: `struct timerHandler`. */
export function handlerName(group: Group, cx: Context): string {
  const exported = cx.plan.groups.filter((g) => g.direction === "export" && g.functions.length > 0);
  const world = exported.filter((g) => g.kind === "world").flatMap((g) => g.functions);
  const same = exported.filter((g) => g.kind !== "world" && g.name === group.name);
  const name = free(same.length === 1 ? camel(group.name) : segmentsOf(homeOf(group), cx.plan).slice(1).join("_"));
  return world.some((fn) => cx.names.func(fn) === name) ? `${name}_` : name;
}
