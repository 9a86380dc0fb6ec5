/**
 * What JavaScript programs expect to find without an import, over the interfaces of the host. `ocrekit build` binds these
 * names to whoever uses them; an app that uses none gets none.
 *
 * @packageDocumentation
 */
import { getRandomBytes } from "#gen/system/random.js";
import { log } from "./log.js";
import { after, every, type Timer } from "./timers.js";

export { AbortController, type AbortListener, AbortSignal } from "./abort.js";
export { type FetchInit, type FetchResponse, fetch } from "./fetch.js";
export { structuredClone } from "./structured-clone.js";
export { TextDecoder, type TextDecoderOptions, TextEncoder } from "./text-coding.js";
export { URL, URLSearchParams } from "./url.js";

/** One line of the log for each call, at the level of the function; objects as a program would write them. */
export interface Console {
  log(...values: readonly unknown[]): void;
  info(...values: readonly unknown[]): void;
  debug(...values: readonly unknown[]): void;
  trace(...values: readonly unknown[]): void;
  warn(...values: readonly unknown[]): void;
  error(...values: readonly unknown[]): void;
  dir(value: unknown): void;
  assert(condition: unknown, ...values: readonly unknown[]): void;
}

/** Writes to the device's log. */
export const console: Console = {
  log: log.info,
  info: log.info,
  debug: log.debug,
  trace: log.trace,
  warn: log.warn,
  error: log.error,
  dir: (value) => log.info(value),
  assert(condition, ...values) {
    if (!condition) log.error("Assertion failed", ...values);
  },
};

/** What a timer calls, with the arguments that its setter was given. */
export type Callback = (...args: unknown[]) => void;

/** Calls once, after so many milliseconds. */
export const setTimeout = (callback: Callback, ms: number = 0, ...args: unknown[]): Timer =>
  after(ms, () => callback(...args));
/** Calls again and again, each time after so many milliseconds. */
export const setInterval = (callback: Callback, ms: number = 0, ...args: unknown[]): Timer =>
  every(ms, () => callback(...args));
export const clearTimeout = (timer: Timer | undefined): void => timer?.cancel();
export const clearInterval = clearTimeout;

const mostRandomBytes = 256;

/** `crypto.getRandomValues` */
export const crypto = {
  getRandomValues<T extends ArrayBufferView>(array: T): T {
    const all = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let at = 0; at < all.length; ) {
      const bytes = getRandomBytes(Math.min(mostRandomBytes, all.length - at));
      all.set(bytes, at);
      at += bytes.length;
    }
    return array;
  },
} as const;
