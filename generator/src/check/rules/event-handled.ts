/** Every kind of event that a function can cause has a handler, or a reactor could never learn of it. */
import { linesOf } from "../../graph/directives-function.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";
import { eventKinds } from "../vocabulary.js";

export function eventHandled(cx: CheckContext): void {
  const handled = new Set(
    cx.everyFunction.flatMap(({ lines }) => linesOf(lines, "handler").map((line) => line.event.text)),
  );
  for (const { lines } of cx.functions) {
    for (const { event } of linesOf(lines, "event")) {
      const known = eventKinds.some((kind) => kind === event.text);
      if (!known || handled.has(event.text)) continue;
      cx.report(ruleDiagnostics("event/no-handler", event.span, { kind: event.text }));
    }
  }
}
