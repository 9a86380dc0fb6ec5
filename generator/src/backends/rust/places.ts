/** Which module declares what: one for each interface, and one below `exports` for what holds the app's own resources. */
import type { Group, Plan, ResourcePlan, TypeHome, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import type { PackageName } from "../../graph/model.js";
import type { ResourceId } from "../../ids.js";
import { camel, free, preludeTypes, snake } from "./names.js";

export interface Place {
  /** `ocre`, `gpio`, `lines`; with `exports` in front for what an app implements with resources. */
  readonly segments: readonly string[];
  readonly types: readonly TypePlan[];
  readonly resources: readonly ResourceId[];
  /** What the module offers to call, and what an app implements. */
  readonly imports?: Group;
  readonly exports?: Group;
}

/** Modules of the crate that are no namespaces; and `lib`, because rustfmt looks below a folder that is called as the crate's own file. */
export const ownModules: ReadonlySet<string> = new Set(
  `abi alloc allocator callbacks core decimal events exports failed flags hal hal_delay handle inlined io io_files io_tcp lib local logger logging memory on_message
  on_timer panic report requests std timers topics world`
    .trim()
    .split(/\s+/),
);

const placesOfPlan = new WeakMap<Plan, ReadonlyMap<string, Place>>();

/** In the order of the plan. */
export const placesOf = (cx: Context): readonly Place[] => [...placeMap(cx).values()];
export const placeOfFile = (path: string, cx: Context): Place | undefined => placeMap(cx).get(path);

export const fileOf = (place: Pick<Place, "segments">): string => `src/${place.segments.join("/")}.rs`;
/** `crate::ocre::gpio::lines`. */
export const moduleOf = (segments: readonly string[]): string => ["crate", ...segments].join("::");
export const homeModule = (home: TypeHome, cx: Context): string => moduleOf(segmentsOf(home, cx.plan));

export const resourceHome = (resource: ResourcePlan): TypeHome => ({
  ...resource.home,
  exported: resource.direction === "export",
});

/** Where a group's functions are, or the trait for them. */
export function homeOf(group: Group, cx: Context): TypeHome {
  return {
    package: group.package,
    interface: group.name,
    module: group.kind === "interface" ? `${group.package.namespace}:` : group.module,
    exported: group.direction === "export" && hasOwn(group, cx),
  };
}

/** Whether an exported interface declares handles of the app's own objects. */
const hasOwn = (group: Group, cx: Context): boolean =>
  group.resources.length > 0 || group.types.some((id) => cx.type(id).home?.exported === true);

/** Types alone are declared where they are at home; an app's own resource is something to implement. */
export const hasPlace = (group: Group): boolean =>
  group.functions.length > 0 || (group.direction === "export" && group.resources.length > 0);

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
    const blank: Place = { segments: segmentsOf(home, cx.plan), types: [], resources: [] };
    const path = fileOf(blank);
    found.set(path, change(found.get(path) ?? blank));
  };
  for (const group of cx.plan.groups)
    if (hasPlace(group))
      at(homeOf(group, cx), (p) =>
        group.direction === "import" ? { ...p, imports: group } : { ...p, exports: group },
      );
  for (const resource of cx.plan.resources)
    at(resourceHome(resource), (p) => ({ ...p, resources: [...p.resources, resource.id] }));
  for (const type of cx.plan.types)
    if (type.home !== undefined && type.name !== undefined) at(type.home, (p) => ({ ...p, types: [...p.types, type] }));
  return found;
}

function segmentsOf(home: TypeHome, plan: Plan): readonly string[] {
  const lead = home.exported ? ["exports"] : [];
  if (home.module === "$root") return [...lead, "world"];
  if (!home.module.includes(":")) return [...lead, "inlined", free(snake(home.interface))];
  const namespace = free(snake(home.package.namespace));
  const own = ownModules.has(namespace) ? `${namespace}_` : namespace;
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

/** The trait that an app implements for an exported interface: `Lifecycle`. */
export function traitName(group: Group, cx: Context): string {
  const place = placeMap(cx).get(fileOf({ segments: segmentsOf(homeOf(group, cx), cx.plan) }));
  const taken = new Set([
    ...(place?.types ?? []).map((type) => cx.names.type(type.id)),
    ...(place?.resources ?? []).flatMap((id) => [cx.names.resource(id), objectTrait(id, cx)]),
    ...preludeTypes,
  ]);
  let name = group.kind === "world" ? "World" : camel(group.name);
  while (taken.has(name)) name += "Exports";
  return name;
}

/** The trait of the objects behind an exported resource: `GuestCounter`. */
export const objectTrait = (id: ResourceId, cx: Context): string => `Guest${cx.names.resource(id)}`;

/** `export_timer_handler!`; with more of the path where two interfaces have one name. */
export function macroName(group: Group, cx: Context): string {
  const exported = cx.plan.groups.filter((g) => g.direction === "export" && hasPlace(g));
  const short = (g: Group): string => (g.kind === "world" ? "world" : snake(g.name));
  if (exported.filter((g) => short(g) === short(group)).length === 1) return `export_${short(group)}`;
  const segments = segmentsOf(homeOf(group, cx), cx.plan);
  return `export_${segments.filter((s) => s !== "exports").join("_")}`;
}
