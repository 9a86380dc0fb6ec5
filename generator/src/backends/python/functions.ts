/** Imported functions as Python's own: what an error is, is raised. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { code, type Fragment, symbol } from "../../emit/code.js";
import { docFacts } from "../../emit/docs.js";
import type { TypeId } from "../../ids.js";
import { docstring } from "./docstring.js";
import { fitted } from "./lines.js";
import { importedModule } from "./modules.js";
import { isRetyped, retyped } from "./retyped.js";
import { ours, typeRef, type Where } from "./types.js";

/** Parameters that a caller writes. */
export const paramNames = (fn: FuncPlan, cx: Context): readonly string[] =>
  fn.params.map((_, i) => cx.names.param(fn, i)).slice(fn.kind === "method" ? 1 : 0);

/** `exported`: it is called by the bindings, which have a status as its enum. */
export function returnHint(fn: FuncPlan, cx: Context, exported: boolean, where: Where): Fragment {
  const { outcome } = fn;
  if (outcome.kind === "status" && exported) return typeRef(cx.type(outcome.status), cx, where);
  const answer = answerOf(fn);
  return answer === undefined ? code`None` : typeRef(cx.type(answer), cx, where);
}

/** What is left when errors are raised. */
export function answerOf({ outcome }: FuncPlan): TypeId | undefined {
  return outcome.kind === "value" ? outcome.type : outcome.kind === "result" ? outcome.ok : undefined;
}

/** Up to the colon, and what stands behind that; `indent` is the column that it begins in. */
export function signature(cx: FuncContext, self: string, where: Where, indent: number, behind = ""): Fragment {
  const { fn } = cx;
  const skipped = fn.kind === "method" ? 1 : 0;
  const params = paramNames(fn, cx).map((name, i) => {
    const type = fn.params[i + skipped]?.type;
    return type === undefined ? code`${name}` : code`${name}: ${typeRef(cx.type(type), cx, where)}`;
  });
  const all = self === "" ? params : [code`${self}`, ...params];
  const name = fn.kind === "constructor" ? "__init__" : cx.names.func(fn);
  const exported = cx.group.direction === "export";
  const returns = fn.kind === "constructor" ? code`None` : returnHint(fn, cx, exported, where);
  const made = fitted(`def ${name}`, all, ` -> ${returns.text}:${behind}`, indent);
  return { text: made.text, imports: [...made.imports, ...returns.imports] };
}

export function imported(cx: FuncContext, group: Group, where: Where): Fragment {
  const { fn } = cx;
  const verb = ours(fn.outcome.kind === "status" ? "check" : "call", cx);
  const args = [rawFunction(fn, group, cx), ...paramNames(fn, cx).map((arg) => code`${arg}`)];
  return code`
    ${signature(cx, "", where, 0)}
        ${docstring(fn.docs, docFacts(fn.directives))}
        ${answered(verb, args, returnHint(fn, cx, false, where), isRetyped(group, cx), 4)}`;
}

/** A call and what it answers, if it does; `isAny`: nothing is known of the type of that, so that it is said. */
export function answered(
  callee: Fragment,
  args: readonly Fragment[],
  hint: Fragment,
  isAny: boolean,
  indent: number,
): Fragment {
  if (hint.text === "None") return fitted(callee, args, "", indent);
  if (!isAny) return fitted(code`return ${callee}`, args, "", indent);
  return code`
    ${fitted(code`_answer: ${hint} = ${callee}`, args, "", indent)}
    return _answer`;
}

/** Of the bindings, in a module of the SDK. */
function rawFunction(fn: FuncPlan, group: Group, cx: Context): Fragment {
  const name = cx.names.func(fn);
  if (isRetyped(group, cx)) return code`${retyped}.${name}`;
  const { alias, item } = importedModule(group, cx);
  return symbol(item, `${alias}.${name}`);
}
