/** Imported functions as Python's own: what an error is, is raised. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { code, commas, type Fragment } from "../../emit/code.js";
import { docFacts } from "../../emit/docs.js";
import { docstring } from "./docstring.js";
import { bindingOfGroup, bindings } from "./places.js";

/** Parameters that a caller writes. */
export const paramNames = (fn: FuncPlan, cx: Context): readonly string[] =>
  fn.params.map((_, i) => cx.names.param(fn, i)).slice(fn.kind === "method" ? 1 : 0);

export function returnHint(fn: FuncPlan, cx: Context): Fragment {
  const { outcome } = fn;
  if (outcome.kind === "value") return cx.typeRef(outcome.type);
  return outcome.kind === "result" && outcome.ok !== undefined ? cx.typeRef(outcome.ok) : code`None`;
}

export function signature(cx: FuncContext, self: string): Fragment {
  const { fn } = cx;
  const skipped = fn.kind === "method" ? 1 : 0;
  const params = paramNames(fn, cx).map((name, i) => {
    const type = fn.params[i + skipped]?.type;
    return type === undefined ? code`${name}` : code`${name}: ${cx.typeRef(type)}`;
  });
  const all = self === "" ? params : [code`${self}`, ...params];
  const name = fn.kind === "constructor" ? "__init__" : cx.names.func(fn);
  const returns = fn.kind === "constructor" ? code`None` : returnHint(fn, cx);
  return code`def ${name}(${commas(all)}) -> ${returns}`;
}

export function imported(cx: FuncContext, group: Group): Fragment {
  const { fn } = cx;
  const name = bindingOfGroup(group, cx.plan);
  const raw = group.kind === "world" ? bindings : name;
  return code`
    ${signature(cx, "")}:
        ${docstring(fn.docs, docFacts(fn.directives))}
        return calls.call(${commas([`${raw}.${cx.names.func(fn)}`, ...paramNames(fn, cx)])})`;
}
