/** Timers with callbacks and promises. */

import { exportTimerHandler } from "#gen/exports/system/timer-handler.js";
import { cancel, remaining, start } from "#gen/system/timers.js";
import type { Token } from "#gen/system/types.js";
import { receive, Waiting } from "./events.js";

/** A timer that was started. */
export interface Timer {
  /** What the host knows it by. */
  readonly token: Token;
  /** Stops it; nothing happens when it has ended. */
  cancel(): void;
  /** Milliseconds until it fires next. */
  remaining(): number;
}

interface Entry {
  readonly callback: (lost: number) => void;
  readonly once: boolean;
}

const waiting: Waiting<Entry> = /* @__PURE__ */ new Waiting();

function fire(token: Token, lost: number): void {
  const entry = waiting.get(token);
  if (entry?.once) waiting.delete(token);
  entry?.callback(lost);
}

receive("timer", ({ token, lost }) => fire(token, lost));
exportTimerHandler({ onTimer: fire });

function begin(entry: Entry, delayMs: number, periodMs: number): Timer {
  const token = waiting.add(entry);
  start(token, delayMs, periodMs);
  return {
    token,
    cancel() {
      if (waiting.delete(token)) cancel(token);
    },
    remaining: () => remaining(token),
  };
}

/**
 * Calls `callback` every `ms` milliseconds, with the number of ticks that were missed before this one.
 *
 * @example
 * ```ts
 * import { every } from "@ocrekit/sdk";
 *
 * let count = 0;
 * const timer = every(1000, () => {
 *   count += 1;
 *   if (count === 10) timer.cancel();
 * });
 * ```
 */
export const every = (ms: number, callback: (lost: number) => void): Timer =>
  begin({ callback, once: false }, ms, Math.max(1, ms));

/** Calls `callback` once, after `ms` milliseconds. */
export const after = (ms: number, callback: () => void): Timer => begin({ callback, once: true }, ms, 0);

/** Fulfilled after `ms` milliseconds. */
export const sleep = (ms: number): Promise<void> =>
  new Promise((fulfil) => {
    after(ms, fulfil);
  });
