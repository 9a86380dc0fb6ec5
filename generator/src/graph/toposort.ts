/** Dependencies first, source order where that leaves a choice. */

export interface Edge<Place> {
  readonly to: string;
  readonly place: Place;
}

export interface Sorted<Place> {
  readonly order: readonly string[];
  /** A way round, first name repeated at the end, when there is one; `order` then lacks what depends on it. */
  readonly cycle?: { readonly path: readonly string[]; readonly place: Place };
}

/** Edges to names that are no node are ignored: whoever collects the edges reports them. */
export function toposort<Place>(nodes: ReadonlyMap<string, readonly Edge<Place>[]>): Sorted<Place> {
  const names = [...nodes.keys()];
  const index = new Map(names.map((name, i) => [name, i]));
  const remaining = new Array<number>(names.length).fill(0);
  const dependents: number[][] = names.map(() => []);
  for (const [i, name] of names.entries()) {
    for (const { to } of nodes.get(name) ?? []) {
      const j = index.get(to);
      if (j === undefined) continue;
      remaining[i] = (remaining[i] ?? 0) + 1;
      dependents[j]?.push(i);
    }
  }
  const ready = new MinHeap();
  for (const [i, count] of remaining.entries()) if (count === 0) ready.push(i);
  const order: string[] = [];
  for (let i = ready.pop(); i !== undefined; i = ready.pop()) {
    order.push(names[i] ?? "");
    for (const dependent of dependents[i] ?? []) {
      const left = (remaining[dependent] ?? 0) - 1;
      remaining[dependent] = left;
      if (left === 0) ready.push(dependent);
    }
  }
  if (order.length === names.length) return { order };
  const isStuck = (name: string) => (remaining[index.get(name) ?? -1] ?? 0) > 0;
  return { order, ...findCycle(nodes, names, isStuck) };
}

function findCycle<Place>(
  nodes: ReadonlyMap<string, readonly Edge<Place>[]>,
  names: readonly string[],
  isStuck: (name: string) => boolean,
): Pick<Sorted<Place>, "cycle"> {
  const start = names.find(isStuck);
  if (start === undefined) return {};
  const stuckEdge = (name: string) => (nodes.get(name) ?? []).find((edge) => isStuck(edge.to));
  const place = stuckEdge(start)?.place;
  if (place === undefined) return {};
  // Every stuck name has a stuck dependency, so following them must come round.
  const path: string[] = [];
  const seen = new Map<string, number>();
  let name = start;
  while (!seen.has(name)) {
    seen.set(name, path.length);
    path.push(name);
    name = stuckEdge(name)?.to ?? name;
  }
  return { cycle: { path: [...path.slice(seen.get(name)), name], place } };
}

/** The smallest number first. */
class MinHeap {
  readonly #items: number[] = [];

  push(value: number): void {
    const items = this.#items;
    let at = items.length;
    items.push(value);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent] ?? 0;
      if (above <= value) break;
      items[at] = above;
      at = parent;
    }
    items[at] = value;
  }

  pop(): number | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && (items[child + 1] ?? 0) < (items[child] ?? 0)) child += 1;
      const below = items[child] ?? 0;
      if (below >= last) break;
      items[at] = below;
      at = child;
    }
    items[at] = last;
    return top;
  }
}
