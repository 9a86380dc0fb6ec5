/** `AbortController` and `AbortSignal`: one way to tell what goes on that it is not wanted any more. */
import { after } from "./timers.js";

/** Called once, when the signal is aborted. */
export type AbortListener = () => void;

/** Says whether something should stop, and why. */
export class AbortSignal {
  /** Called when the signal is aborted. */
  onabort: AbortListener | null = null;
  readonly #listeners: Set<AbortListener> = new Set();
  #aborted: { readonly reason: unknown } | undefined;

  get aborted(): boolean {
    return this.#aborted !== undefined;
  }

  /** What `abort` was given; an error named `AbortError` when that was nothing. */
  get reason(): unknown {
    return this.#aborted?.reason;
  }

  throwIfAborted(): void {
    if (this.#aborted !== undefined) throw this.#aborted.reason;
  }

  /** There is one event. */
  addEventListener(_: "abort", listener: AbortListener): void {
    if (!this.aborted) this.#listeners.add(listener);
  }

  removeEventListener(_: "abort", listener: AbortListener): void {
    this.#listeners.delete(listener);
  }

  /** @internal */
  static raise(signal: AbortSignal, reason: unknown): void {
    if (signal.#aborted !== undefined) return;
    signal.#aborted = { reason };
    signal.onabort?.();
    const listeners = [...signal.#listeners];
    signal.#listeners.clear();
    for (const listener of listeners) listener();
  }

  /** A signal that is aborted already. */
  static abort(reason: unknown = named("AbortError", "This operation was aborted")): AbortSignal {
    const signal = new AbortSignal();
    AbortSignal.raise(signal, reason);
    return signal;
  }

  /** A signal that is aborted after so many milliseconds, with an error named `TimeoutError`. */
  static timeout(ms: number): AbortSignal {
    const signal = new AbortSignal();
    after(ms, () => AbortSignal.raise(signal, named("TimeoutError", "The operation was aborted due to timeout")));
    return signal;
  }

  /** A signal that is aborted with the first of these. */
  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const all = [...signals];
    const first = all.find(({ aborted }) => aborted);
    if (first !== undefined) return AbortSignal.abort(first.reason);
    const signal = new AbortSignal();
    for (const one of all) one.addEventListener("abort", () => AbortSignal.raise(signal, one.reason));
    return signal;
  }
}

/**
 * Aborts its signal.
 *
 * @example
 * ```ts
 * import { log } from "@ocrekit/sdk";
 *
 * const controller = new AbortController();
 * const answer = fetch("http://10.0.0.2/state", { signal: controller.signal });
 * setTimeout(() => controller.abort(), 500);
 * answer.catch(() => log.warn("no answer in time"));
 * ```
 */
export class AbortController {
  readonly signal: AbortSignal = new AbortSignal();

  abort(reason: unknown = named("AbortError", "This operation was aborted")): void {
    AbortSignal.raise(this.signal, reason);
  }
}

function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
