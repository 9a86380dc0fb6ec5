/** `--stubs`: an app that implements every export, with empty answers or with those of the import of the same shape. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { echoResource, echoTarget, fittingParam } from "../../backend/echo.js";
import { code, empty, type Fragment, paragraphs } from "../../emit/code.js";
import { breakable as list, reference } from "../../emit/line-breaks.js";
import type { TypeId } from "../../ids.js";
import { type Conversions, conversions } from "./echo.js";
import { paramNames, signature } from "./functions.js";
import { factory, fileOf, implementerName, ownClass, resourceGroup, resourceRef, runtime } from "./names.js";
import { isNullOption, isNumber, resultArgs, scalarRef, shapeRef } from "./types.js";

export function stubs(cx: Context): readonly Fragment[] | undefined {
  if (cx.stubs === undefined) return undefined;
  const groups = cx.plan.groups.filter((g) => g.direction === "export");
  const made = conversions(cx);
  const parts = groups.flatMap((group) => [...resources(group, cx, made), app(group, cx, made)]);
  return [...parts, ...made.functions()];
}

function app(group: Group, cx: Context, made: Conversions): Fragment {
  const functions = group.functions.filter((fn) => fn.kind !== "method");
  if (functions.length === 0) return empty;
  const name = implementerName(group, cx);
  const from = fileOf(group, cx.plan);
  return code`
    class ${ownClass(group, cx)} implements ${reference({ from, name })} {
      ${paragraphs(functions.map((fn) => method(fn, cx, made)))}
    }
    ${reference({ from, name: `export${name}` })}(new ${ownClass(group, cx)}());`;
}

function resources(group: Group, cx: Context, made: Conversions): readonly Fragment[] {
  return group.resources.map((id) => {
    const methods = group.functions.filter((fn) => fn.resource === id && fn.kind === "method");
    const twin = echoResource(id, cx);
    const inner =
      twin === undefined
        ? empty
        : code`
          constructor(public inner_: ${resourceRef(twin.id, cx)}) {
            super();
          }

          dispose(): void {
            this.inner_.close();
          }`;
    return code`
      class ${ownClass(id, cx)} extends ${resourceRef(id, cx)} {
        ${paragraphs([inner, ...methods.map((fn) => method(fn, cx, made))])}
      }`;
  });
}

function method(fn: FuncPlan, cx: Context, made: Conversions): Fragment {
  const names = visibleNames(fn, cx);
  const body = answer(fn, cx, made, names);
  if (body.text === "") return code`${signature(fn, cx, names)} {}`;
  return code`
    ${signature(fn, cx, names)} {
      ${body}
    }`;
}

/** Names of the parameters; none is that of the import behind the function, which it would hide. */
function visibleNames(fn: FuncPlan, cx: Context): readonly string[] {
  const names = paramNames(fn, cx);
  const target = echoTarget(fn, cx);
  const hidden = target === undefined ? "" : cx.names.func(target.fn);
  let free = `${hidden}_`;
  while (names.includes(free)) free += "_";
  return names.map((name) => (name === hidden ? free : name));
}

function answer(fn: FuncPlan, cx: Context, { convert }: Conversions, names: readonly string[]): Fragment {
  const target = echoTarget(fn, cx);
  const name = (i: number): string => names[i] ?? "";
  if (target === undefined) {
    if (fn.result === undefined) return empty;
    const fitting = fittingParam(fn, cx);
    if (fitting !== undefined) return code`return ${fn.kind === "method" && fitting === 0 ? "this" : name(fitting)};`;
    const value = emptyValue(fn.result, cx);
    if (value !== undefined) return code`return ${value};`;
    return code`
      // There is no value of this type to begin with.
      return unreachable();`;
  }
  const args = fn.params.flatMap((p, i) =>
    fn.kind === "method" && i === 0 ? [] : [convert(p.type, target.fn.params[i]?.type ?? p.type, name(i))],
  );
  const call = list(code`${callee(target.fn, target.group, cx)}(`, args, ")");
  if (fn.result === undefined || target.fn.result === undefined) return code`${call};`;
  return code`return ${convert(target.fn.result, fn.result, call)};`;
}

function callee(fn: FuncPlan, group: Group, cx: Context): Fragment {
  const name = cx.names.func(fn);
  if (fn.resource === undefined) return reference({ from: fileOf(group, cx.plan), name });
  if (fn.kind === "method") return code`this.inner_.${name}`;
  return code`${reference({ from: fileOf(resourceGroup(fn.resource, cx), cx.plan), name: cx.names.resource(fn.resource) })}.${name}`;
}

/** Zero, nothing, success; `undefined` where a handle of the host's would be needed. */
function emptyValue(id: TypeId, cx: Context): Fragment | undefined {
  const type = cx.resolved(id);
  const { kind } = type;
  if (isNumber(id, cx)) return code`${scalarRef(type) === "bool" ? "false" : "0"}`;
  switch (kind.k) {
    case "string":
      return code`""`;
    case "list":
      return code`new ${shapeRef(type, cx)}(${kind.map || shapeRef(type, cx).text.startsWith("Array<") ? "" : "0"})`;
    case "array": {
      const item = emptyValue(kind.of, cx);
      return (
        item &&
        list(
          "[",
          Array.from({ length: kind.length }, () => item),
          "]",
        )
      );
    }
    case "record": {
      const fields = kind.fields.flatMap((f) => emptyValue(f.type, cx) ?? []);
      return fields.length === kind.fields.length ? list(code`new ${shapeRef(type, cx)}(`, fields, ")") : undefined;
    }
    case "variant": {
      if (kind.shape === "option") {
        if (isNullOption(id, cx)) return code`null`;
        const some = kind.cases[1]?.type;
        return some === undefined ? undefined : code`${runtime("values", "Option")}.none<${cx.typeRef(some)}>()`;
      }
      const found = kind.cases
        .map((c, i) => ({
          i,
          value: c.type === undefined ? undefined : emptyValue(c.type, cx),
          bare: c.type === undefined,
        }))
        .find((c) => c.bare || c.value !== undefined);
      if (found === undefined) return undefined;
      const make =
        kind.shape === "result"
          ? code`${runtime("values", "Result")}.${found.i === 0 ? "ok" : "err"}<${resultArgs(kind, cx)}>`
          : code`${shapeRef(type, cx)}.${factory(cx.names.member(type.id, found.i))}`;
      return code`${make}(${found.value ?? (kind.shape === "result" ? "true" : "")})`;
    }
    case "handle": {
      const makes = cx.resource(kind.resource).direction === "export" && echoResource(kind.resource, cx) === undefined;
      return makes ? code`new ${ownClass(kind.resource, cx)}()` : undefined;
    }
    default:
      return undefined;
  }
}
