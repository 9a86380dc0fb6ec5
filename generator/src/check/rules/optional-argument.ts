/** An argument that may be absent is checked only when it is there, which the line must say. */
import { linesOf } from "../../graph/directives-function.js";
import { pathText, type RequiresSyntax } from "../../graph/directives-syntax.js";
import { definitionOf } from "../../graph/functions.js";
import { resolvePath } from "../../graph/paths.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext, CheckedFunction } from "../context.js";

export function optionalArgument(cx: CheckContext): void {
  for (const checked of cx.functions) {
    for (const line of linesOf(checked.lines, "requires")) checkLine(cx, checked, line);
  }
}

function checkLine(cx: CheckContext, { func }: CheckedFunction, line: RequiresSyntax): void {
  for (const { scope, args } of line.permissions) {
    args.forEach((argument, i) => {
      // An absent address is `any`, which is a value to check like others.
      const matcher = cx.directives.scopes.get(scope)?.params[i]?.matcher.kind;
      if (argument.kind === "literal" || matcher === "address") return;
      const result = resolvePath(cx.graph, func, argument);
      if ("problem" in result) return;
      const def = definitionOf(cx.graph, result.found.type);
      if (typeof def === "string" || def.kind.kind !== "option") return;
      const path = pathText(argument);
      // With a second condition the line would also count while the argument is absent.
      const guarded = line.when.length === 1 && line.when.every((when) => pathText(when) === path);
      if (!guarded) cx.report(ruleDiagnostics("guard/optional-argument", argument.span, { path }));
    });
  }
}
