/** The rate that `@limit` counts against exists in `grants.json`. */
import { linesOf } from "../../graph/directives-function.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";
import { rates } from "../vocabulary.js";

export function limitKnown(cx: CheckContext): void {
  const known: ReadonlySet<string> = new Set(rates);
  for (const { lines } of cx.functions) {
    for (const { limit } of linesOf(lines, "limit")) {
      if (known.has(limit.text)) continue;
      cx.report(ruleDiagnostics("limit/unknown", limit.span, { limit: limit.text, candidates: rates }));
    }
  }
}
