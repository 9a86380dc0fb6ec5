/**
 * The WIT as componentize-py can read it: without maps, fixed lists and classes that it would leave empty, without names of
 * interfaces in a world and outside of WIT; constructors first.
 */
import type { FuncPlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { type Diagnostic, defineDiagnostics } from "../../diagnostics/index.js";
import { despecialized } from "../../graph/despecialized.js";
import type { Func, Graph, Interface, TypeDef, WorldEntry } from "../../graph/model.js";
import { interfaceId, type ResourceId, type TypeId, typeDefId } from "../../ids.js";

/** A fixed list is a tuple there, and a component may not have a longer one. */
const longest = 10_000;

const report = defineDiagnostics({
  "python/long-list": {
    message: (p: { length: number }) => `a list of ${p.length} items is too long for Python`,
    hint: () => `it becomes a tuple, which has at most ${longest} items: use a list without a length`,
  },
  "python/world-resource": {
    message: (p: { name: string }) => `componentize-py has no class for '${p.name}', a resource of the world itself`,
    hint: () => "declare the resource in an interface, and import that",
  },
});

export function check({ plan, resource, resolved }: Context): readonly Diagnostic[] {
  const lists = plan.types.flatMap(({ kind, span }) =>
    kind.k === "array" && kind.length > longest ? [report("python/long-list", span, { length: kind.length })] : [],
  );
  const functions = plan.groups.flatMap((group) => group.functions);
  const resources = plan.groups
    .filter((group) => group.kind === "world")
    .flatMap((group) => group.resources)
    .filter((id) => functions.some((fn) => handsOver(fn, id, resolved)))
    .map((id) => resource(id))
    .map(({ name, span }) => report("python/world-resource", span, { name }));
  return [...lists, ...resources];
}

/** An app gets or gives an object of the resource by it. Without such a function it never has one, and needs no class. */
function handsOver(fn: FuncPlan, id: ResourceId, resolved: Context["resolved"]): boolean {
  if (fn.resource === id && fn.kind !== "method") return true;
  const given = fn.params.slice(fn.kind === "method" ? 1 : 0).map(({ type }) => type);
  return [...given, ...(fn.result === undefined ? [] : [fn.result])].some((type) => holds(type, id, resolved));
}

function holds(type: TypeId, id: ResourceId, resolved: Context["resolved"]): boolean {
  const { kind } = resolved(type);
  const inside = (of: TypeId): boolean => holds(of, id, resolved);
  switch (kind.k) {
    case "handle":
      return kind.resource === id;
    case "list":
    case "array":
      return inside(kind.of);
    case "record":
      return kind.fields.some((field) => inside(field.type));
    case "variant":
      return kind.cases.some((c) => c.type !== undefined && inside(c.type));
    default:
      return false;
  }
}

export function toolGraph(graph: Graph): Graph {
  const lowered = despecialized(graph);
  const called = new Set(
    lowered.interfaces.flatMap((face) =>
      [...face.functions.values()].flatMap(({ kind }) => (kind.kind === "freestanding" ? [] : [kind.resource])),
    ),
  );
  // Its class has no body without documentation, which is not Python.
  const types = lowered.types.map(({ externalId: _, ...type }, id): TypeDef => {
    const isEmpty = type.kind.kind === "resource" && type.docs === undefined && !called.has(typeDefId(id));
    return isEmpty ? { ...type, docs: { contents: "Nothing to call.", comments: [] } } : type;
  });
  const written: Interface[] = [];
  // Its reader knows no `import x: other-interface`: what x is made of is written out.
  const plain = (entries: readonly WorldEntry[]): readonly WorldEntry[] =>
    entries.map((entry) => {
      const { key, item } = entry;
      const face = item.kind === "interface" && "name" in key ? lowered.interfaces[item.id] : undefined;
      if (item.kind !== "interface" || face?.name === undefined) return withoutExternalId(entry);
      const { name: _, ...inline } = face;
      written.push(inline);
      const id = interfaceId(lowered.interfaces.length + written.length - 1);
      return withoutExternalId({ ...entry, item: { ...item, id } });
    });
  const worlds = lowered.worlds.map((world) => ({
    ...world,
    imports: plain(world.imports),
    exports: plain(world.exports),
  }));
  return { ...lowered, types, interfaces: [...lowered.interfaces, ...written].map(constructorsFirst), worlds };
}

function withoutExternalId({ item, ...entry }: WorldEntry): WorldEntry {
  switch (item.kind) {
    case "interface": {
      const { externalId: _, ...plain } = item;
      return { ...entry, item: plain };
    }
    case "function":
      return { ...entry, item: { ...item, func: named(item.func) } };
    case "type":
      return { ...entry, item };
  }
}

/** Its writer puts `self` or `cls` before the parameters of what becomes a method, whatever those are called. */
function named({ externalId: _, ...func }: Func): Func {
  const all = new Set(func.params.map(({ name }) => name));
  const own = func.kind.kind === "method" ? 1 : 0;
  const params = func.params.map((param, i) => {
    if (i < own || (param.name !== "self" && param.name !== "cls")) return param;
    let name = `${param.name}-value`;
    while (all.has(name)) name += "-value";
    return { ...param, name };
  });
  return { ...func, params };
}

/** jco gives up on a component whose constructor comes after a method. */
function constructorsFirst(of: Interface): Interface {
  const rank = (name: string): number => (name.startsWith("[constructor]") ? 0 : 1);
  const sorted = [...of.functions].toSorted(([a], [b]) => rank(a) - rank(b));
  return { ...of, functions: new Map(sorted.map(([name, func]) => [name, named(func)])) };
}
