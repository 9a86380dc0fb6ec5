/** Types whose values the app has in another form than the bindings: which they are, and how they are converted. */
import type { FuncPlan, Group, Plan, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, type Fragment, symbol } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";
import { type Call, call } from "./lines.js";
import { ownModule, sdkModule } from "./modules.js";
import { ownPlace } from "./places.js";

type Types = Pick<Context, "resolved">;

/** Maps, lists of fixed length and lists of s8, which the bindings have as pairs, tuples and bytes; and what holds one. */
export function changes(id: TypeId | undefined, cx: Types): boolean {
  if (id === undefined) return false;
  const { kind } = cx.resolved(id);
  switch (kind.k) {
    case "array":
      return true;
    case "list":
      return kind.map || isScalar(kind.of, "s8", cx) || changes(kind.of, cx);
    case "record":
      return kind.fields.some((f) => changes(f.type, cx));
    case "variant":
      return kind.cases.some((c) => changes(c.type, cx));
    default:
      return false;
  }
}

export const functionChanges = (fn: FuncPlan, cx: Types): boolean =>
  fn.params.some((p) => changes(p.type, cx)) || changes(fn.result, cx);

/** Its functions go through conversions, all of them, so that they fail in one way. */
export const groupChanges = (group: Group, cx: Types): boolean => group.functions.some((fn) => functionChanges(fn, cx));

/** Classes that the SDK declares in place of those of the bindings. */
export const isOwnClass = (type: TypePlan, cx: Types): boolean =>
  type.name !== undefined &&
  ((type.kind.k === "record" && type.kind.shape === "record") ||
    (type.kind.k === "variant" && type.kind.shape === "variant")) &&
  changes(type.id, cx);

export const worldChanges = (plan: Plan, cx: Types): boolean =>
  plan.groups.some((group) => groupChanges(group, cx)) || plan.types.some((type) => isOwnClass(type, cx));

export function isScalar(id: TypeId, scalar: string, cx: Types): boolean {
  const { kind } = cx.resolved(id);
  return kind.k === "scalar" && kind.scalar === scalar;
}

/** Nothing in WIT is spelled in both cases. */
export const kindName = (type: TypePlan, cx: Context): string => `${cx.names.type(type.id)}_kind`;

/** Of the SDK: `kinds.mapping`. */
export function runtime(name: string, cx: Context): Fragment {
  const { alias, item } = sdkModule("kinds", cx);
  return symbol(item, `${alias}.${name}`);
}

/** What the module of a type of ours has of it, as it is written in the module `here`. */
export const placed = (name: string, type: TypePlan, cx: Context, here?: string): Fragment =>
  ofModule(ownPlace(type.home, cx), name, cx, here);

/** A name of a module of ours, as it is written in the module `here`. */
export function ofModule(module: string, name: string, cx: Context, here?: string): Fragment {
  if (module === here) return code`${name}`;
  const { alias, item } = ownModule(module, cx);
  return symbol(item, `${alias}.${name}`);
}

/** `here`: the module that it is printed in. */
export function kindOf(id: TypeId | undefined, cx: Context, here?: string): Call {
  if (id === undefined || !changes(id, cx)) return call(runtime("SAME", cx));
  const type = cx.resolved(id);
  const { kind } = type;
  const parts = (...of: readonly (TypeId | undefined)[]): readonly Call[] => of.map((part) => kindOf(part, cx, here));
  if (isOwnClass(type, cx)) return call(placed(kindName(type, cx), type, cx, here));
  switch (kind.k) {
    case "array": {
      const length = call(code`${kind.length}`);
      if (isScalar(kind.of, "u8", cx)) return call(runtime("octets", cx), [length]);
      return call(runtime("fixed", cx), [length, ...parts(kind.of)]);
    }
    case "list": {
      const pair = cx.resolved(kind.of).kind;
      if (kind.map && pair.k === "record")
        return call(runtime("mapping", cx), parts(...pair.fields.map((f) => f.type)));
      return isScalar(kind.of, "s8", cx) ? call(runtime("SIGNED", cx)) : call(runtime("listed", cx), parts(kind.of));
    }
    case "record":
      return call(runtime("tupled", cx), parts(...kind.fields.map((f) => f.type)));
    case "variant": {
      const [first, second] = kind.cases;
      if (kind.shape === "result") return call(runtime("result", cx), parts(first?.type, second?.type));
      return call(runtime(isOption(second?.type, cx) ? "some" : "optional", cx), parts(second?.type));
    }
    default:
      throw new Error(`a ${kind.k} is the same on both sides`);
  }
}

export function isOption(id: TypeId | undefined, cx: Types): boolean {
  if (id === undefined) return false;
  const { kind } = cx.resolved(id);
  return kind.k === "variant" && kind.shape === "option";
}

/** `kinds.Function(...)`: what it takes, and what it answers where that changes. */
export function functionKind(fn: FuncPlan, cx: Context, here?: string): Call {
  const { outcome } = fn;
  const params = fn.params.slice(fn.kind === "method" ? 1 : 0).map((p) => kindOf(p.type, cx, here));
  const ok = outcome.kind === "value" ? outcome.type : outcome.kind === "result" ? outcome.ok : undefined;
  const err = outcome.kind === "result" ? outcome.err : undefined;
  return call(runtime("Function", cx), [
    ...params,
    ...(changes(ok, cx) ? [named("result", kindOf(ok, cx, here))] : []),
    ...(changes(err, cx) ? [named("error", kindOf(err, cx, here))] : []),
  ]);
}

const named = (name: string, { head, args }: Call): Call => ({ head: code`${name}=${head}`, ...(args && { args }) });
