/** No function has more flat parameters than the canonical ABI passes without memory. */
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";
import { flatParams } from "../flat.js";
import { maxFlatParams } from "../vocabulary.js";

export function flatParamsLimit(cx: CheckContext): void {
  for (const { func, lines } of cx.functions) {
    // A package without directives has not asked for this advice.
    if (lines.length === 0 && !cx.options.strict) continue;
    const params = flatParams(cx.graph, func);
    if (params <= maxFlatParams) continue;
    cx.reportLax(ruleDiagnostics("flat/too-many-params", func.span, { name: func.name, params }));
  }
}
