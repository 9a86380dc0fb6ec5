/** Waiting on the host's side: calls that answer when something becomes true, in time, or not at all. */
import { fail } from "../fail.js";
import { nsPerMs, type Timeline } from "./timeline.js";

export const forever = 4_294_967_295;

/** Something that calls can wait for; whoever changes it says so. */
export class Condition {
  private readonly listeners = new Set<() => void>();

  changed(): void {
    for (const listener of [...this.listeners]) listener();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}

export interface Waiter {
  /** A command may wait; a reactor's handler may not. */
  readonly mayWait: boolean;
  readonly timeline: Timeline;
  /** Fires once, when the container is asked to stop. */
  readonly stopping: Condition;
  isStopping(): boolean;
}

export interface WaitOptions<T> {
  readonly timeoutMs: number;
  /** The answer, once there is one; may throw the error to answer with. */
  readonly attempt: () => T | undefined;
  /** When the time runs out; `timeout` if not given. */
  readonly onTimeout?: () => T;
  /** When the container is asked to stop; `cancelled` if not given. */
  readonly onStop?: () => T;
  /** When waiting is not allowed; `would-block` if not given. */
  readonly onBlock?: () => T;
}

/** Answers now if it can; a command may also wait. */
export function waitFor<T>(waiter: Waiter, condition: Condition, options: WaitOptions<T>): T | Promise<T> {
  const { attempt, timeoutMs } = options;
  const now = attempt();
  if (now !== undefined) return now;
  if (!waiter.mayWait || timeoutMs === 0)
    return options.onBlock === undefined ? fail("would-block") : options.onBlock();
  const onStop = options.onStop ?? (() => fail("cancelled"));
  if (waiter.isStopping()) return onStop();
  return new Promise<T>((resolve, reject) => {
    const deadline =
      timeoutMs >= forever
        ? undefined
        : waiter.timeline.at(waiter.timeline.now() + BigInt(timeoutMs) * nsPerMs, () =>
            settle(options.onTimeout ?? (() => fail("timeout"))),
          );
    const endings = [condition.subscribe(() => settle(attempt)), waiter.stopping.subscribe(() => settle(onStop))];
    // Taking an event may post the next one, which is news to this very call.
    let asking = false;
    function settle(answer: () => T | undefined): void {
      if (asking) return;
      asking = true;
      try {
        const value = answer();
        if (value === undefined) return;
        end();
        resolve(value);
      } catch (error) {
        end();
        reject(error);
      } finally {
        asking = false;
      }
    }
    function end(): void {
      deadline?.cancel();
      for (const ending of endings) ending();
    }
  });
}
