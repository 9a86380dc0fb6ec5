/** Imported functions as Python's own: what an error is, is raised. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { code, type Fragment } from "../../emit/code.js";
import { docFacts } from "../../emit/docs.js";
import { docstring } from "./docstring.js";
import { fitted } from "./lines.js";
import { bindingOfGroup, bindings } from "./places.js";

/** Parameters that a caller writes. */
export const paramNames = (fn: FuncPlan, cx: Context): readonly string[] =>
  fn.params.map((_, i) => cx.names.param(fn, i)).slice(fn.kind === "method" ? 1 : 0);

export function returnHint(fn: FuncPlan, cx: Context): Fragment {
  const { outcome } = fn;
  if (outcome.kind === "value") return cx.typeRef(outcome.type);
  return outcome.kind === "result" && outcome.ok !== undefined ? cx.typeRef(outcome.ok) : code`None`;
}

/** `indent` is the column that it will stand in. */
export function signature(cx: FuncContext, self: string, indent = 0): Fragment {
  const { fn } = cx;
  const skipped = fn.kind === "method" ? 1 : 0;
  const params = paramNames(fn, cx).map((name, i) => {
    const type = fn.params[i + skipped]?.type;
    return type === undefined ? code`${name}` : code`${name}: ${cx.typeRef(type)}`;
  });
  const all = self === "" ? params : [code`${self}`, ...params];
  const name = fn.kind === "constructor" ? "__init__" : cx.names.func(fn);
  const returns = fn.kind === "constructor" ? code`None` : returnHint(fn, cx);
  const made = fitted(`def ${name}`, all, ` -> ${returns.text}:`, indent);
  return { text: made.text, imports: [...made.imports, ...returns.imports] };
}

export function imported(cx: FuncContext, group: Group): Fragment {
  const { fn } = cx;
  const name = bindingOfGroup(group, cx.plan);
  const raw = group.kind === "world" ? bindings : name;
  return code`
    ${signature(cx, "")}
        ${docstring(fn.docs, docFacts(fn.directives))}
        ${fitted(
          "return calls.call",
          [`${raw}.${cx.names.func(fn)}`, ...paramNames(fn, cx)].map((arg) => code`${arg}`),
          "",
          4,
        )}`;
}
