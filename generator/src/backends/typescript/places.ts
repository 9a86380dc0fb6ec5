/** Which file declares what, and how other files refer to it. */
import type { Group, Plan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import type { Fragment } from "../../emit/code.js";
import { reference } from "../../emit/line-breaks.js";
import type { ResourceId, TypeId } from "../../ids.js";
import { pascal } from "./names.js";

const folders = new Set(["exports", "inline", "runtime"]);

/** Where a group's declarations are, without the extension. */
export function fileOf(group: Group, plan: Plan): string {
  if (group.kind !== "interface") {
    const file = group.kind === "world" ? "world" : `inline/${group.name}`;
    return group.direction === "import" ? file : `exports/${file}`;
  }
  const { namespace, name, version } = group.package;
  const others = plan.groups.filter((g) => g.kind === "interface").map((g) => g.package);
  const alone = (same: (p: Group["package"]) => boolean): boolean =>
    others.every((p) => !same(p) || (p.namespace === namespace && p.name === name && p.version === version));
  const folder =
    alone((p) => p.name === name) && !folders.has(name)
      ? name
      : alone((p) => p.name === name && p.namespace === namespace)
        ? `${namespace}-${name}`
        : `${namespace}-${name}-${version ?? "0"}`;
  return group.direction === "import" ? `${folder}/${group.name}` : `exports/${folder}/${group.name}`;
}

interface Homes {
  readonly types: ReadonlyMap<TypeId, string>;
  readonly resources: ReadonlyMap<ResourceId, Group>;
}
const known = new WeakMap<Plan, Homes>();

function homes(plan: Plan): Homes {
  const found = known.get(plan);
  if (found !== undefined) return found;
  const types = new Map<TypeId, string>();
  const resources = new Map<ResourceId, Group>();
  for (const group of plan.groups) {
    for (const id of group.types) if (!types.has(id)) types.set(id, fileOf(group, plan));
    for (const id of group.resources) resources.set(id, group);
  }
  const made = { types, resources };
  known.set(plan, made);
  return made;
}

const typeFile = (id: TypeId, plan: Plan): string => homes(plan).types.get(id) ?? "world";

/** A named type, for the compiler only. */
export const typeName = (id: TypeId, cx: Context): Fragment =>
  reference({ from: typeFile(id, cx.plan), name: cx.names.type(id), typeOnly: true });

/** The list of an enum's cases or of the names of flags, which has the name of the type. */
export const namesOf = (id: TypeId, cx: Context): Fragment =>
  reference({ from: typeFile(id, cx.plan), name: cx.names.type(id) });

export function resourceGroup(id: ResourceId, cx: Context): Group {
  const group = homes(cx.plan).resources.get(id);
  if (group === undefined) throw new Error(`resource '${cx.resource(id).name}' is in no group`);
  return group;
}

const ofResource = (id: ResourceId, cx: Context, suffix: string, typeOnly: boolean): Fragment =>
  reference({ from: fileOf(resourceGroup(id, cx), cx.plan), name: `${cx.names.resource(id)}${suffix}`, typeOnly });

export const resourceType = (id: ResourceId, cx: Context): Fragment => ofResource(id, cx, "", true);
export const resourceClass = (id: ResourceId, cx: Context): Fragment => ofResource(id, cx, "", false);
/** The table of an exported resource's objects. No name of WIT has a `$`. */
export const resourceTable = (id: ResourceId, cx: Context): Fragment => ofResource(id, cx, "$objects", false);

/** The interface that an app implements for an exported group. */
export function implementerName(group: Group, cx: Context): string {
  const name = pascal(group.name);
  const taken = [...group.types.map((id) => cx.names.type(id)), ...group.resources.map((id) => cx.names.resource(id))];
  return taken.includes(name) ? `${name}Exports` : name;
}

export type RuntimeFile = "codec" | "engine" | "errors" | "memory" | "resources" | "values";
export const runtime = (file: RuntimeFile, name: string): Fragment => reference({ from: `runtime/${file}`, name });
export const runtimeType = (file: RuntimeFile, name: string): Fragment =>
  reference({ from: `runtime/${file}`, name, typeOnly: true });
