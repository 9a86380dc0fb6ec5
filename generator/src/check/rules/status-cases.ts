/** A status enum is `ok` and then the cases of its error enum, in order: the numbers on the wire depend on it. */
import { packageOfType } from "../../graph/functions.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function statusCases(cx: CheckContext): void {
  for (const { type, line } of cx.directives.syntax.statuses) {
    const def = cx.graph.types[type];
    const target = cx.directives.statuses.get(type);
    const error = target === undefined ? undefined : cx.graph.types[target];
    if (def?.kind.kind !== "enum" || error?.kind.kind !== "enum" || !cx.isChecked(packageOfType(cx.graph, def)))
      continue;
    const expected = ["ok", ...error.kind.cases.map((c) => c.name)];
    const found = def.kind.cases;
    const length = Math.max(expected.length, found.length);
    const at = Array.from({ length }).findIndex((_, i) => expected[i] !== found[i]?.name);
    if (at < 0) continue;
    const quote = (name: string | undefined): string => (name === undefined ? "no further case" : `'${name}'`);
    const problem = { of: line.of.text, expected: quote(expected[at]), found: quote(found[at]?.name) };
    cx.report(ruleDiagnostics("status/cases", found[at]?.span ?? line.span, problem));
  }
}
