/** `--stubs`: an app that implements every export, with empty answers or with those of the import of the same name. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { echoResource, echoTarget, fittingParam, holdsExported } from "../../backend/echo.js";
import { code, empty, type Fragment, paragraphs } from "../../emit/code.js";
import { breakable, brokenLate, reference } from "../../emit/line-breaks.js";
import type { ResourceId } from "../../ids.js";
import { emptyValue, ownClassName } from "./empty-values.js";
import { implementer } from "./implementers.js";
import { returnType } from "./outcome.js";
import { fileOf, implementerName, resourceClass, resourceType } from "./places.js";

export function stubs(cx: Context): readonly Fragment[] | undefined {
  if (cx.stubs === undefined) return undefined;
  const groups = cx.plan.groups.filter((g) => g.direction === "export");
  const parts = groups.flatMap((group) => [...classes(group, cx), exported(group, cx)]);
  const passes = parts.some(({ text }) => text.includes("$hosts("));
  return passes ? [hosts, ...parts] : parts;
}

const hosts = code`
  /** In an echo the app's objects are the host's own, and their types do not know it. */
  const $hosts = <T>(value: unknown): T => value as T;`;

function exported(group: Group, cx: Context): Fragment {
  if (group.functions.length === 0 && group.resources.length === 0) return empty;
  const call = reference({ from: fileOf(group, cx.plan), name: `export${implementerName(group, cx)}` });
  if (implementer(group, cx).text === "") return code`${call}();`;
  const constructed = group.resources.filter((id) =>
    group.functions.some((fn) => fn.resource === id && fn.kind !== "method"),
  );
  const members = [
    ...constructed.map((id) => code`${cx.names.resource(id)}: ${ownClass(id, group, cx)},`),
    ...group.functions.filter((fn) => fn.kind === "free").map((fn) => code`${method(fn, cx)},`),
  ];
  return code`
    ${call}({
      ${members}
    });`;
}

/** The host's class where the interface is echoed, else one of the app. */
function ownClass(id: ResourceId, group: Group, cx: Context): Fragment {
  const twin = echoResource(id, cx);
  if (twin === undefined) return code`${ownClassName(id, cx)}`;
  // What a class is constructed from is compared exactly, unlike what its methods take.
  const made = group.functions.find((fn) => fn.resource === id && fn.kind === "constructor");
  const passes = made?.params.some((p) => holdsExported(p.type, cx)) ?? false;
  return passes ? code`$hosts(${resourceClass(twin.id, cx)})` : resourceClass(twin.id, cx);
}

function classes(group: Group, cx: Context): readonly Fragment[] {
  return group.resources.flatMap((id) => {
    if (echoResource(id, cx) !== undefined) return [];
    const members = group.functions
      .filter((fn) => fn.resource === id && fn.kind !== "constructor")
      .map((fn) => (fn.kind === "static" ? code`static ${typed(fn, cx)}` : typed(fn, cx)));
    const head = code`export class ${ownClassName(id, cx)} implements ${resourceType(id, cx)}`;
    if (members.length === 0) return code`${head} {}`;
    return code`
      ${head} {
        ${paragraphs(members)}
      }`;
  });
}

/** `f(a) { ... }`: the types of the parameters are known from what is implemented. */
function method(fn: FuncPlan, cx: Context): Fragment {
  const { used, body } = answer(fn, cx);
  const params = fn.params.slice(0, used).map((_, i) => code`${paramName(fn, i, used, cx)}`);
  return withBody(breakable(`${cx.names.func(fn)}(`, params, ")"), body);
}

/** The same with types, as classes want them. */
function typed(fn: FuncPlan, cx: Context): Fragment {
  const self = fn.kind === "method" ? 1 : 0;
  const { used, body } = answer(fn, cx);
  const params = fn.params
    .slice(0, used)
    .map((p, i) => code`${paramName(fn, i, used, cx)}: ${cx.typeRef(p.type)}`)
    .slice(self);
  return withBody(breakable(`${cx.names.func(fn)}(`, params, code`): ${brokenLate(returnType(fn, cx))}`), body);
}

function withBody(head: Fragment, body: Fragment): Fragment {
  if (body.text === "") return code`${head} {}`;
  return code`
    ${head} {
      ${body}
    }`;
}

/** Without an echo only the last of the parameters is used. */
function paramName(fn: FuncPlan, index: number, used: number, cx: Context): string {
  const name = cx.names.param(fn, index);
  return index === used - 1 || echoTarget(fn, cx) !== undefined ? name : `_${name}`;
}

interface Answer {
  /** So many parameters have to be named. */
  readonly used: number;
  readonly body: Fragment;
}

function answer(fn: FuncPlan, cx: Context): Answer {
  const target = echoTarget(fn, cx);
  if (target === undefined) return own(fn, cx);
  const args = fn.params.map((p, i) => {
    const name = cx.names.param(fn, i);
    return holdsExported(p.type, cx) ? `$hosts(${name})` : name;
  });
  const callee = reference({ from: fileOf(target.group, cx.plan), name: cx.names.func(target.fn) });
  const call = breakable(code`${callee}(`, args, ");");
  return { used: fn.params.length, body: returnType(fn, cx).text === "void" ? call : code`return ${call}` };
}

/** The first parameter of the result's type, or an empty value of it. */
function own(fn: FuncPlan, cx: Context): Answer {
  const { outcome } = fn;
  const type = outcome.kind === "value" ? outcome.type : outcome.kind === "result" ? outcome.ok : undefined;
  if (type === undefined) return { used: 0, body: empty };
  const fitting = outcome.kind === "value" ? fittingParam(fn, cx) : undefined;
  if (fitting !== undefined)
    return {
      used: fitting + 1,
      body: code`return ${fn.kind === "method" && fitting === 0 ? "this" : cx.names.param(fn, fitting)};`,
    };
  const value = emptyValue(type, cx);
  return { used: 0, body: value === undefined ? noValue : code`return ${value};` };
}

const noValue = code`throw new Error("there is no value to begin with");`;
