/** Classes behind exported interfaces: what the app registered is called, what it left out answers nothing. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, empty, type Fragment, join } from "../../emit/code.js";
import { docFacts } from "../../emit/docs.js";
import { docstring } from "./docstring.js";
import { baseOf } from "./exports.js";
import { answerOf, paramNames, returnHint, signature } from "./functions.js";
import { exportClass, exportedGroups, isPlain } from "./groups.js";
import { fitted } from "./lines.js";
import { handlerName } from "./modules.js";
import { bindings } from "./places.js";
import { ours, zero } from "./types.js";

export function handlers(cx: Context): Fragment {
  const groups = exportedGroups(cx).filter(isPlain);
  if (groups.length === 0) return empty;
  const names = groups.flatMap((g) => g.functions.map((fn) => `    "${cx.names.func(fn)}",`));
  const table = code`
    # A function of the app takes part by its name: @handler above "def on_timer(token, lost)".
    handler = ${ours("Handlers", cx)}(
    ${names}
    )
    ${handlerName(cx) === "handler" ? "" : `${handlerName(cx)} = handler`}`;
  return join([table, ...groups.map((group) => exported(group, cx))], "\n\n\n");
}

function exported(group: Group, cx: Context): Fragment {
  const from = baseOf(group, cx);
  const base = group.kind === "world" ? bindings : `${bindings}.exports`;
  return code`
    class ${exportClass(group, cx)}${from === undefined ? "" : code`(${from})`}:
        ${docstring(group.docs ?? `What \`${base}\` calls.`)}

        ${join(
          group.functions.map((fn) => method(fn, cx)),
          "\n\n",
        )}`;
}

function method(fn: FuncPlan, cx: Context): Fragment {
  const returns = returnHint(fn, cx, true, "file").text === "None" ? "" : "return ";
  const name = code`"${cx.names.func(fn)}"`;
  const given = paramNames(fn, cx).map((param) => code`${param}`);
  return code`
    ${signature(cx.func(fn), "self", "file", 4)}
        ${docstring(fn.docs, docFacts(fn.directives))}
        ${fitted(`${returns}${handlerName(cx)}.${verbs(fn)}`, [name, without(fn, cx), ...given], "", 8)}`;
}

/** How an exception of the host's goes on: nobody hears of it, as an error, as an error without a reason, as a status. */
function verbs({ outcome }: FuncPlan): string {
  if (outcome.kind === "status") return "report";
  if (outcome.kind !== "result") return "answer";
  return outcome.err === undefined ? "perform" : "attempt";
}

/** What is answered for a handler that the app left out; of a status its type. */
function without(fn: FuncPlan, cx: Context): Fragment {
  if (fn.outcome.kind === "status") return returnHint(fn, cx, true, "file");
  const answer = answerOf(fn);
  if (answer === undefined) return code`lambda: None`;
  const nothing = zero(answer, cx);
  return nothing === undefined ? ours("nothing", cx) : code`lambda: ${nothing}`;
}
