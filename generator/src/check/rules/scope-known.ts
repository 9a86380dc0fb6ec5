/** Every scope that a directive names is declared. */
import type { Word } from "../../graph/directives-syntax.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function scopeKnown(cx: CheckContext): void {
  const { scopes } = cx.directives;
  const check = ({ text: scope, span }: Word): void => {
    if (scopes.has(scope)) return;
    cx.report(ruleDiagnostics("scope/unknown", span, { scope, candidates: cx.candidates(scopes.keys()) }));
  };
  for (const { lines } of cx.functions) {
    for (const line of lines) {
      if (line.kind === "requires" || line.kind === "filters") {
        for (const { scope, span } of line.permissions) check({ text: scope, span });
      }
      if (line.kind === "inherits" && line.needs !== undefined) check(line.needs);
    }
  }
}
