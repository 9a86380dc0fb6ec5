/** `@errors` lists cases of the function's error, each once, and none that is always possible. */
import { linesOf } from "../../graph/directives-function.js";
import { errorEnumOf } from "../../graph/errors.js";
import type { Named, TypeDef } from "../../graph/model.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";
import { alwaysPossible } from "../vocabulary.js";

export function errorCases(cx: CheckContext): void {
  for (const { func, lines } of cx.functions) {
    const line = linesOf(lines, "errors")[0];
    const error = errorEnumOf(cx.graph, cx.directives, func);
    if (line === undefined || error === undefined) continue;
    const cases = caseNames(cx.graph.types[error.id]);
    const implied = new Set<string>(alwaysPossible);
    if (linesOf(lines, "requires").some((r) => r.permissions.some((p) => p.args.length > 0)))
      implied.add("invalid-argument");
    const seen = new Set<string>();
    for (const { text: name, span } of line.cases) {
      if (!cases.has(name))
        cx.report(ruleDiagnostics("errors/unknown-case", span, { name, candidates: cx.candidates(cases) }));
      else if (implied.has(name)) cx.report(ruleDiagnostics("errors/always-possible", span, { name }));
      else if (seen.has(name)) cx.report(ruleDiagnostics("errors/twice", span, { name }));
      seen.add(name);
    }
  }
}

/** Every case counts, also one with a payload: a guard cannot answer it, the implementation can. */
function caseNames(def: TypeDef | undefined): ReadonlySet<string> {
  const cases: readonly Named[] = def?.kind.kind === "enum" || def?.kind.kind === "variant" ? def.kind.cases : [];
  return new Set(cases.map((c) => c.name));
}
