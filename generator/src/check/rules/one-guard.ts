/** A function has one kind of guard: of two, one would be silently without effect. */
import { guardWords } from "../../graph/directives-function.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function oneGuard(cx: CheckContext): void {
  for (const { lines } of cx.functions) {
    const guards = lines.filter((line) => guardWords.some((word) => word === line.kind));
    const [first] = guards;
    const second = guards.find((line) => line.kind !== first?.kind);
    if (first === undefined || second === undefined) continue;
    cx.report(ruleDiagnostics("guard/several", second.span, { first: first.kind, second: second.kind }));
  }
}
