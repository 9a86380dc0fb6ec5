/** Apps with a thread of their own: they run, wait for events, and end. */
import { runJobs, takeTurns } from "#engine";
import { exportRun } from "#gen/exports/app/run.js";
import { OcreError } from "#gen/runtime/errors.js";
import { type Event, wait } from "#gen/system/events.js";
import { deliver } from "./events.js";

const forever = 0xffff_ffff;

/** Waits up to `timeoutMs` for an event and takes it; `undefined` when there was none. */
export const nextEvent = (timeoutMs: number = forever): Event | undefined => wait(timeoutMs);

/** Hands an event to the callback that it is for, as the host does for apps that are driven by events. */
export function dispatch(event: Event): boolean {
  const taken = deliver(event);
  runJobs();
  return taken;
}

/**
 * Makes the module a command. It ends when `main` does, or what it promised; until then events are waited for and go to
 * their callbacks, so that `await sleep(100)` and subscriptions work.
 *
 * @example
 * ```ts
 * import { run, sleep, textTopic } from "@ocrekit/sdk";
 *
 * run(async () => {
 *   const greeting = textTopic("hello");
 *   for (let i = 0; i < 3; i++) {
 *     greeting.publish(`hello ${i}`);
 *     await sleep(1000);
 *   }
 * });
 * ```
 */
export function run(main: () => void | Promise<void>): void {
  let state: "new" | "runs" | "ended" = "new";
  let failure: { readonly error: unknown } | undefined;
  const end = (): void => {
    state = "ended";
  };
  const fail = (error: unknown): void => {
    failure = { error };
    end();
  };
  const step = (): boolean => {
    if (state !== "runs") return false;
    const event = wait(forever);
    // After a stop was asked for, there are no events any more, and nothing that could end this.
    if (event === undefined) fail(new OcreError(undefined));
    else deliver(event);
    return state === "runs";
  };
  /** `true` when nothing was promised. */
  const begin = (): boolean => {
    const promised = main();
    if (promised === undefined) return true;
    state = "runs";
    promised.then(end, fail);
    return false;
  };
  exportRun({
    run() {
      if (state === "new" && begin()) return;
      // In a component this call ends here, and is made anew when it need not wait any longer.
      if (state === "runs") takeTurns(step);
      const failed = failure;
      state = "new";
      failure = undefined;
      if (failed !== undefined) throw failed.error;
    },
  });
}
