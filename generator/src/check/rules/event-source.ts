/** A function that registers a source of events takes a token, and says what can go wrong with it. */
import { linesOf } from "../../graph/directives-function.js";
import { definitionOf } from "../../graph/functions.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function eventSource(cx: CheckContext): void {
  for (const { func, lines } of cx.functions) {
    const line = linesOf(lines, "event")[0];
    if (line === undefined) continue;
    const { name } = func;
    const token = func.params.find((param) => param.name === "token");
    if (token === undefined || definitionOf(cx.graph, token.type) !== "u32") {
      cx.report(ruleDiagnostics("event/no-token", line.span, { name }));
    }
    const errors = linesOf(lines, "errors")[0];
    const listed = new Set(errors?.cases.map((c) => c.text));
    // A second timer with the token of a first restarts it, so its token cannot be taken.
    const needed = line.event.text === "timer" ? ["not-supported"] : ["exists", "not-supported"];
    for (const missing of needed) {
      if (!listed.has(missing))
        cx.report(ruleDiagnostics("event/errors", errors?.span ?? line.span, { name, missing }));
    }
  }
}
