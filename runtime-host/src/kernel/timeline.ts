/** Time as containers see it: the real clock, or a virtual one that jumps to the next thing that is due. */

export interface Scheduled {
  cancel(): void;
}

export interface Timeline {
  /** The monotonic clock, in nanoseconds. */
  now(): bigint;
  /** Runs `action` at `mark` or as soon after it as possible; equal marks run in the order of the calls. */
  at(mark: bigint, action: () => void): Scheduled;
  /** When the next action is due. */
  next(): bigint | undefined;
  close(): void;
}

export const nsPerMs = 1_000_000n;

/** The end of time: a guest may ask for later, but the clock that threads share has 63 bits. */
const lastMark = 2n ** 63n - 1n;

interface Entry {
  readonly mark: bigint;
  readonly order: number;
  readonly action: () => void;
  cancelled: boolean;
}

/** A binary heap of what is due, earliest first; cancelled entries are skipped when they come up. */
class Agenda {
  private readonly heap: Entry[] = [];
  private order = 0;
  private live = 0;

  add(wanted: bigint, action: () => void): Scheduled {
    const mark = wanted < lastMark ? wanted : lastMark;
    const entry: Entry = { mark, order: this.order, action, cancelled: false };
    this.order += 1;
    this.live += 1;
    this.heap.push(entry);
    this.up(this.heap.length - 1);
    return {
      cancel: () => {
        if (entry.cancelled) return;
        entry.cancelled = true;
        this.live -= 1;
        // Long runs restart timers often: do not let the dead outnumber the living.
        if (this.heap.length > 64 && this.live * 2 < this.heap.length) this.sweep();
      },
    };
  }

  peek(): Entry | undefined {
    while (this.heap[0]?.cancelled === true) this.pop();
    return this.heap[0];
  }

  take(until: bigint): Entry | undefined {
    const first = this.peek();
    if (first === undefined || first.mark > until) return undefined;
    this.pop();
    first.cancelled = true;
    this.live -= 1;
    return first;
  }

  clear(): void {
    for (const entry of this.heap) entry.cancelled = true;
    this.heap.length = 0;
    this.live = 0;
  }

  private sweep(): void {
    const kept = this.heap.filter((entry) => !entry.cancelled).sort((a, b) => (earlier(a, b) ? -1 : 1));
    this.heap.length = 0;
    this.heap.push(...kept);
  }

  private pop(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.down();
  }

  private up(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.swapIfEarlier(at, parent)) return;
      at = parent;
    }
  }

  private down(): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const a = this.heap[left];
      const b = this.heap[right];
      if (a === undefined) return;
      const child = b !== undefined && earlier(b, a) ? right : left;
      if (!this.swapIfEarlier(child, at)) return;
      at = child;
    }
  }

  private swapIfEarlier(child: number, parent: number): boolean {
    const a = this.heap[child];
    const b = this.heap[parent];
    if (a === undefined || b === undefined || !earlier(a, b)) return false;
    this.heap[child] = b;
    this.heap[parent] = a;
    return true;
  }
}

function earlier(a: Entry, b: Entry): boolean {
  return a.mark < b.mark || (a.mark === b.mark && a.order < b.order);
}

/** The clock of the machine. `base` makes marks small and lets guest threads compute the same ones. */
export class RealTimeline implements Timeline {
  readonly base: bigint;
  private readonly agenda = new Agenda();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private armedFor: bigint | undefined;

  constructor(base: bigint = process.hrtime.bigint()) {
    this.base = base;
  }

  now(): bigint {
    return process.hrtime.bigint() - this.base;
  }

  at(mark: bigint, action: () => void): Scheduled {
    const scheduled = this.agenda.add(mark, action);
    this.arm();
    return scheduled;
  }

  next(): bigint | undefined {
    return this.agenda.peek()?.mark;
  }

  close(): void {
    this.agenda.clear();
    this.arm();
  }

  private arm(): void {
    const next = this.next();
    if (next === this.armedFor) return;
    clearTimeout(this.timer);
    this.armedFor = next;
    if (next === undefined) return;
    const wait = next - this.now();
    // Longer than Node's timers can wait: wake up and look again.
    const ms = wait <= 0n ? 0 : Math.min(Math.ceil(Number(wait) / 1e6), 2_000_000_000);
    this.timer = setTimeout(() => this.run(), ms);
  }

  private run(): void {
    this.armedFor = undefined;
    const now = this.now();
    for (let entry = this.agenda.take(now); entry !== undefined; entry = this.agenda.take(now)) entry.action();
    this.arm();
  }
}

/** A clock that stands still until `step` moves it to the next mark. Guest threads read it from shared memory. */
export class VirtualTimeline implements Timeline {
  readonly shared: BigInt64Array<SharedArrayBuffer>;
  private readonly agenda = new Agenda();

  constructor(shared = new BigInt64Array(new SharedArrayBuffer(8))) {
    this.shared = shared;
  }

  now(): bigint {
    return Atomics.load(this.shared, 0);
  }

  at(mark: bigint, action: () => void): Scheduled {
    return this.agenda.add(mark, action);
  }

  next(): bigint | undefined {
    return this.agenda.peek()?.mark;
  }

  /** Moves to the next mark, but not beyond `limit`, and runs what is due there. False: nothing was due by then. */
  step(limit?: bigint): boolean {
    const next = this.next();
    if (next === undefined || (limit !== undefined && next > limit)) return false;
    if (next > this.now()) Atomics.store(this.shared, 0, next);
    const now = this.now();
    for (let entry = this.agenda.take(now); entry !== undefined; entry = this.agenda.take(now)) entry.action();
    return true;
  }

  /** Steps until `mark`, and stays there. */
  advanceTo(mark: bigint): void {
    while (this.step(mark));
    if (mark > this.now()) Atomics.store(this.shared, 0, mark);
  }

  close(): void {
    this.agenda.clear();
  }
}
