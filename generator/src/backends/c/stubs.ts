/** A compile-ready implementation of every export, for the app's author to fill. */
import type { Context, FuncContext } from "../../backend/contract.js";
import { echoTarget } from "../../emit/c-family/echo.js";
import { code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import type { FileSet } from "../../emit/files.js";
import type { ResourceId, TypeId } from "../../ids.js";
import { echoConversions, echoed, echoObject, echoPool, someValue } from "./echo.js";
import { worldHeader, worldMacro } from "./files.js";
import { argumentNames, outputs, signature } from "./functions.js";
import { okConstant, outName, type Returns, returnsOf } from "./outcome.js";
import { declare, repOf } from "./types.js";

export function stubFiles(cx: Context): FileSet {
  if (cx.stubs === undefined) return [];
  const echo = cx.stubs === "echo";
  const groups = cx.plan.groups.filter((g) => g.direction === "export");
  const resources = groups.flatMap((g) => g.resources).map((id) => (echo ? echoObject(id, cx) : object(id, cx)));
  const conversions = echo ? echoConversions(cx) : [];
  const functions = groups
    .flatMap((g) => g.functions)
    .map((fn) => {
      const target = echo ? echoTarget(fn, cx.plan) : undefined;
      return target === undefined ? stub(cx.func(fn)) : echoed(cx.func(fn), target);
    });
  const users = [...conversions, ...functions];
  const pools = echo ? groups.flatMap((g) => g.resources).map((id) => echoPool(id, users, cx)) : [];
  const text = paragraphs([
    "/* Yours to edit: ocrekit writes this file once. */",
    `#include "${worldHeader(cx)}"`,
    ...resources,
    ...pools,
    ...conversions,
    ...functions,
    functions.length + resources.length === 0 ? empty : code`${worldMacro(cx)}();`,
  ]).text;
  return [{ path: "app.c", text: `${text}\n`, once: true }];
}

function object(id: ResourceId, cx: Context): Fragment {
  const base = cx.names.resource(id).replace(/_t$/, "");
  return code`
    ${repOf(base)} {
      int unused;
    };

    void ${base}_destroy(${repOf(base)} *self) {
      (void)self;
    }`;
}

const stub = (cx: FuncContext): Fragment => code`
  ${signature(cx, cx.names.func(cx.fn))} {
    ${nothing(cx)}
  }`;

/** All bytes zero is a value of every type; a static variable is zero in C and in C++ alike. */
function nothing(cx: FuncContext): Fragment {
  const returns = returnsOf(cx);
  const out = new Map(outputs(cx).map(([type, name]) => [name, type]));
  const zero = (type: Fragment, name: string): Fragment => code`static ${declare(type, name)};`;
  const used = argumentNames(cx).map((name) => {
    const type = out.get(name);
    // `out` and `err` lie in one place; a call that went well writes the first only.
    return type === undefined || name === outName("err", cx)
      ? code`(void)${name};`
      : lines([zero(type, `zero_${name}_`), `*${name} = zero_${name}_;`, filled(okOf(returns), `(*${name})`, cx)]);
  });
  const answer =
    returns.kind === "none"
      ? empty
      : returns.kind === "flag"
        ? code`return true;`
        : returns.kind === "status"
          ? code`return ${okConstant(returns.status, cx)};`
          : lines([zero(cx.typeRef(returns.type), "zero_"), filled(returns.type, "zero_", cx), "return zero_;"]);
  return lines([...used, answer]);
}

/** An echo without an import gives back what fits. */
const filled = (type: TypeId | undefined, place: string, cx: FuncContext): Fragment =>
  type === undefined || cx.stubs !== "echo" ? empty : someValue(type, place, cx);

const okOf = (returns: Returns): TypeId | undefined =>
  returns.kind === "status" || returns.kind === "flag" ? returns.ok : undefined;
