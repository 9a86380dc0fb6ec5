/** How many core values a type flattens to; only the count, because that is all that the rules ask. */

import { partsOf, typeEntries } from "../graph/functions.js";
import type { Func, Graph, Type, TypeDefKind } from "../graph/model.js";
import type { TypeDefId } from "../ids.js";

/** Flat parameters of a function, `self` included. */
export function flatParams(graph: Graph, func: Func): number {
  return func.params.reduce((sum, param) => sum + flatCount(graph, param.type), 0);
}

/** Flat results of a function; none without a result. */
export function flatResults(graph: Graph, func: Func): number {
  return func.result === undefined ? 0 : flatCount(graph, func.result);
}

/** The number of core values of a type. */
export function flatCount(graph: Graph, type: Type): number {
  const known = counts.get(graph) ?? countAll(graph);
  counts.set(graph, known);
  return countOf(type, known);
}

const counts = new WeakMap<Graph, ReadonlyMap<TypeDefId, number>>();

/** One pass with a stack of its own: types may nest deeper than the call stack. */
function countAll(graph: Graph): ReadonlyMap<TypeDefId, number> {
  const done = new Map<TypeDefId, number>();
  for (const [start] of typeEntries(graph)) {
    const pending = [start];
    for (let id = pending.at(-1); id !== undefined; id = pending.at(-1)) {
      const missing = partsInside(graph, id).filter((part) => !done.has(part));
      const kind = graph.types[id]?.kind;
      if (missing.length > 0) pending.push(...missing);
      else {
        if (kind !== undefined) done.set(id, count(kind, done));
        pending.pop();
      }
    }
  }
  return done;
}

function partsInside(graph: Graph, id: TypeDefId): TypeDefId[] {
  const kind = graph.types[id]?.kind;
  if (kind?.kind === "future" || kind?.kind === "stream" || kind?.kind === "list" || kind?.kind === "map") return [];
  const parts = kind?.kind === "alias" ? [kind.of] : partsOf(graph, id);
  return parts.flatMap((part) => (typeof part === "string" ? [] : [part]));
}

function count(kind: TypeDefKind, known: ReadonlyMap<TypeDefId, number>): number {
  const of = (type: Type | undefined): number => (type === undefined ? 0 : countOf(type, known));
  switch (kind.kind) {
    case "record":
      return kind.fields.reduce((sum, field) => sum + of(field.type), 0);
    case "tuple":
      return kind.types.reduce((sum, type) => sum + of(type), 0);
    case "variant":
      return 1 + kind.cases.reduce((most, c) => Math.max(most, of(c.type)), 0);
    case "option":
      return 1 + of(kind.of);
    case "result":
      return 1 + Math.max(of(kind.ok), of(kind.err));
    case "fixed-length-list":
      return kind.length * of(kind.of);
    case "alias":
      return of(kind.of);
    case "flags":
      return Math.ceil(kind.flags.length / 32);
    case "list":
    case "map":
      return 2;
    case "enum":
    case "handle":
    case "resource":
    case "future":
    case "stream":
      return 1;
    default:
      return kind satisfies never;
  }
}

function countOf(type: Type, known: ReadonlyMap<TypeDefId, number>): number {
  return typeof type === "string" ? (type === "string" ? 2 : 1) : (known.get(type) ?? 0);
}
