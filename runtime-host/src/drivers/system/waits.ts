/** How a command waits: `ocre:system/events`, and the waits of `ocre:system/monotonic-clock`. */
import { fail, HostError } from "../../fail.js";
import type { ContainerContext } from "../../kernel/context.js";
import type { Event } from "../../kernel/events.js";
import { type Condition, waitFor } from "../../kernel/waiting.js";

export interface EventsContext extends ContainerContext {
  /** Changes when the queue stops being empty. */
  readonly arrived: Condition;
  /** The stop event, once. */
  takeStop(): Event | undefined;
}

export function createEvents(cx: EventsContext) {
  const take = (): Event | undefined => cx.takeStop() ?? cx.events.take()?.event;
  const none = (): { event: Event | undefined } => ({ event: take() });
  return {
    wait: (timeoutMs: number): Event | undefined | Promise<Event | undefined> => {
      // Wrapped, because no event at all is an answer here, and to `waitFor` it means go on.
      const answer = waitFor<{ event: Event | undefined }>(cx, cx.arrived, {
        timeoutMs,
        attempt: () => {
          const event = take();
          return event === undefined ? undefined : { event };
        },
        onTimeout: none,
        onStop: none,
        onBlock: none,
      });
      return answer instanceof Promise ? answer.then(({ event }) => event) : answer.event;
    },
  };
}

export function createClockWaits(cx: ContainerContext) {
  const waitUntil = (when: bigint): undefined | Promise<undefined> => {
    if (!cx.mayWait) return fail("would-block");
    if (cx.isStopping()) return fail("cancelled");
    if (when <= cx.timeline.now()) return undefined;
    return new Promise((resolve, reject) => {
      const wake = cx.timeline.at(when, () => {
        unsubscribe();
        resolve(undefined);
      });
      const unsubscribe = cx.stopping.subscribe(() => {
        wake.cancel();
        unsubscribe();
        reject(new HostError("cancelled"));
      });
    });
  };
  return { waitUntil, waitFor: (howLong: bigint) => waitUntil(cx.timeline.now() + howLong) };
}
