/** How bodies end: errors of the app's implementation on the way out, errors of the host's on the way in. */
import type { Stmt } from "../../abi/ir.js";
import type { FuncContext } from "../../backend/contract.js";
import { code, commas, empty, type Fragment, lines } from "../../emit/code.js";
import type { LocalId } from "../../ids.js";
import { coreValue, localType } from "./expressions.js";
import { returnsOf } from "./outcome.js";
import { wit } from "./packages.js";
import { isRead } from "./uses.js";

type Of<Op extends Stmt["op"]> = Extract<Stmt, { op: Op }>;

/** What an app leaves out answers with zero values. */
export function callUser(s: Of<"callUser">, cx: FuncContext): Fragment {
  const { fn } = cx;
  const args = s.args.map((a) => cx.expr(a));
  const [self, ...rest] = args;
  const name = cx.names.func(fn);
  const isMethod = fn.kind === "method" && self !== undefined;
  const call = isMethod ? code`${self}.${name}(${commas(rest)})` : code`handlers.${name}(${commas(args)})`;
  const { value, fails } = returnsOf(fn);
  // A status has a local in the plan, but the app returns an error only.
  const result = value === undefined || s.to === undefined ? undefined : isRead(s.to, cx) ? cx.local(s.to) : "_";
  const targets = [...(result === undefined ? [] : [result]), ...(fails ? ["err"] : [])];
  const declared = [
    s.to !== undefined && isRead(s.to, cx) && (!isMethod || value === undefined)
      ? code`var ${cx.local(s.to)} ${localType(s.to, cx)}`
      : empty,
    fails && !isMethod ? code`var err error` : empty,
  ];
  const assigned =
    targets.length === 0
      ? call
      : code`${targets.join(", ")} ${isMethod && targets.some((t) => t !== "_") ? ":=" : "="} ${call}`;
  const guarded = isMethod
    ? assigned
    : code`
    if handlers.${name} != nil {
    	${assigned}
    }`;
  return lines([...declared, guarded, s.thrown === undefined ? empty : thrown(s.thrown, cx)]);
}

function thrown({ payload, body, fault }: NonNullable<Of<"callUser">["thrown"]>, cx: FuncContext): Fragment {
  const otherwise = fault === undefined ? code`panic(err)` : cx.body(fault);
  const find = payload === undefined ? empty : errorValue(payload, otherwise, cx);
  return code`
    if err != nil {
    	${find}
    	${cx.body(body)}
    }`;
}

function errorValue(payload: LocalId, otherwise: Fragment, cx: FuncContext): Fragment {
  const value = isRead(payload, cx) ? cx.local(payload) : "_";
  return code`
    ${value}, ok := ${wit("ErrorValue")}[${localType(payload, cx)}](err)
    if !ok {
    	${otherwise}
    }`;
}

export function returns(s: Of<"return">, cx: FuncContext): Fragment {
  const { fn } = cx;
  // The end of a function that returns nothing.
  if (s.of === undefined) return fn.role === "guest-export" && isLast(s, cx) ? empty : code`return`;
  if (fn.role === "guest-export") return code`return ${coreValue(s.of, cx)}`;
  const of = cx.expr(s.of);
  switch (fn.outcome.kind) {
    case "none":
    case "value":
      return code`return ${of}`;
    case "status":
      return code`return ${wit("Status")}[${cx.typeRef(fn.outcome.error)}](${s.of.op === "fromCore" ? cx.expr(s.of.of) : code`int32(${of})`})`;
    case "result":
      return code`return ${of}.${fn.outcome.ok === undefined ? "AsError" : "Get"}()`;
  }
}

const isLast = (s: Stmt, cx: FuncContext): boolean => cx.fn.body.at(-1) === s || cx.fn.post?.body.at(-1) === s;
