/** `--stubs`: an app that implements every export, with empty answers or with those of the import of the same shape. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, empty, type Fragment, paragraphs } from "../../emit/code.js";
import { breakable as list, reference } from "../../emit/line-breaks.js";
import type { ResourceId, TypeId } from "../../ids.js";
import { signature } from "./functions.js";
import { factory, fileOf, implementerName, resourceGroup, resourceRef, runtime } from "./names.js";
import { isNullOption, isNumber, resultArgs, scalarRef, shapeRef } from "./types.js";

export function stubs(cx: Context): readonly Fragment[] | undefined {
  if (cx.stubs === undefined) return undefined;
  const groups = cx.plan.groups.filter((g) => g.direction === "export");
  return groups.flatMap((group) => [...resources(group, cx), app(group, cx)]);
}

function app(group: Group, cx: Context): Fragment {
  const functions = group.functions.filter((fn) => fn.kind !== "method");
  if (functions.length === 0) return empty;
  const name = implementerName(group, cx);
  const from = fileOf(group, cx.plan);
  return code`
    class My${name} implements ${reference({ from, name })} {
      ${paragraphs(functions.map((fn) => method(fn, cx)))}
    }
    ${reference({ from, name: `export${name}` })}(new My${name}());`;
}

function resources(group: Group, cx: Context): readonly Fragment[] {
  return group.resources.map((id) => {
    const name = cx.names.resource(id);
    const methods = group.functions.filter((fn) => fn.resource === id && fn.kind === "method");
    const twin = importedTwin(id, cx);
    const inner =
      twin === undefined
        ? empty
        : code`
          constructor(public inner: ${resourceRef(twin, cx)}) {
            super();
          }

          dispose(): void {
            this.inner.close();
          }`;
    return code`
      class My${name} extends ${resourceRef(id, cx)} {
        ${paragraphs([inner, ...methods.map((fn) => method(fn, cx))])}
      }`;
  });
}

/** In an echo, the import that an exported resource stands for. */
function importedTwin(id: ResourceId, cx: Context): ResourceId | undefined {
  if (cx.stubs !== "echo") return undefined;
  const { typeDef } = cx.resource(id);
  return cx.plan.resources.find((r) => r.direction === "import" && r.typeDef === typeDef)?.id;
}

function method(fn: FuncPlan, cx: Context): Fragment {
  const body = answer(fn, cx);
  if (body.text === "") return code`${signature(fn, cx)} {}`;
  return code`
    ${signature(fn, cx)} {
      ${body}
    }`;
}

function answer(fn: FuncPlan, cx: Context): Fragment {
  const twin = cx.stubs === "echo" ? sameShape(fn, cx) : undefined;
  if (twin === undefined) {
    if (fn.result === undefined) return empty;
    const value = emptyValue(fn.result, cx);
    if (value !== undefined) return code`return ${value};`;
    return code`
      // There is no value of this type to begin with.
      return unreachable();`;
  }
  const args = fn.params.flatMap((_, i) => (fn.kind === "method" && i === 0 ? [] : [cx.names.param(fn, i)]));
  const call = list(code`${callee(twin.fn, twin.group, cx)}(`, args, ")");
  if (fn.result === undefined) return code`${call};`;
  if (fn.kind !== "constructor" || fn.resource === undefined) return code`return ${call};`;
  return code`return new My${cx.names.resource(fn.resource)}(${call});`;
}

function callee(fn: FuncPlan, group: Group, cx: Context): Fragment {
  const name = cx.names.func(fn);
  if (fn.resource === undefined) return reference({ from: fileOf(group, cx.plan), name });
  if (fn.kind === "method") return code`this.inner.${name}`;
  return code`${reference({ from: fileOf(resourceGroup(fn.resource, cx), cx.plan), name: cx.names.resource(fn.resource) })}.${name}`;
}

/** The import of the same name and types, apart from the resource that it belongs to. */
function sameShape(fn: FuncPlan, cx: Context): { readonly fn: FuncPlan; readonly group: Group } | undefined {
  const shape = (f: FuncPlan): string => {
    const params = f.params.slice(f.kind === "method" ? 1 : 0).map((p) => cx.typeRef(p.type).text);
    const result = f.result === undefined || f.kind === "constructor" ? "" : cx.typeRef(f.result).text;
    return JSON.stringify([f.name, params, result]);
  };
  const wanted = shape(fn);
  for (const group of cx.plan.groups) {
    if (group.direction !== "import") continue;
    const found = group.functions.find((f) => shape(f) === wanted);
    if (found !== undefined) return { fn: found, group };
  }
  return undefined;
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
      const makes = cx.resource(kind.resource).direction === "export" && importedTwin(kind.resource, cx) === undefined;
      return makes ? code`new My${cx.names.resource(kind.resource)}()` : undefined;
    }
    default:
      return undefined;
  }
}
