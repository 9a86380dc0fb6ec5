/** `ocre:system/timers`: timers keyed by token; ticks that fall while the guest is busy are counted. */
import { fail } from "../../fail.js";
import type { ContainerContext } from "../../kernel/context.js";
import type { Source } from "../../kernel/events.js";
import { nsPerMs, type Scheduled } from "../../kernel/timeline.js";

interface Timer {
  readonly source: Source;
  readonly periodMs: number;
  /** When it fires next; nothing once a single shot was fired. */
  due: bigint | undefined;
  scheduled: Scheduled | undefined;
}

class Timers {
  private readonly cx: ContainerContext;
  private readonly timers = new Map<number, Timer>();

  constructor(cx: ContainerContext) {
    this.cx = cx;
  }

  start(token: number, delayMs: number, periodMs: number): undefined {
    const { cx } = this;
    this.end(token);
    if (this.timers.size >= cx.limits.timers) this.forgetSpent();
    if (this.timers.size >= cx.limits.timers) fail("exhausted");
    const source = cx.events.register("timer", token);
    const timer: Timer = { source, periodMs, due: undefined, scheduled: undefined };
    this.timers.set(token, timer);
    this.arm(timer, cx.timeline.now() + BigInt(delayMs) * nsPerMs);
  }

  cancel(token: number): undefined {
    const timer = this.timers.get(token);
    const known = timer !== undefined && !isSpent(timer);
    this.end(token);
    if (!known) fail("not-found");
  }

  remaining(token: number): number {
    const due = this.timers.get(token)?.due;
    if (due === undefined) return fail("not-found");
    const left = due - this.cx.timeline.now();
    return left <= 0n ? 0 : Number((left + nsPerMs - 1n) / nsPerMs);
  }

  close(): void {
    for (const token of [...this.timers.keys()]) this.end(token);
  }

  private arm(timer: Timer, due: bigint): void {
    timer.due = due;
    timer.scheduled = this.cx.timeline.at(due, () => {
      timer.due = undefined;
      // The next tick counts from this one's mark, not from now: periods do not drift.
      if (timer.periodMs > 0) this.arm(timer, due + BigInt(timer.periodMs) * nsPerMs);
      timer.source.post(0);
    });
  }

  private end(token: number): void {
    const timer = this.timers.get(token);
    timer?.scheduled?.cancel();
    timer?.source.close();
    this.timers.delete(token);
  }

  /** A single shot whose event was taken keeps its entry until room is needed. */
  private forgetSpent(): void {
    for (const [token, timer] of this.timers) if (isSpent(timer)) this.end(token);
  }
}

function isSpent(timer: Timer): boolean {
  return timer.due === undefined && timer.source.pending === 0;
}

export function createTimers(cx: ContainerContext) {
  return new Timers(cx);
}
