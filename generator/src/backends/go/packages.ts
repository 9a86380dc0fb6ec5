/** Which Go package declares what: one for each interface, and one more below `exports` for what an app implements. */

import type { Group, Plan, TypeHome, TypePlan } from "../../abi/plan-model.js";
import { parts } from "../../abi/type-structure.js";
import type { Context } from "../../backend/contract.js";
import type { Fragment } from "../../emit/code.js";
import { reference } from "../../emit/line-breaks.js";
import type { ResourceId, TypeId } from "../../ids.js";
import { isTaken } from "./names.js";

export interface Package {
  /** Below the module, with `/`. */
  readonly path: string;
  readonly group?: Group;
  readonly types: readonly TypePlan[];
  readonly resources: readonly ResourceId[];
}

/** Folders that Go or the SDK itself gives a meaning. */
const folders = new Set(["exports", "inline", "internal", "testdata", "vendor", "wit", "world"]);
/** Folders of the packages that an SDK has beside the generated ones. */
const idioms = new Set(["dispatch", "jsontopic", "ocrefs", "ocrelog", "ocrenet", "timer", "topic"]);

const known = new WeakMap<Plan, ReadonlyMap<string, Package>>();

export function packagesOf(plan: Plan): ReadonlyMap<string, Package> {
  let found = known.get(plan);
  if (found === undefined) {
    found = findPackages(plan);
    known.set(plan, found);
  }
  return found;
}

function findPackages(plan: Plan): ReadonlyMap<string, Package> {
  const found = new Map<string, Package>();
  const at = (path: string, change: (known: Package) => Package): void => {
    found.set(path, change(found.get(path) ?? { path, types: [], resources: [] }));
  };
  for (const group of plan.groups)
    if (group.functions.length > 0 || group.resources.length > 0)
      at(pathOfGroup(group, plan), (p) => ({ ...p, group }));
  for (const resource of plan.resources)
    at(pathOfResource(resource.id, plan), (p) => ({ ...p, resources: [...p.resources, resource.id] }));
  for (const type of plan.types)
    if (type.home !== undefined && type.name !== undefined)
      at(pathOfHome(type.home, plan), (p) => ({ ...p, types: [...p.types, type] }));
  return found;
}

export const pathOfGroup = (group: Group, plan: Plan): string => {
  const path = folderOf({ package: group.package, interface: group.name, module: moduleOf(group) }, plan);
  return group.direction === "export" ? `exports/${path}` : path;
};

const moduleOf = (group: Group): string => (group.kind === "interface" ? `${group.package.namespace}:` : group.module);

export function pathOfResource(id: ResourceId, plan: Plan): string {
  const resource = plan.resources[id];
  if (resource === undefined) throw new Error(`no resource ${id}`);
  const path = folderOf(resource.home, plan);
  return resource.direction === "export" ? `exports/${path}` : path;
}

/** Types of an interface that an app implements, and that no other package needs, are where it implements it. */
export function pathOfHome(home: TypeHome, plan: Plan): string {
  const path = folderOf(home, plan);
  return home.exported || onlyExported(plan).has(path) ? `exports/${path}` : path;
}

const exportedOnly = new WeakMap<Plan, ReadonlySet<string>>();

function onlyExported(plan: Plan): ReadonlySet<string> {
  let found = exportedOnly.get(plan);
  if (found === undefined) {
    const paths = (direction: Group["direction"]): readonly string[] =>
      plan.groups
        .filter((g) => g.direction === direction && (g.functions.length > 0 || g.resources.length > 0))
        .map((g) => folderOf({ package: g.package, interface: g.name, module: moduleOf(g) }, plan));
    const needed = new Set([...paths("import"), ...usedElsewhere(plan)]);
    found = new Set(paths("export").filter((path) => !needed.has(path)));
    exportedOnly.set(plan, found);
  }
  return found;
}

/** Folders of types that another interface names. */
function usedElsewhere(plan: Plan): readonly string[] {
  const used: string[] = [];
  const seen = new Set<string>();
  const walk = (id: TypeId, from: string): void => {
    const type = plan.types[id];
    if (type === undefined || seen.has(`${id} ${from}`)) return;
    seen.add(`${id} ${from}`);
    const home = type.home === undefined || type.name === undefined ? from : folderOf(type.home, plan);
    if (home !== from) used.push(home);
    for (const part of parts(type.kind)) walk(part, home);
  };
  for (const type of plan.types) if (type.home !== undefined) walk(type.id, folderOf(type.home, plan));
  for (const group of plan.groups) {
    const home = folderOf({ package: group.package, interface: group.name, module: moduleOf(group) }, plan);
    for (const fn of group.functions) {
      for (const param of fn.params) walk(param.type, home);
      if (fn.result !== undefined) walk(fn.result, home);
    }
  }
  return used;
}

type Home = Pick<TypeHome, "package" | "interface" | "module">;

function folderOf(home: Home, plan: Plan): string {
  if (home.module === "$root") return "world";
  if (!home.module.includes(":")) return `inline/${packageName(home.interface)}`;
  const { namespace, name, version } = home.package;
  const all = [
    ...plan.groups.filter((g) => g.kind === "interface").map((g) => g.package),
    ...plan.types.flatMap((t) => (t.home?.module.includes(":") ? [t.home.package] : [])),
    ...plan.resources.map((r) => r.home.package),
  ];
  const alone = (same: (p: Group["package"]) => boolean): boolean =>
    all.every((p) => !same(p) || (p.namespace === namespace && p.name === name && p.version === version));
  // The packages of ocrekit itself keep their short names, because the packages beside them are written for those.
  const versions = alone((p) => p.name === name && p.namespace === namespace);
  const short =
    versions && (alone((p) => p.name === name) || namespace === "ocre") && !folders.has(name) && !idioms.has(name);
  const folder = short ? name : versions ? `${namespace}-${name}` : `${namespace}-${name}-${version ?? "0"}`;
  return `${folder}/${packageName(home.interface)}`;
}

/** `timer-handler` -> `timerhandler`: no capitals, no underscores. */
function packageName(kebab: string): string {
  const name = kebab.replaceAll("-", "").toLowerCase();
  return isTaken(name) || name === "main" || name === "init" || folders.has(name) ? `${name}_` : name;
}

/** The name that the package clause of a folder has. */
export const clauseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

export const modulePath = (cx: Context): string => String(cx.options.get("module"));

/** A name of a package of the SDK. */
export const sdkName = (path: string, name: string): Fragment => reference({ from: path, name });
export const wit = (name: string): Fragment => sdkName("wit", name);
/** A name of Go's own library. */
export const std = (path: string, name: string): Fragment => reference({ from: `std:${path}`, name });

export const typeName = (id: TypeId, home: TypeHome, cx: Context): Fragment =>
  sdkName(pathOfHome(home, cx.plan), cx.names.type(id));
export const resourceName = (id: ResourceId, cx: Context): Fragment =>
  sdkName(pathOfResource(id, cx.plan), cx.names.resource(id));

/** The variable that holds the app's objects of an exported resource. */
export function tableName(id: ResourceId, cx: Context): Fragment {
  const path = pathOfResource(id, cx.plan);
  const place = packagesOf(cx.plan).get(path);
  const taken = new Set([
    ...(place?.types ?? []).map((type) => cx.names.type(type.id)),
    ...(place?.resources ?? []).map((other) => cx.names.resource(other)),
  ]);
  let name = `${cx.names.resource(id)}Table`;
  while (taken.has(name)) name += "_";
  return sdkName(path, name);
}
