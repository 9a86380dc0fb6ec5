/** Which file declares what, and how other files name it: a file for each interface and direction. */
import type { FuncPlan, Group, Plan, ResourcePlan, TypeHome, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import type { PackageName } from "../../graph/model.js";
import type { ResourceId } from "../../ids.js";
import { free, snake } from "./names.js";

export interface Place {
  /** `ocre`, `gpio`, `lines`; with `exports` in front for what the app implements. */
  readonly segments: readonly string[];
  readonly path: string;
  readonly types: readonly TypePlan[];
  readonly resources: readonly ResourceId[];
  readonly group?: Group;
}

const placesOfPlan = new WeakMap<Plan, ReadonlyMap<string, Place>>();

export const root = "sdk.zig";

/** What the root file declares itself. */
const ownNames = new Set(["exports", "world", "inlined", "stream", "log", "timers", "topics", "events"]);

/** In the order of the plan. */
export function placesOf(cx: Context): readonly Place[] {
  return [...placeMap(cx).values()];
}

export const placeOfFile = (path: string, cx: Context): Place | undefined => placeMap(cx).get(path);

export function homeOf(group: Group): TypeHome {
  return {
    package: group.package,
    interface: group.name,
    module: group.kind === "interface" ? `${group.package.namespace}:` : group.module,
    exported: group.direction === "export",
  };
}

/** How another file reaches a declaration: `sdk.ocre.gpio.lines`. */
export const qualified = (home: TypeHome, cx: Context): string => ["sdk", ...segmentsOf(home, cx.plan)].join(".");
export const pathOf = (home: TypeHome, cx: Context): string => `${segmentsOf(home, cx.plan).join("/")}.zig`;

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
    const path = pathOf(home, cx);
    const blank = { segments: segmentsOf(home, cx.plan), path, types: [], resources: [] };
    found.set(path, change(found.get(path) ?? blank));
  };
  for (const group of cx.plan.groups) if (group.functions.length > 0) at(homeOf(group), (p) => ({ ...p, group }));
  for (const resource of cx.plan.resources)
    at(resourceHome(resource), (p) => ({ ...p, resources: [...p.resources, resource.id] }));
  for (const type of cx.plan.types)
    if (type.home !== undefined && type.name !== undefined) at(type.home, (p) => ({ ...p, types: [...p.types, type] }));
  return found;
}

export const resourceHome = (resource: ResourcePlan): TypeHome => ({
  ...resource.home,
  exported: resource.direction === "export",
});

function segmentsOf(home: TypeHome, plan: Plan): readonly string[] {
  const lead = home.exported ? ["exports"] : [];
  if (home.module === "$root") return [...lead, "world"];
  if (!home.module.includes(":")) return [...lead, "inlined", free(snake(home.interface))];
  const { namespace } = home.package;
  // Names that the root file has itself.
  const first = free(snake(namespace));
  const own = ownNames.has(first) ? `${first}_` : first;
  return [...lead, own, packageSegment(home.package, plan), free(snake(home.interface))];
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

/** What the app calls its implementation of an interface: `pub const timer_handler = struct { ... }`. */
export function handlerName(group: Group, cx: Context): string {
  const exported = cx.plan.groups.filter((g) => g.direction === "export" && g.functions.length > 0);
  const world = exported.filter((g) => g.kind === "world").flatMap((g) => g.functions);
  const same = exported.filter((g) => g.kind !== "world" && g.name === group.name);
  const name = free(same.length === 1 ? snake(group.name) : segmentsOf(homeOf(group), cx.plan).slice(1).join("_"));
  return world.some((fn) => cx.names.func(fn) === name) ? `${name}_` : name;
}

/** What the app calls the struct of all its implementations: not as one of its resources. */
export function appName(cx: Context): string {
  const names = new Set(cx.plan.resources.map(({ id }) => cx.names.resource(id)));
  let name = "App";
  while (names.has(name)) name += "_";
  return name;
}

/** A function that a host calls when something happens; what a handler leaves out answers nothing. */
export const isHandler = (fn: FuncPlan): boolean => fn.directives?.guard.kind === "handler";

/** Names by which an app may declare an interface's handlers without a name space: no other export has them. */
export function looseNames(group: Group, cx: Context): readonly string[] {
  if (group.resources.length > 0 || !group.functions.every(isHandler)) return [];
  const exported = cx.plan.groups.filter((g) => g.direction === "export" && g.functions.length > 0);
  const others = exported
    .filter((g) => g !== group)
    .flatMap((g) => [handlerName(g, cx), ...g.functions.map((fn) => cx.names.func(fn))]);
  const names = group.functions.map((fn) => cx.names.func(fn));
  // The name of a name space that this one has too would mean both.
  return names.some((name) => others.includes(name) || name === handlerName(group, cx)) ? [] : names;
}
