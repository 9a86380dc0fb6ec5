/** Something computed for every type from what it is for the types inside, each once. */
import type { TypeDefId } from "../ids.js";
import type { Graph, Primitive, Type, TypeDef, TypeDefKind } from "./model.js";

/** What a fold computes: for a primitive, and for a definition whose parts are done. */
export interface TypeFold<T> {
  primitive(name: Primitive): T;
  /** `part` gives the value of a type directly inside. */
  definition(def: TypeDef, part: (type: Type) => T): T;
}

/**
 * The value of each type of a graph, computed when first asked for and kept. It has a stack of its own: types may nest
 * deeper than the call stack, and walking each type anew would cost the square of a hostile file.
 */
export function foldTypes<T>(graph: Graph, fold: TypeFold<T>): (type: Type) => T {
  const done = new Map<TypeDefId, T>();
  const value = (type: Type): T => {
    if (typeof type === "string") return fold.primitive(type);
    if (!done.has(type)) computeFrom(type);
    const computed = done.get(type);
    if (computed === undefined) throw new Error(`the graph has no type ${type}`);
    return computed;
  };
  const computeFrom = (start: TypeDefId): void => {
    const pending: { readonly id: TypeDefId; readonly parts: TypeDefId[] }[] = [];
    const enter = (id: TypeDefId): void => {
      const def = graph.types[id];
      if (def === undefined) throw new Error(`the graph has no type ${id}`);
      pending.push({ id, parts: partsInside(def.kind) });
    };
    enter(start);
    for (let top = pending.at(-1); top !== undefined; top = pending.at(-1)) {
      const part = top.parts.pop();
      const def = graph.types[top.id];
      if (part !== undefined) {
        if (!done.has(part)) enter(part);
      } else {
        if (def !== undefined) done.set(top.id, fold.definition(def, value));
        pending.pop();
      }
    }
  };
  return value;
}

function partsInside(kind: TypeDefKind): TypeDefId[] {
  return typesInside(kind).flatMap((type) => (typeof type === "string" ? [] : [type]));
}

/** The types directly inside a definition; a handle's resource is not inside it. */
export function typesInside(kind: TypeDefKind): readonly Type[] {
  switch (kind.kind) {
    case "record":
      return kind.fields.map((field) => field.type);
    case "tuple":
      return kind.types;
    case "variant":
      return kind.cases.flatMap((c) => (c.type === undefined ? [] : [c.type]));
    case "result":
      return [kind.ok, kind.err].flatMap((part) => (part === undefined ? [] : [part]));
    case "map":
      return [kind.key, kind.value];
    case "option":
    case "list":
    case "fixed-length-list":
    case "alias":
      return [kind.of];
    case "future":
    case "stream":
      return kind.of === undefined ? [] : [kind.of];
    case "resource":
    case "flags":
    case "enum":
    case "handle":
      return [];
    default:
      return kind satisfies never;
  }
}
