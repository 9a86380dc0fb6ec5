/** Rates of one container: a bucket for each limit, that holds one second's worth. */

interface Bucket {
  readonly perSecond: number;
  left: number;
  since: bigint;
}

export class Rates {
  private readonly now: () => bigint;
  private readonly buckets: ReadonlyMap<string, Bucket>;

  constructor(rates: Readonly<Record<string, number>>, now: () => bigint) {
    this.now = now;
    const since = now();
    this.buckets = new Map(
      Object.entries(rates).map(([name, perSecond]) => [name, { perSecond, left: perSecond, since }]),
    );
  }

  /** False: used up. What is not limited is always there. */
  charge(name: string, amount: number): boolean {
    const bucket = this.buckets.get(name);
    if (bucket === undefined) return true;
    const now = this.now();
    bucket.left = Math.min(bucket.perSecond, bucket.left + (Number(now - bucket.since) / 1e9) * bucket.perSecond);
    bucket.since = now;
    if (amount > bucket.left) return false;
    bucket.left -= amount;
    return true;
  }
}
