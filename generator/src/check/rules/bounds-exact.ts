/** `@bounds` stands exactly on the calls that put something into the guest's memory through `cabi_realloc`. */
import { linesOf } from "../../graph/directives-function.js";
import { foldTypes, typesInside } from "../../graph/fold-types.js";
import type { Type } from "../../graph/model.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function boundsExact(cx: CheckContext): void {
  const holdsBlocks = blockFinder(cx);
  for (const { func, lines, broken } of cx.functions) {
    const line = linesOf(lines, "bounds")[0];
    const handler = lines.some((other) => other.kind === "handler");
    const given = handler ? func.params.map((param) => param.type) : func.result === undefined ? [] : [func.result];
    const allocates = given.some(holdsBlocks);
    const { name } = func;
    if (line !== undefined && !allocates) cx.reportLax(ruleDiagnostics("bounds/wrong", line.span, { name }));
    if (line === undefined && allocates && lines.length > 0 && !broken) {
      const what = handler ? "parameters" : "results";
      cx.reportLax(ruleDiagnostics("bounds/missing", func.span, { name, what }));
    }
  }
}

/** Whether a value of the type has parts that lie in blocks of their own. */
function blockFinder(cx: CheckContext): (type: Type) => boolean {
  return foldTypes<boolean>(cx.graph, {
    primitive: (name) => name === "string",
    definition: ({ kind }, part) => kind.kind === "list" || kind.kind === "map" || typesInside(kind).some(part),
  });
}
