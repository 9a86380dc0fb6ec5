/** Each permission of `@filters` asks about an element of the returned list. */
import { linesOf } from "../../graph/directives-function.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function filtersLookAtResult(cx: CheckContext): void {
  for (const { lines } of cx.functions) {
    for (const { permissions } of linesOf(lines, "filters")) {
      for (const { args, span } of permissions) {
        const looks = args.some((argument) => argument.kind === "path" && argument.root === "result");
        if (!looks) cx.report(ruleDiagnostics("filters/no-result", span));
      }
    }
  }
}
