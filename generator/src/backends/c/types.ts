/** How types are named where they are used. */
import type { TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { scalarTypes } from "../../emit/c-family/numbers.js";
import type { Fragment } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";
import { headerOf } from "./headers.js";

export function typeRef(type: TypePlan, cx: Context): Fragment {
  const { kind } = type;
  if (kind.k === "scalar") return { text: scalarTypes[kind.scalar], imports: [] };
  if (kind.k === "string") return { text: "wit_string_t", imports: [] };
  const imports = [{ from: headerOf(type, cx) }];
  if (kind.k === "handle" && type.name === undefined) return { text: handleRef(kind, cx).text, imports };
  return { text: cx.names.type(type.id), imports };
}

/** An exported method's self is the app's own struct; every other handle is a number. */
export function handleRef(kind: Extract<TypePlan["kind"], { k: "handle" }>, cx: Context): Fragment {
  const name = cx.names.resource(kind.resource);
  const isRep = cx.resource(kind.resource).direction === "export" && kind.mode === "borrow";
  return { text: isRep ? `${repOf(name)} *` : name, imports: [] };
}

/** `acme_store_bucket_rep_t`, what an exported handle stands for; the app defines its struct. */
export const repOf = (resource: string): string => `struct ${resource.replace(/_t$/, "")}_rep`;

/** `T name`, without a space after the star of a pointer. */
export function declare(type: Fragment, name: string): Fragment {
  return { text: type.text.endsWith("*") ? `${type.text}${name}` : `${type.text} ${name}`, imports: type.imports };
}

/** The same, not to be written to: `const T`, or `T *const` for a pointer. */
export const constant = (type: Fragment): Fragment => ({
  text: type.text.endsWith("*") ? `${type.text}const` : `const ${type.text}`,
  imports: type.imports,
});

/** Records, tuples and arrays are passed by pointer; everything else, which has constructors or is small, by value. */
export function byPointer(id: TypeId, cx: Context): boolean {
  const { k } = cx.resolved(id).kind;
  return k === "record" || k === "array";
}
