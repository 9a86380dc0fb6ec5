/** How WIT types look in Go: pointers for what may be missing, sealed interfaces for variants, errors for errors. */
import type { ScalarName, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, commas, type Fragment } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";
import { resourceName, typeName, wit } from "./packages.js";

export const scalarTypes = {
  bool: "bool",
  u8: "uint8",
  s8: "int8",
  u16: "uint16",
  s16: "int16",
  u32: "uint32",
  s32: "int32",
  u64: "uint64",
  s64: "int64",
  f32: "float32",
  f64: "float64",
  char: "rune",
} as const satisfies Record<ScalarName, string>;

export function typeRef(type: TypePlan, cx: Context): Fragment {
  return type.name !== undefined && type.home !== undefined ? typeName(type.id, type.home, cx) : structure(type, cx);
}

/** The type without its own name: what an alias stands for. */
export function structure(type: TypePlan, cx: Context): Fragment {
  const { kind } = type;
  switch (kind.k) {
    case "scalar":
      return code`${scalarTypes[kind.scalar]}`;
    case "string":
      return code`string`;
    case "alias":
      return cx.typeRef(kind.of);
    case "list": {
      const pair = cx.resolved(kind.of).kind;
      const [key, value] = pair.k === "record" ? pair.fields : [];
      return kind.map && key !== undefined && value !== undefined
        ? code`${wit("Map")}[${cx.typeRef(key.type)}, ${cx.typeRef(value.type)}]`
        : code`[]${cx.typeRef(kind.of)}`;
    }
    case "array":
      return code`[${kind.length}]${cx.typeRef(kind.of)}`;
    case "record":
      return code`${wit(`Tuple${kind.fields.length}`)}${parameters(kind.fields.map((f) => cx.typeRef(f.type)))}`;
    case "handle":
      return cx.resource(kind.resource).direction === "export"
        ? resourceName(kind.resource, cx)
        : code`*${resourceName(kind.resource, cx)}`;
    case "variant": {
      if (kind.shape === "option") return optional(kind.cases[1]?.type, cx);
      const payloads = kind.cases.map((c) => orNone(c.type, cx));
      return code`${wit("Result")}${parameters(payloads)}`;
    }
    case "flags":
      throw new Error("flags have a name");
  }
}

export const parameters = (types: readonly Fragment[]): Fragment =>
  types.length === 0 ? code`` : code`[${commas(types)}]`;

export const orNone = (id: TypeId | undefined, cx: Context): Fragment =>
  id === undefined ? wit("None") : cx.typeRef(id);

function optional(of: TypeId | undefined, cx: Context): Fragment {
  if (of === undefined) throw new Error("an option has a payload");
  return isHandle(of, cx) ? cx.typeRef(of) : code`*${cx.typeRef(of)}`;
}

/** Handles are nil when they are missing; everything else needs a pointer for that. */
export const isHandle = (id: TypeId, cx: Context): boolean => cx.resolved(id).kind.k === "handle";

export function optionPayload(id: TypeId, cx: Context): TypeId {
  const { kind } = cx.resolved(id);
  const some = kind.k === "variant" && kind.shape === "option" ? kind.cases[1]?.type : undefined;
  if (some === undefined) throw new Error("an option has a payload");
  return some;
}
