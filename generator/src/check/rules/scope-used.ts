/** A declared scope is used: a grant of one that nothing asks for would be an empty promise. */
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function scopeUsed(cx: CheckContext): void {
  const used = new Set<string>();
  for (const { lines } of cx.everyFunction) {
    for (const line of lines) {
      if (line.kind !== "requires" && line.kind !== "filters") continue;
      for (const permission of line.permissions) used.add(permission.scope);
    }
  }
  for (const scope of cx.directives.scopes.values()) {
    if (used.has(scope.name) || !cx.isChecked(cx.graph.interfaces[scope.owner]?.package)) continue;
    cx.report(ruleDiagnostics("scope/unused", scope.span, { scope: scope.name }));
  }
}
