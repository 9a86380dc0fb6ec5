/** Every function of a graph with the place it is declared in, and the calls that mint a handle. */
import type { InterfaceId, PackageId, TypeDefId, WorldId } from "../ids.js";
import { interfaceId, packageId, typeDefId, worldId } from "../ids.js";
import { foldTypes, typesInside } from "./fold-types.js";
import type { Func, Graph, PackageName, Type, TypeDef } from "./model.js";

/** Where a function is declared: in an interface, or in a world itself. */
export interface FunctionSite {
  readonly func: Func;
  readonly package: PackageId;
  readonly interface?: InterfaceId;
  readonly world?: WorldId;
  /** `ns:package/interface@version#function`, as side files and messages name it. */
  readonly path: string;
}

/** Every function, in the order of the graph. */
export function functionSites(graph: Graph): readonly FunctionSite[] {
  return indexOf(graph).sites;
}

/** The site of one function of the graph. */
export function siteOf(graph: Graph, func: Func): FunctionSite | undefined {
  return indexOf(graph).byFunc.get(func);
}

/** The functions whose result holds an owned handle of `resource`. Functions that the guest exports are among them. */
export function mintersOf(graph: Graph, resource: TypeDefId): readonly FunctionSite[] {
  return indexOf(graph).minters.get(dealias(graph, resource)) ?? [];
}

/** `ns:package/name@version`. */
export function packagePath(name: PackageName, item: string): string {
  const version = name.version === undefined ? "" : `@${name.version}`;
  return `${name.namespace}:${name.name}/${item}${version}`;
}

export function interfacePath(graph: Graph, id: InterfaceId): string | undefined {
  const found = graph.interfaces[id];
  const owner = found === undefined ? undefined : graph.packages[found.package];
  if (found?.name === undefined || owner === undefined) return undefined;
  return packagePath(owner.name, found.name);
}

/** The type definition behind any number of names. */
export function dealias(graph: Graph, id: TypeDefId): TypeDefId {
  let at = id;
  for (;;) {
    const def = graph.types[at];
    if (def?.kind.kind !== "alias" || typeof def.kind.of === "string") return at;
    at = def.kind.of;
  }
}

/** A primitive's name, or the definition behind every alias. */
export function definitionOf(graph: Graph, type: Type): TypeDef | Extract<Type, string> {
  if (typeof type === "string") return type;
  const def = graph.types[dealias(graph, type)];
  if (def === undefined) throw new Error(`the graph has no type ${type}`);
  return def.kind.kind === "alias" && typeof def.kind.of === "string" ? def.kind.of : def;
}

/** The resources whose owned handles a type holds. */
function ownedResources(graph: Graph): (type: Type) => readonly TypeDefId[] {
  const none: readonly TypeDefId[] = [];
  return foldTypes<readonly TypeDefId[]>(graph, {
    primitive: () => none,
    definition({ kind }, part) {
      if (kind.kind === "handle") return kind.mode === "own" ? [dealias(graph, kind.resource)] : none;
      const found = typesInside(kind)
        .map(part)
        .filter((owned) => owned.length > 0);
      return found.length > 1 ? [...new Set(found.flat())] : (found[0] ?? none);
    },
  });
}

/** The resources whose owned handles the function returns. */
export function mintedBy(graph: Graph, func: Func): readonly TypeDefId[] {
  return func.result === undefined ? [] : indexOf(graph).owned(func.result);
}

interface FunctionIndex {
  readonly owned: (type: Type) => readonly TypeDefId[];
  readonly sites: readonly FunctionSite[];
  readonly byFunc: ReadonlyMap<Func, FunctionSite>;
  readonly minters: ReadonlyMap<TypeDefId, readonly FunctionSite[]>;
}

// A graph never changes, so what is computed from it may be kept beside it.
const indexes = new WeakMap<Graph, FunctionIndex>();

function indexOf(graph: Graph): FunctionIndex {
  const known = indexes.get(graph);
  if (known !== undefined) return known;
  const sites = collectSites(graph);
  const owned = ownedResources(graph);
  const minters = new Map<TypeDefId, FunctionSite[]>();
  for (const site of sites) {
    if (site.func.result === undefined) continue;
    for (const resource of owned(site.func.result)) {
      const known = minters.get(resource);
      if (known === undefined) minters.set(resource, [site]);
      else known.push(site);
    }
  }
  const index = { owned, sites, byFunc: new Map(sites.map((site) => [site.func, site])), minters };
  indexes.set(graph, index);
  return index;
}

function collectSites(graph: Graph): FunctionSite[] {
  const sites: FunctionSite[] = [];
  const inlineNames = namesOfInline(graph);
  graph.interfaces.forEach((found, i) => {
    const path = interfacePath(graph, interfaceId(i)) ?? found.name ?? inlineNames.get(interfaceId(i)) ?? "interface";
    for (const func of found.functions.values()) {
      sites.push({ func, package: found.package, interface: interfaceId(i), path: `${path}#${func.name}` });
    }
  });
  const seen = new Set(sites.map((site) => site.func));
  graph.worlds.forEach((world, i) => {
    const owner = graph.packages[world.package];
    for (const entry of [...world.imports, ...world.exports]) {
      if (entry.item.kind !== "function" || seen.has(entry.item.func)) continue;
      const { func } = entry.item;
      seen.add(func);
      const path = owner === undefined ? world.name : packagePath(owner.name, world.name);
      sites.push({ func, package: world.package, world: worldId(i), path: `${path}#${func.name}` });
    }
  });
  return sites;
}

/** The names under which worlds hold inline interfaces. */
function namesOfInline(graph: Graph): ReadonlyMap<InterfaceId, string> {
  const names = new Map<InterfaceId, string>();
  for (const world of graph.worlds) {
    for (const { key, item } of [...world.imports, ...world.exports]) {
      if (item.kind === "interface" && "name" in key && !names.has(item.id)) names.set(item.id, key.name);
    }
  }
  return names;
}

/** Ids of all packages, for filters. */
export function packageIds(graph: Graph): readonly PackageId[] {
  return graph.packages.map((_, i) => packageId(i));
}

/** The package of a named type. */
export function packageOfType(graph: Graph, def: TypeDef): PackageId | undefined {
  switch (def.owner.kind) {
    case "interface":
      return graph.interfaces[def.owner.id]?.package;
    case "world":
      return graph.worlds[def.owner.id]?.package;
    case "none":
      return undefined;
    default:
      return def.owner satisfies never;
  }
}

/** Every type with its id. */
export function typeEntries(graph: Graph): readonly (readonly [TypeDefId, TypeDef])[] {
  return graph.types.map((def, i) => [typeDefId(i), def] as const);
}
