/** The event kind of `@event` and `@handler` exists. */
import type { Word } from "../../graph/directives-syntax.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";
import { eventKinds } from "../vocabulary.js";

export function eventKnown(cx: CheckContext): void {
  const check = ({ text: kind, span }: Word, candidates: readonly string[]): void => {
    if (!candidates.includes(kind)) cx.report(ruleDiagnostics("event/unknown", span, { kind, candidates }));
  };
  for (const { lines } of cx.functions) {
    for (const line of lines) {
      if (line.kind === "event") check(line.event, eventKinds);
      // The host also calls on its own account: `run`, `on-start`.
      if (line.kind === "handler") check(line.event, [...eventKinds, "host"]);
    }
  }
}
