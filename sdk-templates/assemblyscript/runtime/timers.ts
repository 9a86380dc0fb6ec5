/**
 * Timers with callbacks. A callback is a function of the module, because the language has no closures; what it works on
 * is in variables, or in a class that extends `Timer`. In a reactor, import "./timer-handler" as well.
 *
 * @example
 * every(500, (timer) => {
 *   led.toggle();
 * });
 */
import { cancel, remaining, start } from "../system/timers";
import { Status } from "../system/types";
import { setTimerHook } from "./hooks";

export class Timer {
  /** Ticks that were missed before the one that called. */
  lost: u32 = 0;
  private running: bool = false;
  private repeats: bool = false;

  constructor(private callback: ((timer: Timer) => void) | null = null) {}

  /** Called when the time has come. */
  fire(): void {
    const callback = this.callback;
    if (callback !== null) callback(this);
  }

  /** Fires after `periodMs`, and again after each further one. */
  every(periodMs: u32): Status {
    return this.begin(periodMs, periodMs);
  }

  /** Fires once, after `delayMs`. */
  after(delayMs: u32): Status {
    return this.begin(delayMs, 0);
  }

  /** Does nothing when the timer does not run. */
  cancel(): void {
    if (!this.running) return;
    cancel(this.token);
    this.end();
  }

  get isRunning(): bool {
    return this.running;
  }

  /** Milliseconds until it fires; 0 when it does not run. */
  get remaining(): u32 {
    const left = remaining(this.token);
    return left.isOk ? left.value : 0;
  }

  /** The object's address, which stays because the object is pinned while the timer runs. */
  private get token(): u32 {
    return <u32>changetype<usize>(this);
  }

  private begin(delayMs: u32, periodMs: u32): Status {
    setTimerHook(fire);
    const status = start(this.token, delayMs, periodMs);
    if (status != Status.Ok) return status;
    if (!this.running) __pin(changetype<usize>(this));
    this.running = true;
    this.repeats = periodMs > 0;
    return status;
  }

  private end(): void {
    this.running = false;
    __unpin(changetype<usize>(this));
  }

  /** @internal */
  called(lost: u32): void {
    this.lost = lost;
    if (!this.repeats) this.end();
    this.fire();
  }
}

/** Calls `callback` every `periodMs`; a timer that could not be started does not run. */
export function every(periodMs: u32, callback: (timer: Timer) => void): Timer {
  const timer = new Timer(callback);
  timer.every(periodMs);
  return timer;
}

/** Calls `callback` once, after `delayMs`. */
export function after(delayMs: u32, callback: (timer: Timer) => void): Timer {
  const timer = new Timer(callback);
  timer.after(delayMs);
  return timer;
}

/** The event of a timer of this kind. */
export function fire(token: u32, lost: u32): void {
  changetype<Timer>(<usize>token).called(lost);
}
