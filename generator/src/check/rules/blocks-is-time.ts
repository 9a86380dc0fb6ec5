/** The argument that `@blocks` names is a length of time. */
import { linesOf } from "../../graph/directives-function.js";
import { pathText } from "../../graph/directives-syntax.js";
import { definitionOf } from "../../graph/functions.js";
import { resolvePath } from "../../graph/paths.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

const times: ReadonlySet<unknown> = new Set(["u8", "u16", "u32", "u64"]);

export function blocksIsTime(cx: CheckContext): void {
  for (const { func, lines } of cx.functions) {
    for (const { until } of linesOf(lines, "blocks")) {
      if (until === "until-done") continue;
      const result = resolvePath(cx.graph, func, until);
      if ("problem" in result || times.has(definitionOf(cx.graph, result.found.type))) continue;
      cx.report(ruleDiagnostics("blocks/type", until.span, { path: pathText(until) }));
    }
  }
}
