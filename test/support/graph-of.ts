/** A graph with one function `f: func(a: T) -> T` for each shape, without any WIT text: what tests of the plan start from. */

import type { Directives } from "../../generator/src/graph/directive-model.js";
import type { Func, Graph, Type, TypeDef, TypeDefKind, World } from "../../generator/src/graph/model.js";
import { interfaceId, packageId, typeDefId, worldId } from "../../generator/src/ids.js";
import type { Shape } from "./shapes.js";

const span = { file: { path: "shapes.wit", text: "" }, start: 0, end: 0 };
const stability = { kind: "unknown" } as const;

export const noDirectives: Directives = { scopes: new Map(), functions: new Map(), statuses: new Map() };

/** World 0 imports the interface, world 1 exports it. Function `f<i>` belongs to shape i. */
export function graphOf(shapes: readonly Shape[]): Graph {
  const types: TypeDef[] = [];
  const named = new Map<string, TypeDef>();
  const add = (kind: TypeDefKind, name?: string): Type => {
    const id = typeDefId(types.length);
    const def: TypeDef = {
      kind,
      stability,
      span,
      owner: name === undefined ? { kind: "none" } : { kind: "interface", id: interfaceId(0) },
      ...(name === undefined ? {} : { name }),
    };
    types.push(def);
    if (name !== undefined) named.set(name, def);
    return id;
  };
  const optional = (shape: Shape | null): { type?: Type } => (shape === null ? {} : { type: typeOf(shape) });
  function typeOf(shape: Shape): Type {
    if (typeof shape === "string") return shape;
    const name = (): string => `t${types.length}`;
    if ("list" in shape) return add({ kind: "list", of: typeOf(shape.list) });
    if ("fixed" in shape) return add({ kind: "fixed-length-list", of: typeOf(shape.fixed[0]), length: shape.fixed[1] });
    if ("map" in shape) return add({ kind: "map", key: typeOf(shape.map[0]), value: typeOf(shape.map[1]) });
    if ("tuple" in shape) return add({ kind: "tuple", types: shape.tuple.map(typeOf) });
    if ("option" in shape) return add({ kind: "option", of: typeOf(shape.option) });
    if ("result" in shape) {
      const { type: ok } = optional(shape.result[0]);
      const { type: err } = optional(shape.result[1]);
      return add({ kind: "result", ...(ok === undefined ? {} : { ok }), ...(err === undefined ? {} : { err }) });
    }
    if ("record" in shape) {
      const fields = shape.record.map(([field, of]) => ({ name: field, type: typeOf(of), span }));
      return add({ kind: "record", fields }, name());
    }
    if ("variant" in shape) {
      const cases = shape.variant.map(([label, of]) => ({ name: label, span, ...optional(of) }));
      return add({ kind: "variant", cases }, name());
    }
    if ("enum" in shape)
      return add({ kind: "enum", cases: shape.enum.map((label) => ({ name: label, span })) }, name());
    return add({ kind: "flags", flags: shape.flags.map((label) => ({ name: label, span })) }, name());
  }
  const functions = shapes.map((shape, i): Func => {
    const type = typeOf(shape);
    return {
      name: `f${i}`,
      kind: { kind: "freestanding" },
      async: false,
      params: [{ name: "a", type, span }],
      result: type,
      stability,
      span,
    };
  });
  const entry = {
    key: { interface: interfaceId(0) },
    item: { kind: "interface", id: interfaceId(0), stability },
    span,
  } as const;
  const world = (name: string, imports: World["imports"], exports: World["exports"]): World => ({
    name,
    imports,
    exports,
    package: packageId(0),
    stability,
    span,
  });
  return {
    types,
    worlds: [world("imports", [entry], []), world("exports", [], [entry])],
    interfaces: [
      {
        name: "shapes",
        types: new Map([...named].map(([name]) => [name, typeDefId(types.findIndex((t) => t.name === name))])),
        functions: new Map(functions.map((f) => [f.name, f])),
        package: packageId(0),
        stability,
        span,
      },
    ],
    packages: [
      {
        name: { namespace: "test", name: "shapes" },
        interfaces: new Map([["shapes", interfaceId(0)]]),
        worlds: new Map([
          ["imports", worldId(0)],
          ["exports", worldId(1)],
        ]),
        span,
      },
    ],
    sources: [],
    main: packageId(0),
  };
}
