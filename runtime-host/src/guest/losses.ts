/** Counts what a rate kept from being told, and tells that at a rate of its own. */

const quietMs = 1000;

export class Losses {
  private readonly tell: (count: number) => void;
  private readonly now: () => number;
  private count = 0;
  private told = Number.NEGATIVE_INFINITY;

  /** `now`: milliseconds. */
  constructor(tell: (count: number) => void, now: () => number = () => performance.now()) {
    this.tell = tell;
    this.now = now;
  }

  /** The first one is told at once: a flood is noticed when it begins. */
  add(): void {
    this.count += 1;
    const now = this.now();
    if (now - this.told < quietMs) return;
    this.told = now;
    this.flush();
  }

  /** At the end, so that the sum is right. */
  flush(): void {
    if (this.count === 0) return;
    const { count } = this;
    this.count = 0;
    this.tell(count);
  }
}
