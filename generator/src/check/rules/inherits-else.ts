/** `else` is there exactly when the result has no error, and is a value of the result's type. */
import { linesOf } from "../../graph/directives-function.js";
import { elseCases, elseValue, errorEnumOf } from "../../graph/errors.js";
import { definitionOf } from "../../graph/functions.js";
import type { Func } from "../../graph/model.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function inheritsElse(cx: CheckContext): void {
  for (const { func, lines } of cx.functions) {
    const line = linesOf(lines, "inherits")[0];
    if (line === undefined) continue;
    const { otherwise, span } = line;
    const { name } = func;
    const error = hasError(cx, func);
    if (otherwise === undefined) {
      const needed = !error && func.result !== undefined;
      if (needed) cx.report(ruleDiagnostics("inherits/else-missing", span, { name }));
    } else if (error || func.result === undefined) {
      cx.report(ruleDiagnostics("inherits/else-superfluous", otherwise.span, { name, error }));
    } else if (elseValue(cx.graph, func, otherwise.value) === undefined) {
      const problem = { value: String(otherwise.value), candidates: cx.candidates(elseCases(cx.graph, func).keys()) };
      cx.report(ruleDiagnostics("inherits/else-value", otherwise.span, problem));
    }
  }
}

/** Any `result` counts: one whose error lacks `denied` is the mistake of rule `denied-result`. */
function hasError(cx: CheckContext, func: Func): boolean {
  if (func.result === undefined) return false;
  const def = definitionOf(cx.graph, func.result);
  if (typeof def !== "string" && def.kind.kind === "result") return true;
  return errorEnumOf(cx.graph, cx.directives, func) !== undefined;
}
