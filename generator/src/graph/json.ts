/** The graph as `wasm-tools component wit --json` prints it. */
import type {
  Docs,
  Func,
  Graph,
  Interface,
  Named,
  Stability,
  TypeDef,
  TypeDefKind,
  TypeOwner,
  WorldEntry,
  WorldItem,
  WorldKey,
} from "./model.js";
import { packageText } from "./names.js";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A plain value; `JSON.stringify` makes it the text of wasm-tools. */
export function graphToJson(graph: Graph): { readonly [key: string]: Json } {
  return {
    worlds: graph.worlds.map((world) => ({
      name: world.name,
      imports: entriesOf(world.imports),
      exports: entriesOf(world.exports),
      package: world.package,
      ...docsOf(world.docs),
      ...stabilityOf(world.stability),
    })),
    interfaces: graph.interfaces.map(interfaceOf),
    types: graph.types.map(typeOf),
    packages: graph.packages.map((pkg) => ({
      name: packageText(pkg.name),
      ...docsOf(pkg.docs),
      interfaces: Object.fromEntries(pkg.interfaces),
      worlds: Object.fromEntries(pkg.worlds),
    })),
  };
}

function entriesOf(entries: readonly WorldEntry[]): Json {
  return Object.fromEntries(entries.map(({ key, item }) => [keyOf(key), itemOf(item)]));
}

function keyOf(key: WorldKey): string {
  return "name" in key ? key.name : `interface-${key.interface}`;
}

function itemOf(item: WorldItem): Json {
  switch (item.kind) {
    case "interface": {
      const { id, stability, externalId, docs } = item;
      return { interface: { id, ...stabilityOf(stability), ...externalIdOf(externalId), ...docsOf(docs) } };
    }
    case "function":
      return { function: funcOf(item.func) };
    case "type":
      return { type: item.id };
  }
}

function interfaceOf(found: Interface): Json {
  return {
    name: found.name ?? null,
    types: Object.fromEntries(found.types),
    functions: Object.fromEntries([...found.functions].map(([name, func]) => [name, funcOf(func)])),
    ...docsOf(found.docs),
    ...stabilityOf(found.stability),
    package: found.package,
    ...(found.cloneOf === undefined ? {} : { clone_of: found.cloneOf }),
  };
}

function funcOf(func: Func): Json {
  return {
    name: func.name,
    kind: funcKindOf(func),
    params: func.params.map(({ name, type }) => ({ name, type })),
    ...(func.result === undefined ? {} : { result: func.result }),
    ...docsOf(func.docs),
    ...stabilityOf(func.stability),
    ...externalIdOf(func.externalId),
  };
}

function funcKindOf({ kind, async, accessor }: Func): Json {
  const accessorName = accessor === "get" ? "getter" : "setter";
  if (kind.kind === "freestanding") {
    if (accessor !== undefined) return accessorName;
    return async ? "async-freestanding" : "freestanding";
  }
  if (accessor !== undefined) return { [`${kind.kind}-${accessorName}`]: kind.resource };
  return { [async ? `async-${kind.kind}` : kind.kind]: kind.resource };
}

function typeOf(type: TypeDef): Json {
  return {
    name: type.name ?? null,
    kind: kindOf(type.kind),
    owner: ownerOf(type.owner),
    ...docsOf(type.docs),
    ...stabilityOf(type.stability),
    ...externalIdOf(type.externalId),
  };
}

function ownerOf(owner: TypeOwner): Json {
  switch (owner.kind) {
    case "world":
      return { world: owner.id };
    case "interface":
      return { interface: owner.id };
    case "none":
      return null;
  }
}

function kindOf(kind: TypeDefKind): Json {
  switch (kind.kind) {
    case "resource":
      return "resource";
    case "record":
      return { record: { fields: kind.fields.map((f) => ({ name: f.name, type: f.type, ...docsOf(f.docs) })) } };
    case "flags":
      return { flags: { flags: kind.flags.map(namedOf) } };
    case "tuple":
      return { tuple: { types: kind.types } };
    case "variant":
      return { variant: { cases: kind.cases.map((c) => ({ name: c.name, type: c.type ?? null, ...docsOf(c.docs) })) } };
    case "enum":
      return { enum: { cases: kind.cases.map(namedOf) } };
    case "option":
    case "list":
      return { [kind.kind]: kind.of };
    case "result":
      return { result: { ok: kind.ok ?? null, err: kind.err ?? null } };
    case "map":
      return { map: [kind.key, kind.value] };
    case "fixed-length-list":
      return { "fixed-length-list": [kind.of, kind.length] };
    case "future":
    case "stream":
      return { [kind.kind]: kind.of ?? null };
    case "handle":
      return { handle: { [kind.mode]: kind.resource } };
    case "alias":
      return { type: kind.of };
  }
}

function namedOf({ name, docs }: Named): Json {
  return { name, ...docsOf(docs) };
}

function docsOf(docs: Docs | undefined): { docs?: Json } {
  return docs === undefined ? {} : { docs: { contents: docs.contents } };
}

function externalIdOf(id: string | undefined): { external_id?: Json } {
  return id === undefined ? {} : { external_id: id };
}

function stabilityOf(stability: Stability): { stability?: Json } {
  switch (stability.kind) {
    case "unknown":
      return {};
    case "stable":
    case "unstable": {
      const { kind, ...rest } = stability;
      return { stability: { [kind]: { ...rest } } };
    }
  }
}
