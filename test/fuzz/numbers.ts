/** Random numbers of a seed: what a failure names to be repeated. */

export interface Numbers {
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
}

/** Another one in each run, unless `OCREKIT_FUZZ_SEED` says which. */
export const seed = Number(process.env["OCREKIT_FUZZ_SEED"] ?? Date.now() % 2 ** 31);

/** Numbers that depend on the seed alone (mulberry32). */
export function numbersFrom(seed: number): Numbers {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (limit: number): number => next() % limit;
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("nothing to pick from");
      return item;
    },
  };
}
