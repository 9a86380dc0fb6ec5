/** `@bounds` stands exactly on the calls that put something into the guest's memory through `cabi_realloc`. */
import { linesOf } from "../../graph/directives-function.js";
import { someType } from "../../graph/functions.js";
import type { Type } from "../../graph/model.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function boundsExact(cx: CheckContext): void {
  for (const { func, lines, broken } of cx.functions) {
    const line = linesOf(lines, "bounds")[0];
    const handler = lines.some((other) => other.kind === "handler");
    const given = handler ? func.params.map((param) => param.type) : func.result === undefined ? [] : [func.result];
    const allocates = given.some((type) => holdsBlocks(cx, type));
    const { name } = func;
    if (line !== undefined && !allocates) cx.reportLax(ruleDiagnostics("bounds/wrong", line.span, { name }));
    if (line === undefined && allocates && lines.length > 0 && !broken) {
      const what = handler ? "parameters" : "results";
      cx.reportLax(ruleDiagnostics("bounds/missing", func.span, { name, what }));
    }
  }
}

function holdsBlocks(cx: CheckContext, type: Type): boolean {
  return someType(cx.graph, type, (def) =>
    typeof def === "string" ? def === "string" : def.kind.kind === "list" || def.kind.kind === "map",
  );
}
