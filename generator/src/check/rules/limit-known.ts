/** The rate that `@limit` counts against exists in `grants.json`, and the call can answer that it is used up. */
import { linesOf } from "../../graph/directives-function.js";
import { errorEnumOf } from "../../graph/errors.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";
import { rates } from "../vocabulary.js";

export function limitKnown(cx: CheckContext): void {
  const known: ReadonlySet<string> = new Set(rates);
  for (const { func, lines } of cx.functions) {
    for (const { limit, span } of linesOf(lines, "limit")) {
      if (!known.has(limit.text)) {
        cx.report(ruleDiagnostics("limit/unknown", limit.span, { limit: limit.text, candidates: rates }));
      }
      const cases = errorEnumOf(cx.graph, cx.directives, func)?.cases;
      // A call without a result, like `log`, is dropped.
      const answers = func.result === undefined || cases?.has("exhausted") || cases?.has("denied");
      if (!answers) cx.report(ruleDiagnostics("limit/no-error", span, { name: func.name }));
    }
  }
}
