/** Imported functions as Python's own: what an error is, is raised. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { code, type Fragment, symbol } from "../../emit/code.js";
import { docFacts } from "../../emit/docs.js";
import { docstring } from "./docstring.js";
import { fitted } from "./lines.js";
import { importedModule } from "./modules.js";
import { ours, typeRef } from "./types.js";

/** Parameters that a caller writes. */
export const paramNames = (fn: FuncPlan, cx: Context): readonly string[] =>
  fn.params.map((_, i) => cx.names.param(fn, i)).slice(fn.kind === "method" ? 1 : 0);

export function returnHint(fn: FuncPlan, cx: Context, here?: string): Fragment {
  const { outcome } = fn;
  const answer = outcome.kind === "value" ? outcome.type : outcome.kind === "result" ? outcome.ok : undefined;
  return answer === undefined ? code`None` : typeRef(cx.type(answer), cx, here);
}

/** `indent` is the column that it will stand in, `here` the module. */
export function signature(cx: FuncContext, self: string, indent = 0, here?: string): Fragment {
  const { fn } = cx;
  const skipped = fn.kind === "method" ? 1 : 0;
  const params = paramNames(fn, cx).map((name, i) => {
    const type = fn.params[i + skipped]?.type;
    return type === undefined ? code`${name}` : code`${name}: ${typeRef(cx.type(type), cx, here)}`;
  });
  const all = self === "" ? params : [code`${self}`, ...params];
  const name = fn.kind === "constructor" ? "__init__" : cx.names.func(fn);
  const returns = fn.kind === "constructor" ? code`None` : returnHint(fn, cx, here);
  const made = fitted(`def ${name}`, all, ` -> ${returns.text}:`, indent);
  return { text: made.text, imports: [...made.imports, ...returns.imports] };
}

export function imported(cx: FuncContext, group: Group, here?: string): Fragment {
  const { fn } = cx;
  const { alias, item } = importedModule(group, cx);
  const callee = symbol(item, `${alias}.${cx.names.func(fn)}`);
  return code`
    ${signature(cx, "", 0, here)}
        ${docstring(fn.docs, docFacts(fn.directives))}
        ${fitted(code`return ${ours("call", cx)}`, [callee, ...paramNames(fn, cx).map((arg) => code`${arg}`)], "", 4)}`;
}
