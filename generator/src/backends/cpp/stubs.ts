/** A compile-ready implementation of every export, for the app's author to fill. */
import type { FuncPlan } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { echoTarget } from "../../emit/c-family/echo.js";
import { wrapped } from "../../emit/c-family/wrap.js";
import { code, empty, type Fragment, lines, paragraphs, toFragment } from "../../emit/code.js";
import type { FileSet } from "../../emit/files.js";
import type { ResourceId } from "../../ids.js";
import { echoConversions, echoMembers, echoPool, passOn, someValue } from "./echo.js";
import { macroName, worldHeader, worldMacro } from "./files.js";
import { groupNamespace } from "./names.js";
import { declare, outerRef, resourceRef, returnsOf, returnType } from "./types.js";

export function stubFiles(cx: Context): FileSet {
  if (cx.stubs === undefined) return [];
  const echo = cx.stubs === "echo";
  const groups = cx.plan.groups.filter((g) => g.direction === "export");
  const resources = groups.flatMap((g) =>
    g.resources.map((id) => ({ id, functions: g.functions.filter((fn) => fn.resource === id) })),
  );
  const conversions = echo ? echoConversions(cx) : [];
  const objects = resources.map(
    ({ id, functions }) => code`
      struct ${nameOf(id, cx)}::rep {
        ${echo ? echoMembers(id, cx) : "static void destroy(rep *self) { (void)self; }"}
        ${functions.map((fn) => (echo ? code`${head(cx.func(fn))};` : stub(cx.func(fn))))}
      };`,
  );
  const methods = echo
    ? resources.flatMap(({ id, functions }) => functions.map((fn) => stub(cx.func(fn), `${nameOf(id, cx)}::rep::`)))
    : [];
  const implemented = groups
    .filter((g) => g.functions.length + g.resources.length > 0)
    .map((group) => ({ group, functions: group.functions.filter((fn) => fn.resource === undefined) }));
  const names = implemented.flatMap(({ functions }) => functions.map((fn) => cx.names.func(fn)));
  const struct = (name: string, functions: readonly FuncPlan[]): Fragment => code`
    struct ${name} {
      ${functions.map((fn) => stub(cx.func(fn)))}
    };`;
  // A function of the struct's own name would be its constructor, and a namespace is there already.
  const taken = new Set([...names, ...cx.plan.groups.map((g) => groupNamespace(g, cx.plan).replace(/::.*/, ""))]);
  const free = (name: string): string => (taken.has(name) ? `${name}_` : name);
  const app = free("app");
  // One struct for all of the world, unless two of its interfaces have functions of one name.
  const parts =
    new Set(names).size === names.length
      ? [
          struct(
            app,
            implemented.flatMap(({ functions }) => functions),
          ),
          `${worldMacro(cx)}(${app});`,
        ]
      : implemented.flatMap(({ group, functions }) => {
          const lead = macroName(group, cx).replace(/_EXPORT$/, "");
          const name = free(`${lead.toLowerCase()}_app`);
          return [struct(name, functions), `${macroName(group, cx)}(${name});`];
        });
  const users = [...conversions, ...methods, ...parts.map(toFragment)];
  const text = paragraphs([
    "// Yours to edit: ocrekit writes this file once.",
    `#include "${worldHeader(cx)}"`,
    ...objects,
    ...(echo ? resources.map(({ id }) => echoPool(id, users, cx)) : []),
    ...conversions,
    ...methods,
    ...(implemented.length === 0 ? [] : parts),
  ]).text;
  return [{ path: "app.cpp", text: `${text}\n`, once: true }];
}

const nameOf = (id: ResourceId, cx: Context): string => resourceRef(id, cx).text.slice(2);

/** The signature; of a member that is defined outside of its class, with the class before its name. */
function head(cx: FuncContext, owner = ""): Fragment {
  const { fn } = cx;
  const params = fn.params.map((p, i) => declare(outerRef(p.type, cx), cx.names.param(fn, i)));
  return code`${fn.kind === "method" || owner !== "" ? "" : "static "}${wrapped(
    declare(returnType(cx), `${owner}${cx.names.func(fn)}`),
    fn.kind === "method" ? params.slice(1) : params,
  )}`;
}

function stub(cx: FuncContext, owner = ""): Fragment {
  const { fn } = cx;
  const target = cx.stubs === "echo" ? echoTarget(fn, cx.plan) : undefined;
  const names = fn.params.map((_, i) => cx.names.param(fn, i));
  return code`
    ${head(cx, owner)} {
      ${
        target === undefined
          ? lines([...(fn.kind === "method" ? names.slice(1) : names).map((name) => `(void)${name};`), nothing(cx)])
          : passOn(cx, target)
      }
    }`;
}

function nothing(cx: FuncContext): Fragment {
  const returns = returnsOf(cx);
  const type = returns.kind === "value" ? returns.type : returns.kind === "expected" ? returns.ok : undefined;
  if (cx.stubs === "echo" && type !== undefined) return someValue(type, cx);
  return returns.kind === "none" ? empty : code`return ${returns.kind === "bool" ? "true" : "{}"};`;
}
