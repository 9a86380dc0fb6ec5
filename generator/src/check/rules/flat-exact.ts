/** `@flat` stands exactly on the calls that pass nothing through memory. */
import { linesOf } from "../../graph/directives-function.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";
import { flatParams, flatResults } from "../flat.js";
import { maxFlatParams } from "../vocabulary.js";

export function flatExact(cx: CheckContext): void {
  for (const { func, lines, broken } of cx.functions) {
    const params = flatParams(cx.graph, func);
    const results = flatResults(cx.graph, func);
    const flat = params <= maxFlatParams && results <= 1;
    const line = linesOf(lines, "flat")[0];
    const { name } = func;
    if (line !== undefined && !flat) cx.reportLax(ruleDiagnostics("flat/wrong", line.span, { name, params, results }));
    if (line === undefined && flat && lines.length > 0 && !broken) {
      cx.reportLax(ruleDiagnostics("flat/missing", func.span, { name }));
    }
  }
}
