/** What modules are called where they are used: a function or a parameter of the same name would hide them. */
import type { Group, Plan, TypeHome } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { type Fragment, type ImportItem, symbol } from "../../emit/code.js";
import { bindingName, bindingOfGroup, bindings, sideOf } from "./places.js";

export interface Module {
  readonly alias: string;
  readonly item: ImportItem;
}

/** A name of a module for all files of a plan: with underscores behind it while something of the WIT has it. */
function aliasOf(name: string, cx: Context): string {
  let alias = name;
  while (spelled(cx).has(alias)) alias += "_";
  return alias;
}

/** `bytes`, or `builtins.bytes` where a function of the WIT hides it. */
export function builtin(name: string, cx: Context): Fragment {
  if (!spelled(cx).has(name)) return { text: name, imports: [] };
  const alias = aliasOf("builtins", cx);
  return symbol({ from: alias === "builtins" ? alias : `builtins as ${alias}` }, `${alias}.${name}`);
}

/** The registry of handlers, where a parameter may have its name. */
export const handlerName = (cx: Context): string => aliasOf("handler", cx);

const taken = new WeakMap<Plan, ReadonlySet<string>>();

function spelled(cx: Context): ReadonlySet<string> {
  let names = taken.get(cx.plan);
  if (names === undefined) {
    const functions = cx.plan.groups.flatMap((group) => group.functions);
    names = new Set(functions.flatMap((fn) => [cx.names.func(fn), ...fn.params.map((_, i) => cx.names.param(fn, i))]));
    taken.set(cx.plan, names);
  }
  return names;
}

const taking = (from: string, name: string, cx: Context): Module => {
  const alias = aliasOf(name, cx);
  return { alias, item: { from, name: alias === name ? name : `${name} as ${alias}` } };
};

/** `sdk.calls`. */
export const callsModule = (cx: Context): Module => sdkModule("calls", cx);

/** `sdk.kinds` and others like it; an interface that the world writes out in place may have the same name. */
export function sdkModule(name: "calls" | "kinds" | "exports" | "unbound", cx: Context): Module {
  const isModule = cx.plan.groups.some((group) => bindingOfGroup(group, cx.plan) === name);
  if (!isModule && !spelled(cx).has(name)) return { alias: name, item: { from: "sdk", name } };
  const alias = aliasOf(`${name}_sdk`, cx);
  return { alias, item: { from: "sdk", name: `${name} as ${alias}` } };
}

/** A module of ours; two packages may have an interface of one name, and the bindings' module has that of the whole path. */
export function ownModule(module: string, cx: Context): Module {
  const [, from = "", last = ""] = /^(.*)\.([^.]*)$/.exec(module) ?? [];
  const alias = aliasOf(`${module.split(".").slice(1).join("_")}_sdk`, cx);
  return { alias, item: { from, name: `${last} as ${alias}` } };
}

/** All of the bindings: what the world itself imports. */
export function worldModule(cx: Context): Module {
  const alias = aliasOf(bindings, cx);
  return { alias, item: { from: alias === bindings ? bindings : `${bindings} as ${alias}` } };
}

/** The bindings' module of an interface, on the side that declares its types. */
export const typesModule = (home: TypeHome, cx: Context): Module =>
  home.module === "$root"
    ? worldModule(cx)
    : taking(`${bindings}.${sideOf(home, cx.plan)}`, bindingName(home, cx.plan), cx);

/** The bindings' module of an imported group. */
export const importedModule = (group: Group, cx: Context): Module =>
  group.kind === "world" ? worldModule(cx) : taking(`${bindings}.imports`, bindingOfGroup(group, cx.plan), cx);
