/** A guarded function can answer `denied`; the guard has nothing else to say to the guest. */

import { linesOf } from "../../graph/directives-function.js";
import { errorEnumOf } from "../../graph/errors.js";
import { definitionOf } from "../../graph/functions.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext, CheckedFunction } from "../context.js";

export function deniedResult(cx: CheckContext): void {
  for (const checked of cx.functions) {
    const { func, lines } = checked;
    const line = linesOf(lines, "requires")[0] ?? inheritsWithError(cx, checked);
    if (line === undefined) continue;
    const error = errorEnumOf(cx.graph, cx.directives, func);
    if (error?.cases.has("denied")) continue;
    const why = error === undefined ? "its result has no error enum" : "its error has no case 'denied'";
    cx.report(ruleDiagnostics("guard/no-denied", line.span, { name: func.name, why }));
  }
}

/** `@inherits` on a `result`: the handle may lack the right, and `else` cannot stand for an error. */
function inheritsWithError(cx: CheckContext, { func, lines }: CheckedFunction) {
  const line = linesOf(lines, "inherits")[0];
  if (func.result === undefined || line === undefined) return undefined;
  const def = definitionOf(cx.graph, func.result);
  return typeof def !== "string" && def.kind.kind === "result" ? line : undefined;
}
