/** `--stubs`: an app that implements every export, with zero values or by passing everything on to the imports. */
import type { FuncPlan, Group, ResourcePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { echoResource, echoTarget, fittingParam } from "../../backend/echo.js";
import { code, commas, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import { convert } from "./convert.js";
import { structOf } from "./declarations.js";
import { print } from "./files.js";
import { signature } from "./functions.js";
import { returnsOf } from "./outcome.js";
import { pathOfGroup, resourceName, sdkName } from "./packages.js";
import { functionName, ownType } from "./stub-names.js";
import { zero } from "./zero.js";

export function stubs(cx: Context): string | undefined {
  if (cx.stubs === undefined) return undefined;
  const groups = cx.plan.groups.filter((g) => g.direction === "export");
  const registered = groups.filter((g) => g.functions.some((fn) => fn.kind !== "method"));
  const init =
    registered.length === 0
      ? empty
      : code`
      func init() {
      	${registered.map((group) => register(group, cx))}
      }`;
  const parts = [
    init,
    ...groups.flatMap((group) => [
      ...group.resources.map((id) => object(cx.resource(id), group, cx)),
      ...group.functions.filter((fn) => fn.kind !== "method").map((fn) => implementation(fn, cx)),
    ]),
    code`func main() {}`,
  ];
  return print("", "main", parts, cx, empty, "// Yours to edit: ocrekit writes this file once.").text;
}

function register(group: Group, cx: Context): Fragment {
  const from = pathOfGroup(group, cx.plan);
  const fields = group.functions
    .filter((fn) => fn.kind !== "method")
    .map((fn) => ({ name: cx.names.func(fn), value: functionName(fn, cx) }));
  const handlers = sdkName(from, "Handlers");
  const call = sdkName(from, "Export");
  const all = (list: readonly { readonly name: string; readonly value: string }[]): Fragment =>
    code`${call}(${handlers}{${commas(list.map((f) => `${f.name}: ${f.value}`))}})`;
  // In lines of their own they would have columns.
  const length = fields.reduce((sum, f) => sum + f.name.length + f.value.length + 4, 0);
  return length < 80 ? all(fields) : lines(fields.map((f) => all([f])));
}

function object(resource: ResourcePlan, group: Group, cx: Context): Fragment {
  const own = ownType(resource.id, cx);
  const inner = echoResource(resource.id, cx);
  const methods = group.functions.filter((fn) => fn.resource === resource.id && fn.kind === "method");
  const close =
    inner === undefined
      ? empty
      : code`
      // Close is called when the host has no handle any more.
      func (o *${own}) Close() error {
      	return o.inner.Close()
      }`;
  return paragraphs([
    structOf(own, inner === undefined ? undefined : code`inner *${resourceName(inner.id, cx)}`),
    code`var _ ${resourceName(resource.id, cx)} = (*${own})(nil)`,
    ...methods.map((fn) =>
      body(fn, code`func (${free("o", fn, cx)} *${own}) ${cx.names.func(fn)}${signature(fn, cx)}`, cx),
    ),
    close,
  ]);
}

const implementation = (fn: FuncPlan, cx: Context): Fragment =>
  body(fn, code`func ${functionName(fn, cx)}${signature(fn, cx)}`, cx);

function body(fn: FuncPlan, head: Fragment, cx: Context): Fragment {
  const inner = echoed(fn, cx) ?? answer(fn, cx);
  if (inner.text === "")
    return code`
    ${head} {
    }`;
  return code`
    ${head} {
    	${inner}
    }`;
}

/** Calls the import of the same name, with the handles that it knows. */
function echoed(fn: FuncPlan, cx: Context): Fragment | undefined {
  const target = echoTarget(fn, cx);
  if (target === undefined) return undefined;
  const isMethod = fn.kind === "method";
  const args = target.fn.params.flatMap((p, i) => {
    const from = fn.params[i]?.type;
    if (from === undefined || (isMethod && i === 0)) return [];
    return [convert(code`${cx.names.param(fn, i)}`, from, p.type, cx)];
  });
  const name = cx.names.func(target.fn);
  const callee = isMethod
    ? code`${free("o", fn, cx)}.inner.${name}`
    : sdkName(pathOfGroup(target.group, cx.plan), name);
  const call = code`${callee}(${commas(args)})`;
  const { value, fails } = returnsOf(fn);
  const inner = returnsOf(target.fn).value;
  if (value === undefined || inner === undefined) return fails ? code`return ${call}` : call;
  const result = free("result", fn, cx);
  const converted = convert(code`${result}`, inner, value, cx);
  if (converted.text === result) return code`return ${call}`;
  if (!fails)
    return code`
    ${result} := ${call}
    return ${converted}`;
  const err = free("err", fn, cx);
  return code`
    ${result}, ${err} := ${call}
    if ${err} != nil {
    	return ${zero(value, cx) ?? code`*new(${cx.typeRef(value)})`}, ${err}
    }
    return ${converted}, nil`;
}

/** A name that no parameter has. */
function free(name: string, fn: FuncPlan, cx: Context): string {
  const taken = new Set(fn.params.map((_, i) => cx.names.param(fn, i)));
  let found = name;
  while (taken.has(found)) found += "_";
  return found;
}

function answer(fn: FuncPlan, cx: Context): Fragment {
  const { value, fails } = returnsOf(fn);
  const nothing = fails ? code`return nil` : empty;
  if (value === undefined) return nothing;
  const fitting = fn.outcome.kind === "value" ? fittingParam(fn, cx) : undefined;
  const made = fitting === undefined ? zero(value, cx) : code`${cx.names.param(fn, fitting)}`;
  if (made === undefined) return code`panic("there is no value to begin with")`;
  return fails ? code`return ${made}, nil` : code`return ${made}`;
}
