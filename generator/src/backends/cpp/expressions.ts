/** The plan's expressions in C++. */
import type { FuncPlan, TypePlan } from "../../abi/plan-model.js";
import { cExpressions } from "../../backend/c-family-expressions.js";
import type { FuncContext } from "../../backend/contract.js";
import { code, type Fragment } from "../../emit/code.js";
import type { LocalId } from "../../ids.js";
import { ownerOf, scalarTypes } from "./types.js";

/** The variable that the host or the app fills, and the value in it. */
interface ResultArea {
  readonly area?: LocalId;
  readonly value?: LocalId;
}

const resultAreas = new WeakMap<FuncPlan, ResultArea>();

function resultArea({ fn, resolved }: FuncContext): ResultArea {
  let found = resultAreas.get(fn);
  if (found === undefined) {
    const spilled = fn.result !== undefined && fn.signature.spilledResult && resolved(fn.result).kind.k !== "scalar";
    // A block of spilled parameters comes before the result's area.
    const area = spilled ? fn.body.flatMap((s) => (s.op === "area" ? [s.to] : [])).at(-1) : undefined;
    const loaded = fn.body.find((s) => s.op === "loadValue" && s.at.base === area && s.at.offset === 0);
    const value = loaded?.op === "loadValue" ? { value: loaded.to } : {};
    found = area === undefined ? {} : { area, ...value };
    resultAreas.set(fn, found);
  }
  return found;
}

/** Whether the local is the value in the result's variable and needs none of its own. */
export const inArea = (cx: FuncContext, id: LocalId): boolean => resultArea(cx).value === id;
export const isResultArea = (cx: FuncContext, id: LocalId): boolean => resultArea(cx).area === id;

export function localText(id: LocalId, cx: FuncContext): string {
  const { area } = resultArea(cx);
  if (area !== undefined && inArea(cx, id)) return `${cx.local(area)}.value`;
  const input = cx.fn.role === "guest-import" ? cx.fn.inputs.indexOf(id) : -1;
  const param = cx.fn.params[input];
  if (param === undefined) return cx.local(id);
  if (input === 0 && cx.fn.kind === "method") return `::wit::borrow(*this)`;
  // The callee gets the handle; the owner that the app passed has none any more.
  const shape = ownerOf(param.type, cx)?.shape;
  if (shape === undefined) return cx.local(id);
  return shape === "handle" ? `${cx.local(id)}.release()` : givenName(cx.local(id));
}

/** What the owner of several handles, or of none, gave away; it is looked at more than once. */
export const givenName = (param: string): string => `okrt_${param}`;

export const member = (of: Fragment, name: string): Fragment => code`${of}.${name}`;

/** Where the payload of a case lies. */
export function payloadOf(of: Fragment, type: TypePlan, index: number, cx: FuncContext): Fragment {
  if (type.kind.k !== "variant") return unused("payload");
  if (type.kind.shape === "option") return code`*${of}`;
  const name = type.kind.shape === "result" ? ["ok", "err"][index] : cx.names.member(type.id, index);
  return member(of, `val.${name}`);
}

export const { expr, asCore } = cExpressions({
  language: "C++",
  scalars: scalarTypes,
  cast: (type, of) => code`${type}(${of})`,
  castWhole: (type, of) => code`${type}(${of})`,
  address: (of) => code`::okrt::address(${of})`,
  member,
  localText,
});

/** A form that the planner makes for other languages only. */
export function unused(what: string): never {
  throw new Error(`the plan of a C++ guest holds no '${what}'`);
}
