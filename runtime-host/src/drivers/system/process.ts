/** `ocre:system/process`: asking for a restart. */
import { fail } from "../../fail.js";
import type { ContainerContext } from "../../kernel/context.js";
import { nsPerMs, type Scheduled } from "../../kernel/timeline.js";

export function createRestart(requestRestart: () => void, cx: ContainerContext) {
  let pending: Scheduled | undefined;
  return {
    restart: (delayMs: number): undefined => {
      if (pending !== undefined) return fail("busy");
      pending = cx.timeline.at(cx.timeline.now() + BigInt(delayMs) * nsPerMs, requestRestart);
      return undefined;
    },
    close: () => pending?.cancel(),
  };
}
