/** A handler returns no handle of the host's: only a guarded call of the guest mints one. */

import { linesOf } from "../../graph/directives-function.js";
import { mintedBy } from "../../graph/functions.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function handlerMintsNothing(cx: CheckContext): void {
  for (const { func, lines, site } of cx.functions) {
    const line = linesOf(lines, "handler")[0];
    if (line === undefined) continue;
    for (const id of mintedBy(cx.graph, func)) {
      const def = cx.graph.types[id];
      // A resource of the handler's own interface is the guest's, which mints what it likes.
      const own = def?.owner.kind === "interface" && def.owner.id === site.interface;
      if (own) continue;
      const problem = { name: func.name, resource: def?.name ?? "" };
      cx.report(ruleDiagnostics("guard/mints-in-handler", line.span, problem));
    }
  }
}
