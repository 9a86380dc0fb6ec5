/** How AssemblyScript spells names, and which file declares what. */
import type { Group, Plan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import type { Fragment } from "../../emit/code.js";
import { reference } from "../../emit/line-breaks.js";
import type { NamePolicy, SymbolPath } from "../../emit/names.js";
import type { ResourceId, TypeId } from "../../ids.js";

const words = (name: string): readonly string[] => name.split("-").map((w) => w.toLowerCase());
export const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
export const pascal = (name: string): string => words(name).map(capital).join("");
export const camel = (name: string): string =>
  words(name)
    .map((w, i) => (i === 0 ? w : capital(w)))
    .join("");
export const small = (word: string): string => word.slice(0, 1).toLowerCase() + word.slice(1);
/** `Circle` -> `circle`: the factory of a case beside its number. */
export const factory = (member: string): string => avoid(small(member), modifiers);

/** No names of functions, parameters and fields; those that another language forbids are among them. */
const keywords = new Set(
  `
  abstract any arguments async auto await bool boolean break case catch class const constructor continue
  debugger declare default delete do else enum eval export extends f32 f64 false finally for function global i16
  i32 i64 i8 if implements import in instanceof interface isize keyof let module namespace never new null number
  object of override package private protected public readonly return static string super switch symbol this
  throw true try type typeof u16 u32 u64 u8 undefined unknown usize v128 var void while with yield
`
    .trim()
    .split(/\s+/),
);
/** The few words that no member may have as its name: they read as modifiers. */
const modifiers = new Set("abstract constructor declare override private protected public readonly static".split(" "));

/** What generated code calls by a bare name; a parameter or function of that name would hide it. */
const inScope = new Set(
  `
  allocate canonical changetype endLent external implementation lent liftString liftView load lowerString lowerView
  memory reclaim reinterpret release reset settle share store unreachable unshare
`
    .trim()
    .split(/\s+/),
);
const builtinTypes = new Set(
  `
  Array ArrayBuffer ExportedResource Float32Array Float64Array Handle Int16Array Int32Array Int64Array Int8Array
  Map Option Result StaticArray String Uint16Array Uint32Array Uint64Array Uint8Array Unit
`
    .trim()
    .split(/\s+/),
);
/** Members that the runtime's base classes have. */
const baseMembers = new Set(
  `
  close dispose give handle isClosed shared toString
`
    .trim()
    .split(/\s+/),
);

export const policy: NamePolicy = {
  reserved: new Set(),
  escape: (name, attempt) => (attempt === 0 ? `${name}_` : `${name}${attempt}`),
  spell,
  space(path) {
    const home = `${path.package.namespace}:${path.package.name}@${path.package.version ?? ""}/${path.interface}`;
    switch (path.kind) {
      case "type":
      case "resource":
        return `type ${home} ${path.exported}`;
      case "func":
        return path.func === "method" || (path.func !== "free" && path.direction === "import")
          ? `${path.direction} ${home} ${path.parent}`
          : `${path.direction} ${home}`;
      default:
        return "";
    }
  },
};

function spell(path: SymbolPath): string {
  const own = camel(path.name);
  switch (path.kind) {
    case "type":
    case "resource":
      return avoid(pascal(path.name), builtinTypes);
    case "case":
    case "flag":
      return pascal(path.name);
    case "field":
      return avoid(own, keywords);
    case "param":
    case "local":
      return avoid(own, keywords, inScope);
    case "func":
      if (path.func === "method") return avoid(own, modifiers, baseMembers);
      if (path.direction === "import") {
        if (path.func === "free") return avoid(own, keywords, inScope);
        return path.func === "constructor" ? "create" : avoid(own, modifiers);
      }
      if (path.func === "free") return avoid(own, modifiers);
      return path.func === "constructor" ? camel(`new-${path.parent}`) : camel(`${path.parent}-${path.name}`);
  }
}

const avoid = (name: string, ...taken: readonly ReadonlySet<string>[]): string =>
  taken.some((words) => words.has(name)) || /^Tuple\d+$/.test(name) ? `${name}_` : name;

/** The name of a core import: `[method]pin.write` -> `core_method$pin$write`. */
export const coreName = (field: string): string => `core_${mangle(field)}`;
/** The name of a core export's function. */
export const exportName = (field: string): string => `export_${mangle(field)}`;
/** The name of the function that frees what an export returned. */
export const postName = (field: string): string => `post_${mangle(field)}`;
const mangle = (field: string): string => field.replace(/^\[/, "").replace(/[\].]/g, "$").replace(/-/g, "_");

/** `std` is what the compiler looks for in its own library. */
const folders = new Set(["abi", "exports", "inline", "runtime", "std"]);

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

/** The glue of an exported group, which apps do not look at. */
export const abiFileOf = (group: Group, plan: Plan): string => fileOf(group, plan).replace(/^exports/, "abi");

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

export const typeFile = (id: TypeId, plan: Plan): string => homes(plan).types.get(id) ?? "world";

export function resourceGroup(id: ResourceId, cx: Context): Group {
  const group = homes(cx.plan).resources.get(id);
  if (group === undefined) throw new Error(`resource '${cx.resource(id).name}' is in no group`);
  return group;
}

export const resourceRef = (id: ResourceId, cx: Context): Fragment =>
  reference({ from: fileOf(resourceGroup(id, cx), cx.plan), name: cx.names.resource(id) });

/** The interface that an app implements for an exported group. */
export function implementerName(group: Group, cx: Context): string {
  const name = pascal(group.name);
  const taken = [...group.types.map((id) => cx.names.type(id)), ...group.resources.map((id) => cx.names.resource(id))];
  return taken.includes(name) || builtinTypes.has(name) ? `${name}Exports` : name;
}

/** What the file of a group declares itself. */
export function declaredNames(group: Group, cx: Context): ReadonlySet<string> {
  const resources = group.resources.map((id) => cx.names.resource(id));
  const own = [...group.types.map((id) => cx.names.type(id)), ...resources];
  if (group.direction === "import")
    return new Set([...own, ...group.functions.flatMap((fn) => (fn.kind === "free" ? [cx.names.func(fn)] : []))]);
  const name = implementerName(group, cx);
  return new Set([...own, name, `export${name}`, ...resources.flatMap((of) => [`lift${of}`, `lower${of}`])]);
}

const classesOfPlan = new WeakMap<Plan, ReadonlyMap<Group | ResourceId, string>>();

/** What a stub calls the class that implements an exported interface or resource. */
export function ownClass(of: Group | ResourceId, cx: Context): string {
  const name = classesOf(cx).get(of);
  if (name === undefined) throw new Error("only what is exported has a class of the app");
  return name;
}

export const ownClasses = (cx: Context): ReadonlySet<string> => new Set(classesOf(cx).values());

function classesOf(cx: Context): ReadonlyMap<Group | ResourceId, string> {
  const found = classesOfPlan.get(cx.plan);
  if (found !== undefined) return found;
  const names = new Map<Group | ResourceId, string>();
  const taken = new Set<string>();
  const add = (key: Group | ResourceId, wanted: string): void => {
    let name = wanted;
    for (let i = 2; taken.has(name); i++) name = `${wanted}${i}`;
    taken.add(name);
    names.set(key, name);
  };
  for (const group of cx.plan.groups.filter((g) => g.direction === "export")) {
    for (const id of group.resources) add(id, `My${cx.names.resource(id)}`);
    add(group, `My${implementerName(group, cx)}`);
  }
  classesOfPlan.set(cx.plan, names);
  return names;
}

export const runtime = (file: "memory" | "resources" | "text" | "values", name: string): Fragment =>
  reference({ from: `runtime/${file}`, name });

/** The accessor of an exported group's implementation. */
export const implementation = (group: Group, cx: Context): Fragment =>
  reference({ from: fileOf(group, cx.plan), name: "implementation" });

/** `liftCounter`, `lowerCounter`: between an exported resource and its handle. */
export const helperRef = (what: "lift" | "lower", id: ResourceId, cx: Context): Fragment =>
  reference({ from: fileOf(resourceGroup(id, cx), cx.plan), name: `${what}${cx.names.resource(id)}` });
