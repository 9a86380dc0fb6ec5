/** Classes behind exported interfaces: what the app registered is called, what it left out answers nothing. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, empty, type Fragment, join } from "../../emit/code.js";
import { docFacts } from "../../emit/docs.js";
import { docstring } from "./docstring.js";
import { paramNames, returnHint, signature } from "./functions.js";
import { fitted } from "./lines.js";
import { bindingOfGroup, bindings, className } from "./places.js";
import { zero } from "./types.js";

/** Interfaces that are functions only; an app writes the classes of its own resources itself. */
export const isPlain = (group: Group): boolean => group.resources.length === 0;

export const exportedGroups = (cx: Context): readonly Group[] =>
  cx.plan.groups.filter((g) => g.direction === "export" && g.functions.length > 0);

/** The bindings' class of an exported interface, or of the world's own functions. */
export const exportClass = (group: Group, cx: Context): string =>
  group.kind === "world" ? className(bindings) : className(bindingOfGroup(group, cx.plan));

export function handlers(cx: Context): Fragment {
  const groups = exportedGroups(cx).filter(isPlain);
  if (groups.length === 0) return empty;
  const names = groups.flatMap((g) => g.functions.map((fn) => `    "${cx.names.func(fn)}",`));
  const table = code`
    # A function of the app takes part by its name: @handler above "def on_timer(token, lost)".
    handler = calls.Handlers(
    ${names}
    )`;
  return join([table, ...groups.map((group) => exported(group, cx))], "\n\n\n");
}

function exported(group: Group, cx: Context): Fragment {
  const base = group.kind === "world" ? bindings : `${bindings}.exports`;
  return code`
    class ${exportClass(group, cx)}:
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
