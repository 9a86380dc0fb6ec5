/** How types are written: with the bytes of the canonical ABI inside of other types, in Zig's own form in signatures. */
import type { ScalarName, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, commas, type Fragment, symbol } from "../../emit/code.js";
import type { ResourceId, TypeId } from "../../ids.js";
import { pathOf, qualified, resourceHome } from "./places.js";

export const scalarTypes = {
  bool: "bool",
  u8: "u8",
  s8: "i8",
  u16: "u16",
  s16: "i16",
  u32: "u32",
  s32: "i32",
  u64: "u64",
  s64: "i64",
  f32: "f32",
  f64: "f64",
  char: "u32",
} as const satisfies Record<ScalarName, string>;

/** The type as it lies in memory. */
export function typeRef(type: TypePlan, cx: Context): Fragment {
  if (type.name !== undefined && type.home !== undefined)
    return declared(cx.names.type(type.id), qualified(type.home, cx), pathOf(type.home, cx));
  return structure(type, cx);
}

/** A use of a declaration; the file that it is used in takes its own prefix off. */
const declared = (name: string, place: string, path: string): Fragment =>
  symbol({ from: path, name }, `${place}.${name}`);

/** The type without its own name: what an alias stands for. */
export function structure(type: TypePlan, cx: Context): Fragment {
  const { kind } = type;
  const payload = (id: TypeId | undefined): Fragment => (id === undefined ? code`void` : cx.typeRef(id));
  switch (kind.k) {
    case "scalar":
      return { text: scalarTypes[kind.scalar], imports: [] };
    case "string":
      return code`wit.String`;
    case "alias":
      return cx.typeRef(kind.of);
    case "list":
      return code`wit.List(${cx.typeRef(kind.of)})`;
    case "array":
      return code`[${kind.length}]${cx.typeRef(kind.of)}`;
    case "record":
      return code`sdk.Tuple${kind.fields.length}(${commas(kind.fields.map((f) => cx.typeRef(f.type)))})`;
    case "handle": {
      const resource = cx.resource(kind.resource);
      // The app's own struct behind a handle; its type is the app's.
      if (resource.direction === "export" && kind.mode === "borrow") return code`*wit.Rep`;
      return handleRef(kind.resource, cx);
    }
    case "variant":
      return kind.shape === "option"
        ? code`wit.Option(${payload(kind.cases[1]?.type)})`
        : code`wit.Result(${commas(kind.cases.map((c) => payload(c.type)))})`;
    case "flags":
      throw new Error("flags have a name");
  }
}

/** The type of handles of a resource. */
export function handleRef(id: ResourceId, cx: Context): Fragment {
  const home = resourceHome(cx.resource(id));
  return declared(cx.names.resource(id), qualified(home, cx), pathOf(home, cx));
}

/** The type in a signature: slices, optionals, tagged unions. */
export function nativeRef(id: TypeId, cx: Context): Fragment {
  const type = cx.resolved(id);
  const { kind } = type;
  if (kind.k === "string") return code`[]const u8`;
  if (kind.k === "list") return code`[]const ${cx.typeRef(kind.of)}`;
  if (kind.k !== "variant" || kind.shape === "enum") return cx.typeRef(id);
  const some = kind.shape === "option" ? kind.cases[1]?.type : undefined;
  return some === undefined ? code`${cx.typeRef(id)}.Native` : code`?${nativeRef(some, cx)}`;
}

/** Whether the two forms differ. */
export function converts(id: TypeId, cx: Context): boolean {
  const { kind } = cx.resolved(id);
  return kind.k === "string" || kind.k === "list" || (kind.k === "variant" && kind.shape !== "enum");
}

export function isSequence(id: TypeId, cx: Context): boolean {
  const { k } = cx.resolved(id).kind;
  return k === "string" || k === "list";
}
