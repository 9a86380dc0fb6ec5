/** Classes behind exported interfaces: what the app registered is called, what it left out answers nothing. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, empty, type Fragment, join } from "../../emit/code.js";
import { docFacts } from "../../emit/docs.js";
import { docstring } from "./docstring.js";
import { baseOf } from "./exports.js";
import { paramNames, returnHint, signature } from "./functions.js";
import { exportClass, exportedGroups, isPlain } from "./groups.js";
import { fitted } from "./lines.js";
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
    )`;
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
  const answer =
    fn.outcome.kind === "value" ? fn.outcome.type : fn.outcome.kind === "result" ? fn.outcome.ok : undefined;
  const nothing = answer === undefined ? code`None` : zero(answer, cx);
  const returns = returnHint(fn, cx).text === "None" ? "" : "return ";
  return code`
    ${signature(cx.func(fn), "self", 4)}
        ${docstring(fn.docs, docFacts(fn.directives))}
        ${fitted(
          `${returns}handler.answer`,
          [
            code`"${cx.names.func(fn)}"`,
            nothing === undefined ? code`None` : code`lambda: ${nothing}`,
            ...paramNames(fn, cx).map((name) => code`${name}`),
          ],
          "",
          8,
        )}`;
}
