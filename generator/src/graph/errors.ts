/** How a function says that it failed: the error enum behind its result, and the answer where there is none. */
import type { TypeDefId } from "../ids.js";
import { dealias, definitionOf } from "./functions.js";
import type { Func, Graph, TypeDef } from "./model.js";

export interface ErrorEnum {
  /** `result<_, E>`, or an enum with `@status E`. */
  readonly via: "result" | "status";
  /** E: an enum, or a variant, of which only cases without a payload count. */
  readonly id: TypeDefId;
  /** The names that a failure can have, with their index in E. */
  readonly cases: ReadonlyMap<string, number>;
}

/** The error enum of a function's result; `undefined` when it has none. */
export function errorEnumOf(
  graph: Graph,
  directives: { readonly statuses: ReadonlyMap<TypeDefId, TypeDefId> },
  func: Func,
): ErrorEnum | undefined {
  if (func.result === undefined || typeof func.result === "string") return undefined;
  const id = dealias(graph, func.result);
  const status = directives.statuses.get(id);
  if (status !== undefined) return errorEnum(graph, "status", status);
  const def = graph.types[id];
  if (def?.kind.kind !== "result" || def.kind.err === undefined || typeof def.kind.err === "string") return undefined;
  return errorEnum(graph, "result", dealias(graph, def.kind.err));
}

function errorEnum(graph: Graph, via: ErrorEnum["via"], id: TypeDefId): ErrorEnum | undefined {
  const cases = plainCases(graph.types[id]);
  return cases === undefined ? undefined : { via, id, cases };
}

/** The cases that carry nothing, with their index; `undefined` for a type without cases. */
export function plainCases(def: TypeDef | undefined): ReadonlyMap<string, number> | undefined {
  if (def?.kind.kind === "enum") return new Map(def.kind.cases.map((c, i) => [c.name, i]));
  if (def?.kind.kind !== "variant") return undefined;
  return new Map(def.kind.cases.flatMap((c, i) => (c.type === undefined ? [[c.name, i] as const] : [])));
}

/** What `else` of `@inherits` stands for. */
export type ElseValue =
  | { readonly kind: "case"; readonly type: TypeDefId; readonly index: number }
  | { readonly kind: "integer"; readonly value: number }
  | { readonly kind: "bool"; readonly value: boolean };

/** Names that `else` may give for the function's result; an enum's, because it is one core value. */
export function elseCases(graph: Graph, func: Func): ReadonlyMap<string, number> {
  const def = func.result === undefined ? undefined : definitionOf(graph, func.result);
  if (def === "bool")
    return new Map([
      ["false", 0],
      ["true", 1],
    ]);
  return (typeof def === "object" && def.kind.kind === "enum" ? plainCases(def) : undefined) ?? new Map();
}

const integerRanges: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["u8", [0, 2 ** 8 - 1]],
  ["u16", [0, 2 ** 16 - 1]],
  ["u32", [0, 2 ** 32 - 1]],
  ["u64", [0, Number.MAX_SAFE_INTEGER]],
  ["s8", [-(2 ** 7), 2 ** 7 - 1]],
  ["s16", [-(2 ** 15), 2 ** 15 - 1]],
  ["s32", [-(2 ** 31), 2 ** 31 - 1]],
  ["s64", [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]],
]);

/** The value of the function's result type that `else` names; `undefined` when it is none. */
export function elseValue(graph: Graph, func: Func, written: string | number): ElseValue | undefined {
  if (func.result === undefined) return undefined;
  const def = definitionOf(graph, func.result);
  if (typeof def === "string") {
    const range = integerRanges.get(def);
    if (range !== undefined && typeof written === "number") {
      return written >= range[0] && written <= range[1] ? { kind: "integer", value: written } : undefined;
    }
  }
  const index = typeof written === "string" ? elseCases(graph, func).get(written) : undefined;
  if (index === undefined) return undefined;
  if (typeof func.result === "string" || typeof def === "string") return { kind: "bool", value: index === 1 };
  return { kind: "case", type: dealias(graph, func.result), index };
}
