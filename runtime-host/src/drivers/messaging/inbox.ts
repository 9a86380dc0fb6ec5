/** The messages that wait for one subscription: bound, overflow, expiry, redelivery of what was not accepted. */
import { nsPerMs, type Scheduled, type Timeline } from "../../kernel/timeline.js";
import {
  type Disposition,
  lowerQos,
  type Message,
  type Published,
  type SubscribeOptions,
  toMessage,
} from "./message.js";

interface Entry {
  readonly published: Published;
  readonly retained: boolean;
  readonly ticket: bigint;
  attempts: number;
}

const firstRetryMs = 1000;
const longestRetryMs = 60_000;

export class Inbox {
  private readonly timeline: Timeline;
  private readonly options: SubscribeOptions;
  private readonly onArrival: () => void;
  private readonly queue: Entry[] = [];
  private readonly retrying = new Map<Entry, Scheduled>();
  private unsettled: Entry | undefined;
  private dropped = 0;

  constructor(timeline: Timeline, options: SubscribeOptions, onArrival: () => void) {
    this.timeline = timeline;
    this.options = options;
    this.onArrival = onArrival;
  }

  get size(): number {
    this.expire();
    return this.queue.length;
  }

  /** Whether a message would be kept without another one going. */
  get hasRoom(): boolean {
    return this.size + this.retrying.size < this.options.queue;
  }

  /** Messages dropped by the overflow rule since it was asked last. */
  takeDropped(): number {
    const { dropped } = this;
    this.dropped = 0;
    return dropped;
  }

  add(published: Published, retained: boolean, ticket: bigint): void {
    if (published.payload.length > this.options.maxPayload) {
      this.dropped += 1;
      return;
    }
    if (!this.hasRoom) {
      this.dropped += 1;
      if (this.options.overflow === "drop-newest") return;
      if (this.queue.shift() === undefined) this.forgetRetry();
    }
    this.queue.push({ published, retained, ticket, attempts: 0 });
    this.onArrival();
  }

  /** The oldest message; at-least-once ones must be settled. */
  take(): Message | undefined {
    this.expire();
    const entry = this.queue.shift();
    if (entry === undefined) return undefined;
    const qos = lowerQos(entry.published.qos, this.options.qos);
    this.unsettled = qos === "at-most-once" ? undefined : entry;
    return toMessage(entry.published, qos, entry.retained, entry.ticket);
  }

  /** False when no message waits for this. */
  settle(disposition: Disposition): boolean {
    const entry = this.unsettled;
    this.unsettled = undefined;
    if (entry === undefined) return false;
    if (disposition === "retry") this.retry(entry);
    return true;
  }

  /** Ends the inbox; what was received but not settled, and what waits, may go to another member of the group. */
  close(): readonly Published[] {
    for (const scheduled of this.retrying.values()) scheduled.cancel();
    const left = [this.unsettled, ...this.retrying.keys(), ...this.queue];
    this.retrying.clear();
    this.queue.length = 0;
    this.unsettled = undefined;
    return left.flatMap((entry) => (entry === undefined || entry.ticket !== 0n ? [] : [entry.published]));
  }

  private retry(entry: Entry): void {
    const delay = Math.min(firstRetryMs * 2 ** Math.min(entry.attempts, 10), longestRetryMs);
    entry.attempts += 1;
    const scheduled = this.timeline.at(this.timeline.now() + BigInt(delay) * nsPerMs, () => {
      this.retrying.delete(entry);
      this.queue.unshift(entry);
      this.onArrival();
    });
    this.retrying.set(entry, scheduled);
  }

  private forgetRetry(): void {
    const oldest = this.retrying.entries().next().value;
    if (oldest === undefined) return;
    oldest[1].cancel();
    this.retrying.delete(oldest[0]);
  }

  private expire(): void {
    const now = this.timeline.now();
    for (let index = this.queue.length - 1; index >= 0; index -= 1) {
      const expires = this.queue[index]?.published.expires;
      if (expires !== undefined && expires <= now) this.queue.splice(index, 1);
    }
  }
}
