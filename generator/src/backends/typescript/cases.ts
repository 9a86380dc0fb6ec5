/** Values with cases: by the case of a native value, by a discriminant, and making one. */
import type { Stmt } from "../../abi/ir.js";
import type { FuncContext } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, lines } from "../../emit/code.js";
import { braces } from "../../emit/line-breaks.js";
import type { LocalId, TypeId } from "../../ids.js";
import { leave } from "./calls.js";
import { call } from "./expressions.js";
import { isResultSwitch, resultLocal } from "./outcome.js";
import { runtime } from "./places.js";
import { mayBeAbsent } from "./types.js";
import { isUnused } from "./unused.js";

type Of<Op extends Stmt["op"]> = Extract<Stmt, { op: Op }>;

export function makeCase(s: Of<"case">, cx: FuncContext): Fragment {
  const arg = s.arg === undefined ? undefined : cx.expr(s.arg);
  if (s.to === resultLocal(cx.fn)) return ofResult(s, arg, cx);
  if (mayBeAbsent(s.type, cx)) return arg === undefined ? empty : code`${cx.local(s.to)} = ${arg};`;
  const tag = tagOf(s.type, s.index, cx);
  return code`${cx.local(s.to)} = ${braces([`tag: ${tag}`, ...(arg === undefined ? [] : [arg.text === "val" ? arg : code`val: ${arg}`])])};`;
}

/** An option that is to be set in one arm only starts as nothing. */
export const noneOf = (_: LocalId, type: TypeId, cx: FuncContext): string =>
  mayBeAbsent(type, cx) ? " = undefined" : "";

function ofResult(s: Of<"case">, arg: Fragment | undefined, cx: FuncContext): Fragment {
  if (s.index === 1) {
    const error = code`new ${runtime("errors", "OcreError")}`;
    return lines([leave(cx), code`throw ${call(error, arg ?? "undefined")};`]);
  }
  // A constructor's object is there already.
  if (arg === undefined || cx.fn.kind === "constructor") return empty;
  return code`const ${cx.local(s.to)} = ${arg};`;
}

function tagOf(id: TypeId, index: number, cx: FuncContext): string {
  const type = cx.resolved(id);
  if (type.kind.k !== "variant") throw new Error("only variants have cases");
  return type.kind.shape === "variant" ? cx.names.member(type.id, index) : JSON.stringify(type.kind.cases[index]?.name);
}

/** A condition and its two bodies, without the empty ones. */
function either(condition: CodeValue, yes: Fragment, inverse: CodeValue, no: Fragment): Fragment {
  if (no.text === "" && yes.text === "") return empty;
  if (no.text === "" || yes.text === "")
    return code`
      if (${no.text === "" ? condition : inverse}) {
        ${no.text === "" ? yes : no}
      }`;
  return code`
    if (${condition}) {
      ${yes}
    } else {
      ${no}
    }`;
}

export function match(s: Of<"match">, cx: FuncContext): Fragment {
  const of = cx.expr(s.of);
  const bodies = s.arms.map((arm) => {
    const value = mayBeAbsent(s.type, cx) ? of : code`${of}.val`;
    const body = cx.body(arm.body);
    const bound =
      arm.bind === undefined || isUnused(arm.bind, cx) ? empty : code`const ${cx.local(arm.bind)} = ${value};`;
    return { tag: tagOf(s.type, arm.index, cx), body: lines([bound, body]) };
  });
  const [first, second] = bodies;
  if (mayBeAbsent(s.type, cx))
    return either(code`${of} !== undefined`, second?.body ?? empty, code`${of} === undefined`, first?.body ?? empty);
  const full = bodies.filter(({ body }) => body.text !== "");
  if (full.length === 0) return empty;
  const all = full.length === bodies.length;
  return code`
    switch (${of}.tag) {
      ${full.map(({ tag, body }) => arm(tag, body))}
      ${all ? otherwise(of) : ""}
    }`;
}

const arm = (label: string, body: Fragment): Fragment => code`
  case ${label}: {
    ${body}
    break;
  }`;

const otherwise = (of: CodeValue): Fragment => code`
  default:
    throw ${runtime("codec", "noCase")}(${of});`;

/** By a discriminant. Of two cases the second is what the first is not: a guest trusts its host. */
export function printSwitch(s: Of<"switch">, cx: FuncContext): Fragment {
  const of = cx.expr(s.of);
  const body = (index: number): Fragment => cx.body(s.arms.find((a) => a.index === index)?.body ?? []);
  if (isResultSwitch(s, cx.fn))
    return lines([
      code`
        if (${of} !== 0) {
          ${body(1)}
        }`,
      body(0),
    ]);
  if (s.arms.length === 2) return either(code`${of} === 0`, body(0), code`${of} !== 0`, body(1));
  return code`
    switch (${of}) {
      ${s.arms.map((a) => arm(String(a.index), body(a.index)))}
      ${otherwise(of)}
    }`;
}
