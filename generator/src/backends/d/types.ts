/** How types are written: with the bytes of the canonical ABI; strings and lists of signatures are slices. */
import type { ScalarName, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, commas, type Fragment } from "../../emit/code.js";
import { reference } from "../../emit/line-breaks.js";
import type { ResourceId, TypeId } from "../../ids.js";
import { moduleOf, resourceHome } from "./places.js";

export const scalarTypes = {
  bool: "bool",
  u8: "ubyte",
  s8: "byte",
  u16: "ushort",
  s16: "short",
  u32: "uint",
  s32: "int",
  u64: "ulong",
  s64: "long",
  f32: "float",
  f64: "double",
  char: "dchar",
} as const satisfies Record<ScalarName, string>;

/** The type as it lies in memory. */
export function typeRef(type: TypePlan, cx: Context): Fragment {
  if (type.name !== undefined && type.home !== undefined)
    return reference({ from: moduleOf(type.home, cx), name: cx.names.type(type.id) });
  return structure(type, cx);
}

/** The type without its own name: what an alias stands for. */
export function structure(type: TypePlan, cx: Context): Fragment {
  const { kind } = type;
  switch (kind.k) {
    case "scalar":
      return { text: scalarTypes[kind.scalar], imports: [] };
    case "string":
      return code`wit.String`;
    case "alias":
      return cx.typeRef(kind.of);
    case "list":
      return code`wit.List!(${cx.typeRef(kind.of)})`;
    case "array":
      return code`${cx.typeRef(kind.of)}[${kind.length}]`;
    case "record":
      return code`wit.Tuple!(${commas(kind.fields.map((f) => cx.typeRef(f.type)))})`;
    case "handle": {
      const resource = cx.resource(kind.resource);
      // The app's own struct behind a handle; its type is the app's.
      if (resource.direction === "export" && kind.mode === "borrow") return code`wit.Rep*`;
      return handleRef(kind.resource, cx);
    }
    case "variant":
      return kind.shape === "option"
        ? code`wit.Option!(${orVoid(kind.cases[1]?.type, cx)})`
        : code`wit.Result!(${commas(kind.cases.map((c) => orVoid(c.type, cx)))})`;
    case "flags":
      throw new Error("flags have a name");
  }
}

/** The type of handles of a resource. */
export const handleRef = (id: ResourceId, cx: Context): Fragment =>
  reference({ from: moduleOf(resourceHome(cx.resource(id)), cx), name: cx.names.resource(id) });

export const orVoid = (id: TypeId | undefined, cx: Context): Fragment =>
  id === undefined ? code`void` : cx.typeRef(id);

/** The type in a signature. */
export function nativeRef(id: TypeId, cx: Context): Fragment {
  const { kind } = cx.resolved(id);
  if (kind.k === "string") return code`const(char)[]`;
  return kind.k === "list" ? code`const(${cx.typeRef(kind.of)})[]` : cx.typeRef(id);
}

/** Whether the two forms differ. */
export function isSequence(id: TypeId, cx: Context): boolean {
  const { k } = cx.resolved(id).kind;
  return k === "string" || k === "list";
}

/** What a field without a value is, where D's own default is not zero. */
export function zero(id: TypeId, cx: Context): string {
  const { kind } = cx.resolved(id);
  if (kind.k !== "scalar") return "";
  return kind.scalar === "f32" || kind.scalar === "f64" || kind.scalar === "char" ? " = 0" : "";
}
