/** What follows `when` is true or false: a bool, a flag or an option. */
import { linesOf } from "../../graph/directives-function.js";
import { pathText } from "../../graph/directives-syntax.js";
import { definitionOf } from "../../graph/functions.js";
import { resolvePath } from "../../graph/paths.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function whenIsCondition(cx: CheckContext): void {
  for (const { func, lines } of cx.functions) {
    for (const path of linesOf(lines, "requires").flatMap((line) => line.when)) {
      if (path.root !== "param") {
        cx.report(ruleDiagnostics("guard/when-self", path.span));
        continue;
      }
      const result = resolvePath(cx.graph, func, path);
      if ("problem" in result) continue;
      const def = definitionOf(cx.graph, result.found.type);
      if (def === "bool" || (typeof def !== "string" && def.kind.kind === "option")) continue;
      cx.report(ruleDiagnostics("guard/when-type", path.span, { path: pathText(path) }));
    }
  }
}
