/** A container's queue of events: every source has its own bound in it, so that none can push out another. */
import { fail } from "../fail.js";

export const eventKinds = [
  "timer",
  "line",
  "socket",
  "name",
  "message",
  "store",
  "sensor",
  "config",
  "stop",
  "other",
] as const;

export type EventKind = (typeof eventKinds)[number];

/** Tokens cost a guest nothing, and each of them costs the host memory. */
const maxSources = 1024;

export interface Event {
  readonly kind: EventKind;
  readonly token: number;
  readonly data: number;
  readonly lost: number;
  readonly time: bigint;
}

/** What a taken event says, and what only a reactor's handler gets: the message itself. */
export interface LevelEvent {
  readonly data: number;
  readonly lost: number;
  readonly payload?: unknown;
  /** Called with the handler's answer. */
  readonly settle?: (answer: unknown) => void;
}

export interface Delivery {
  readonly event: Event;
  readonly payload?: unknown;
  readonly settle?: (answer: unknown) => void;
}

/** A source whose events say that something holds; asked anew each time one is taken. */
export interface LevelState {
  ready(): boolean;
  /** Called when `ready`. With `payload` the event takes the message with it, else it only tells of it. */
  take(payload: boolean): LevelEvent;
}

export interface Source {
  readonly token: number;
  /** Events that wait. */
  readonly pending: number;
  /** Adds an event; when the source's bound is reached the oldest goes, and is counted. */
  post(data: number): void;
  /** Adds the only event of this source: its token is free again once that was taken. */
  postLast(data: number): void;
  /** Says that a level may have begun to hold. */
  wake(): void;
  /** Drops what is queued and frees the token. */
  close(): void;
}

interface Queued {
  readonly data: number;
  lost: number;
  readonly time: bigint;
}

class QueueSource implements Source {
  readonly kind: EventKind;
  readonly token: number;
  readonly waiting: Queued[] = [];
  readonly level: LevelState | undefined;
  private readonly queue: EventQueue;
  private readonly capacity: number;
  /** Whether overflow keeps the newest (edges) or the one that waits (ticks). */
  private readonly keep: "newest" | "oldest";
  closed = false;
  private lost = 0;
  private last = false;

  constructor(queue: EventQueue, kind: EventKind, token: number, options: SourceOptions) {
    this.queue = queue;
    this.kind = kind;
    this.token = token;
    this.capacity = options.capacity ?? 1;
    this.keep = options.keep ?? "oldest";
    this.level = options.level;
  }

  get pending(): number {
    return this.waiting.length;
  }

  post(data: number): void {
    if (this.closed) return;
    if (this.waiting.length < this.capacity) {
      this.waiting.push({ data, lost: this.lost, time: this.queue.now() });
      this.lost = 0;
      this.queue.enqueue(this);
      return;
    }
    if (this.keep === "oldest") {
      const last = this.waiting.at(-1);
      if (last !== undefined) last.lost += 1;
      return;
    }
    const gone = this.waiting.shift();
    const first = this.waiting[0];
    const lost = (gone?.lost ?? 0) + 1;
    if (first === undefined) this.lost += lost;
    else first.lost += lost;
    this.waiting.push({ data, lost: this.lost, time: this.queue.now() });
    this.lost = 0;
  }

  postLast(data: number): void {
    this.last = true;
    this.post(data);
  }

  wake(): void {
    if (this.closed || this.level === undefined || this.waiting.length > 0 || !this.level.ready()) return;
    this.waiting.push({ data: 0, lost: 0, time: this.queue.now() });
    this.queue.enqueue(this);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.waiting.length = 0;
    this.queue.forget(this);
  }

  take(): Delivery | undefined {
    const entry = this.waiting.shift();
    if (entry === undefined) return undefined;
    const { kind, token } = this;
    if (this.last) this.close();
    if (this.level === undefined) return { event: { kind, token, ...entry } };
    if (!this.level.ready()) return undefined;
    const { data, lost, ...extra } = this.level.take(this.queue.takesPayload);
    // Level-triggered: posted again, behind the events of other sources, while the condition holds.
    this.wake();
    return { event: { kind, token, data, lost, time: entry.time }, ...extra };
  }
}

export interface SourceOptions {
  /** Events kept; 1 if not given. */
  readonly capacity?: number;
  readonly keep?: "newest" | "oldest";
  readonly level?: LevelState;
}

export interface EventQueueOptions {
  readonly now: () => bigint;
  /** Kinds that the app has a handler for; not given for commands, which take any. */
  readonly handled?: ReadonlySet<EventKind>;
  /** Called when the queue stops being empty. */
  readonly onReady: () => void;
}

export class EventQueue {
  readonly now: () => bigint;
  readonly takesPayload: boolean;
  private readonly handled: ReadonlySet<EventKind> | undefined;
  private readonly onReady: () => void;
  private readonly sources = new Map<string, QueueSource>();
  /** One entry for each event that waits, in the order in which they came. */
  private order: QueueSource[] = [];

  constructor(options: EventQueueOptions) {
    this.now = options.now;
    this.handled = options.handled;
    this.takesPayload = options.handled !== undefined;
    this.onReady = options.onReady;
  }

  get size(): number {
    return this.order.length;
  }

  /** Registers a source: `not-supported` when no handler would get its events, `exists` when the token is taken. */
  register(kind: EventKind, token: number, options: SourceOptions = {}): Source {
    if (this.handled !== undefined && !this.handled.has(kind)) fail("not-supported");
    const key = `${kind}:${token}`;
    if (this.sources.has(key)) fail("exists");
    if (this.sources.size >= maxSources) fail("exhausted");
    const source = new QueueSource(this, kind, token, options);
    this.sources.set(key, source);
    return source;
  }

  find(kind: EventKind, token: number): Source | undefined {
    return this.sources.get(`${kind}:${token}`);
  }

  /** The oldest event. */
  take(): Delivery | undefined {
    for (let source = this.order.shift(); source !== undefined; source = this.order.shift()) {
      const delivery = source.take();
      if (delivery !== undefined) return delivery;
    }
    return undefined;
  }

  close(): void {
    for (const source of [...this.sources.values()]) source.close();
  }

  enqueue(source: QueueSource): void {
    this.order.push(source);
    this.onReady();
  }

  forget(source: QueueSource): void {
    this.sources.delete(`${source.kind}:${source.token}`);
    this.order = this.order.filter((other) => other !== source);
  }
}
