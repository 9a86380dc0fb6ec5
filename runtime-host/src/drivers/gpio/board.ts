/** A simulated board: lines that are driven, pulled and wired together, and the faults that a script injects. */
import type { Timeline } from "../../kernel/timeline.js";

export type WireLevel = 0 | 1;
export type Bias = "as-is" | "disabled" | "pull-up" | "pull-down";
export type Drive = "push-pull" | "open-drain" | "open-source";
export type Fault = "busy" | "io" | "unplugged";

export interface LevelChange {
  readonly line: string;
  readonly level: WireLevel;
  readonly time: bigint;
}

/** One physical line. Levels here are those of the wire; polarity is the business of who owns the line. */
export interface BoardLine {
  readonly name: string;
  owner: string | undefined;
  /** What the owner, or the safe state after it, drives; nothing for an input. */
  driven: WireLevel | undefined;
  /** When what is driven changed last, whoever did it: a limited rate is that of the line, not of a handle. */
  changed: bigint | undefined;
  drive: Drive;
  bias: Bias;
  /** What the outside world drives. */
  external: WireLevel | undefined;
  fault: Fault | undefined;
  level: WireLevel;
  readonly listeners: Set<() => void>;
}

export interface BoardOptions {
  /** Lines that exist. Without it any name does, from its first use on. */
  readonly lines?: readonly string[];
}

/** So that a wildcard grant cannot make the host remember names without end. */
const maxLines = 1024;

export class Board {
  readonly timeline: Timeline;
  private readonly open: boolean;
  private readonly byName = new Map<string, BoardLine>();
  private readonly nets = new Map<string, Set<BoardLine>>();
  private readonly watchers = new Set<(change: LevelChange) => void>();

  constructor(timeline: Timeline, options: BoardOptions = {}) {
    this.timeline = timeline;
    this.open = options.lines === undefined;
    for (const name of options.lines ?? []) this.add(name);
  }

  get lines(): readonly BoardLine[] {
    return [...this.byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): BoardLine | undefined {
    const known = this.byName.get(name);
    if (known !== undefined || !this.open || this.byName.size >= maxLines) return known;
    return this.add(name);
  }

  /** Makes a line that the operator's grants or a script name. */
  add(name: string): BoardLine {
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const line: BoardLine = {
      name,
      owner: undefined,
      driven: undefined,
      changed: undefined,
      drive: "push-pull",
      bias: "as-is",
      external: undefined,
      fault: undefined,
      level: 0,
      listeners: new Set(),
    };
    this.byName.set(name, line);
    return line;
  }

  /** Connects lines by a wire: what drives one is seen by all. */
  wire(names: readonly string[]): void {
    const net = new Set<BoardLine>();
    for (const name of names) {
      const line = this.add(name);
      for (const other of this.nets.get(name) ?? [line]) net.add(other);
    }
    for (const line of net) this.nets.set(line.name, net);
    const first = names[0];
    if (first !== undefined) this.settle(this.add(first));
  }

  /** The outside world drives the line, or lets go of it. */
  input(name: string, level: WireLevel | undefined): void {
    const line = this.add(name);
    line.external = level;
    this.settle(line);
  }

  inject(name: string, fault: Fault | undefined): void {
    const line = this.add(name);
    line.fault = fault;
    for (const listener of [...line.listeners]) listener();
  }

  /** Works out the level of the wire after a change to one of its ends. */
  settle(line: BoardLine): void {
    const net = this.nets.get(line.name) ?? [line];
    const level = resolve([...net]);
    for (const member of net) {
      if (member.level === level) continue;
      member.level = level;
      for (const watcher of [...this.watchers]) watcher({ line: member.name, level, time: this.timeline.now() });
      for (const listener of [...member.listeners]) listener();
    }
  }

  /** Reports every change of a level, for traces. */
  onChange(watcher: (change: LevelChange) => void): () => void {
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
    };
  }
}

function output(line: BoardLine): WireLevel | undefined {
  if (line.driven === undefined) return undefined;
  if (line.drive === "open-drain") return line.driven === 0 ? 0 : undefined;
  if (line.drive === "open-source") return line.driven === 1 ? 1 : undefined;
  return line.driven;
}

/** Low wins a conflict, as it does on most boards; then pulls; a wire that nothing drives reads low. */
function resolve(net: readonly BoardLine[]): WireLevel {
  const strong = net.flatMap((line) => [output(line), line.external]).filter((level) => level !== undefined);
  if (strong.length > 0) return strong.includes(0) ? 0 : 1;
  const pulls = net.map((line) => line.bias);
  if (pulls.includes("pull-down")) return 0;
  return pulls.includes("pull-up") ? 1 : 0;
}
