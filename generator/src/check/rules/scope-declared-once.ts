/** A scope is declared once in the whole graph: two declarations could disagree about what a grant means. */
import type { ScopeLine } from "../../graph/directives-syntax.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function scopeDeclaredOnce(cx: CheckContext): void {
  const first = new Map<string, ScopeLine>();
  for (const { owner, line } of cx.directives.syntax.scopes) {
    const { text: scope, span } = line.scope;
    const known = first.get(scope);
    if (known === undefined) first.set(scope, line);
    if (known === undefined || sameSpan(known, line) || !cx.isChecked(cx.graph.interfaces[owner]?.package)) continue;
    const diagnostic = ruleDiagnostics("scope/twice", span, { scope });
    cx.report({ ...diagnostic, notes: [{ message: "first declared here", span: known.scope.span }] });
  }
}

/** A cloned interface carries the same comment; that is one declaration. */
function sameSpan(a: ScopeLine, b: ScopeLine): boolean {
  return a.span.file === b.span.file && a.span.start === b.span.start;
}
