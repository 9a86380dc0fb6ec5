/** How many core values a type flattens to; only the count, because that is all that the rules ask. */
import { foldTypes } from "../graph/fold-types.js";
import type { Func, Graph, Primitive, Type, TypeDefKind } from "../graph/model.js";

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
  const known =
    counters.get(graph) ?? foldTypes<number>(graph, { primitive, definition: ({ kind }, part) => count(kind, part) });
  counters.set(graph, known);
  return known(type);
}

const counters = new WeakMap<Graph, (type: Type) => number>();

const primitive = (name: Primitive): number => (name === "string" ? 2 : 1);

function count(kind: TypeDefKind, part: (type: Type) => number): number {
  const of = (type: Type | undefined): number => (type === undefined ? 0 : part(type));
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
