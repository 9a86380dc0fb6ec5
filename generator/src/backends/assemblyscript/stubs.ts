/** `--stubs`: an app that implements every export, by doing nothing or by asking the import of the same shape. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, empty, type Fragment, join, paragraphs } from "../../emit/code.js";
import { reference } from "./layout.js";
import { fileOf, implementerName, resourceGroup } from "./names.js";

export function stubs(cx: Context): readonly Fragment[] | undefined {
  if (cx.stubs === undefined) return undefined;
  return cx.plan.groups
    .filter((g) => g.direction === "export")
    .flatMap((group) => [...resources(group, cx), app(group, cx)]);
}

function app(group: Group, cx: Context): Fragment {
  const functions = group.functions.filter((fn) => fn.kind !== "method");
  if (functions.length === 0) return empty;
  const name = implementerName(group, cx);
  const from = fileOf(group, cx.plan);
  return code`
    class My${name} implements ${reference({ from, name })} {
      ${paragraphs(functions.map((fn) => method(fn, body(fn, cx), cx)))}
    }
    ${reference({ from, name: `export${name}` })}(new My${name}());`;
}

function resources(group: Group, cx: Context): readonly Fragment[] {
  return group.resources.map((id) => {
    const name = cx.names.resource(id);
    const methods = group.functions.filter((fn) => fn.resource === id && fn.kind === "method");
    const twin =
      cx.stubs === "echo"
        ? cx.plan.resources.find((r) => r.direction === "import" && r.name === cx.resource(id).name)
        : undefined;
    const inner =
      twin === undefined
        ? undefined
        : reference({ from: fileOf(resourceGroup(twin.id, cx), cx.plan), name: cx.names.resource(twin.id) });
    const holds =
      inner === undefined
        ? empty
        : code`
      constructor(public inner: ${inner}) {
        super();
      }

      dispose(): void {
        this.inner.close();
      }`;
    return code`
      class My${name} extends ${reference({ from: fileOf(group, cx.plan), name })} {
        ${paragraphs([holds, ...methods.map((fn) => method(fn, body(fn, cx), cx))])}
      }`;
  });
}

function method(fn: FuncPlan, inside: Fragment, cx: Context): Fragment {
  const params = fn.params.flatMap((p, i) =>
    fn.kind === "method" && i === 0 ? [] : [code`${cx.names.param(fn, i)}: ${cx.typeRef(p.type)}`],
  );
  return code`
    ${cx.names.func(fn)}(${join(params, ", ")}): ${fn.result === undefined ? "void" : cx.typeRef(fn.result)} {
      ${inside}
    }`;
}

function body(fn: FuncPlan, cx: Context): Fragment {
  const twin = cx.stubs === "echo" ? sameShape(fn, cx) : undefined;
  if (twin === undefined) return fn.result === undefined ? empty : code`unreachable();`;
  const args = fn.params.flatMap((_, i) => (fn.kind === "method" && i === 0 ? [] : [cx.names.param(fn, i)]));
  const name = cx.names.func(twin.fn);
  const callee =
    twin.fn.kind === "free"
      ? reference({ from: fileOf(twin.group, cx.plan), name })
      : twin.fn.kind === "method"
        ? code`this.inner.${name}`
        : code`${owner(twin.fn, cx)}.${name}`;
  const call = code`${callee}(${args.join(", ")})`;
  const made =
    fn.kind === "constructor" && fn.resource !== undefined
      ? code`new My${cx.names.resource(fn.resource)}(${call})`
      : call;
  return fn.result === undefined ? code`${call};` : code`return ${made};`;
}

function owner(fn: FuncPlan, cx: Context): Fragment {
  if (fn.resource === undefined) throw new Error("a static function has a resource");
  return reference({ from: fileOf(resourceGroup(fn.resource, cx), cx.plan), name: cx.names.resource(fn.resource) });
}

/** The import with the same name and the same types, apart from the resource it belongs to. */
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
