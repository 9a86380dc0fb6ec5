/** Rates of one container: a bucket for each limit, that holds one second's worth. */

/** What a log line or a datagram costs at least: empty ones are work for the host, too. */
const leastBytes = 32;

interface Bucket {
  /** What the smallest amount costs. */
  readonly least: number;
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
      Object.entries(rates).map(([name, perSecond]) => [
        name,
        { least: leastOf(name, perSecond), perSecond, left: perSecond, since },
      ]),
    );
  }

  /** False: used up. What is not limited is always there. */
  charge(name: string, amount: number): boolean {
    const bucket = this.buckets.get(name);
    if (bucket === undefined) return true;
    const now = this.now();
    bucket.left = Math.min(bucket.perSecond, bucket.left + (Number(now - bucket.since) / 1e9) * bucket.perSecond);
    bucket.since = now;
    const cost = Math.max(amount, bucket.least);
    if (cost > bucket.left) return false;
    bucket.left -= cost;
    return true;
  }
}

function leastOf(name: string, perSecond: number): number {
  return name.endsWith("BytesPerSecond") ? Math.min(leastBytes, perSecond) : 0;
}
