/** A function that can fail has `@errors`, if only an empty one; a function that cannot has none. */
import { linesOf } from "../../graph/directives-function.js";
import { errorEnumOf } from "../../graph/errors.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function errorsGiven(cx: CheckContext): void {
  for (const { func, lines, broken } of cx.functions) {
    const line = linesOf(lines, "errors")[0];
    const canFail = errorEnumOf(cx.graph, cx.directives, func) !== undefined;
    const { name } = func;
    if (line !== undefined && !canFail) cx.report(ruleDiagnostics("errors/none-possible", line.span, { name }));
    if (line === undefined && canFail && lines.length > 0 && !broken) {
      cx.reportLax(ruleDiagnostics("errors/missing", func.span, { name }));
    }
  }
}
