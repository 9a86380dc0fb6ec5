/**
 * The WIT as componentize-py can read it: without maps, fixed lists and classes that it would leave empty, without names of
 * interfaces in a world and outside of WIT; constructors first.
 */
import type { FuncPlan, Group, Plan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { type Diagnostic, defineDiagnostics } from "../../diagnostics/index.js";
import { despecialized } from "../../graph/despecialized.js";
import type { Func, Graph, Interface, TypeDef, WorldEntry } from "../../graph/model.js";
import { interfaceId, typeDefId } from "../../ids.js";
import { sideOf } from "./places.js";

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
  "python/self": {
    message: (p: { name: string }) => `componentize-py makes a method with two parameters '${p.name}' of this`,
    hint: () => "give the parameter another name",
  },
});

export function check({ plan, resource }: Context): readonly Diagnostic[] {
  const lists = plan.types.flatMap(({ kind, span }) =>
    kind.k === "array" && kind.length > longest ? [report("python/long-list", span, { length: kind.length })] : [],
  );
  const resources = plan.groups
    .filter((group) => group.kind === "world")
    .flatMap((group) => group.resources.map((id) => resource(id)))
    .map(({ name, span }) => report("python/world-resource", span, { name }));
  const parameters = plan.groups.flatMap((group) =>
    group.functions.flatMap((fn) => {
      const own = firstParameter(fn, group, plan);
      const clash = fn.params.slice(fn.kind === "method" ? 1 : 0).some(({ name }) => name === own);
      return clash && own !== undefined ? [report("python/self", fn.span, { name: own })] : [];
    }),
  );
  return [...lists, ...resources, ...parameters];
}

/** What the bindings put before the parameters. */
function firstParameter({ kind }: FuncPlan, group: Group, plan: Plan): string | undefined {
  if (kind === "static") return "cls";
  if (kind !== "free") return "self";
  // All that is exported are methods, in a module that is read when it has a type that something names.
  if (group.direction === "import") return undefined;
  const isRead = group.kind === "world" || plan.groups.some((other) => typesAreExported(other, plan));
  return isRead ? "self" : undefined;
}

const typesAreExported = (group: Group, plan: Plan): boolean =>
  group.direction === "export" &&
  group.kind !== "world" &&
  group.types.length + group.resources.length > 0 &&
  sideOf({ package: group.package, interface: group.name, module: group.module }, plan) === "exports";

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

function named({ externalId: _, ...func }: Func): Func {
  return func;
}

/** jco gives up on a component whose constructor comes after a method. */
function constructorsFirst(of: Interface): Interface {
  const rank = (name: string): number => (name.startsWith("[constructor]") ? 0 : 1);
  const sorted = [...of.functions].toSorted(([a], [b]) => rank(a) - rank(b));
  return { ...of, functions: new Map(sorted.map(([name, func]) => [name, named(func)])) };
}
