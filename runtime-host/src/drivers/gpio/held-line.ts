/** A line that a container owns: polarity, safe state and rate of its grant, debounced edges of inputs. */
import { fail } from "../../fail.js";
import type { ContainerContext, LineBinding } from "../../kernel/context.js";
import type { Scheduled } from "../../kernel/timeline.js";
import type { Bias, Board, BoardLine, Drive, WireLevel } from "./board.js";

export type Level = "inactive" | "active" | "fault";

export interface InputOptions {
  readonly bias: Bias;
  readonly activeLow: boolean;
  readonly debounceUs: number;
}

export interface OutputOptions {
  readonly drive: Drive;
  readonly bias: Bias;
  readonly activeLow: boolean;
  readonly initiallyActive: boolean;
}

/** The name of a bound line on the board: lines without a binding are known by their logical name. */
export function boardName(cx: ContainerContext, name: string): string {
  const binding = cx.lines.get(name);
  return binding === undefined ? name : `${binding.chip}:${binding.line}`;
}

/** Takes a line for a container, or says why not. */
export function takeLine(board: Board, cx: ContainerContext, name: string): BoardLine {
  const binding = cx.lines.get(name);
  // A guest knows logical names only: `gpiochip0:17` would be the line of somebody's grant, without what that says.
  if (binding === undefined && name.includes(":")) return fail("not-found");
  const line = binding === undefined ? board.find(name) : board.add(boardName(cx, name));
  if (line === undefined || line.fault === "unplugged") return fail("not-found");
  if (line.owner !== undefined || line.fault === "busy") return fail("busy");
  line.owner = cx.name;
  return line;
}

abstract class HeldLine {
  readonly board: Board;
  readonly line: BoardLine;
  readonly activeLow: boolean;
  protected readonly binding: LineBinding | undefined;

  constructor(board: Board, line: BoardLine, binding: LineBinding | undefined, activeLow: boolean) {
    this.board = board;
    this.line = line;
    this.binding = binding;
    this.activeLow = activeLow !== (binding?.activeLow ?? false);
  }

  /** The logical level on the wire. */
  active(): boolean {
    return (this.line.level === 1) !== this.activeLow;
  }

  broken(): boolean {
    return this.line.fault === "io" || this.line.fault === "unplugged";
  }

  /** Whether the rate of the grant lets the line change now. */
  protected mayChange(): boolean {
    const { changed } = this.line;
    return changed === undefined || Number(this.board.timeline.now() - changed) >= this.halfPeriod();
  }

  /** In nanoseconds: a period has two changes. */
  protected halfPeriod(): number {
    const hz = this.binding?.maxHz;
    return hz === undefined ? 0 : 1e9 / (2 * hz);
  }

  /** A change that came early (the end of a pulse, a drop) counts as one in time: the next is not early too. */
  protected countChange(): void {
    const { line, board } = this;
    const now = board.timeline.now();
    const due = line.changed === undefined ? now : line.changed + BigInt(Math.ceil(this.halfPeriod()));
    line.changed = due > now ? due : now;
  }

  /** For who has just taken the line: opening it is a change like any other. */
  protected changeOrGiveBack(): void {
    if (this.mayChange()) return;
    this.line.owner = undefined;
    fail("exhausted");
  }

  protected wire(active: boolean): WireLevel {
    return active !== this.activeLow ? 1 : 0;
  }

  /** Gives the line back: it goes to the safe state of its grant, or becomes an input. */
  release(): void {
    const { line } = this;
    const safe = this.binding?.safe;
    const before = line.driven;
    line.owner = undefined;
    line.bias = "as-is";
    if (safe === undefined) {
      line.driven = undefined;
      line.drive = "push-pull";
    } else {
      // The grant speaks of the operator's polarity, not of the one that the guest chose.
      line.driven = (safe === "active") !== (this.binding?.activeLow ?? false) ? 1 : 0;
    }
    // Never refused, but it counts: else opening and dropping would be a way round the rate.
    if (line.driven !== before) this.countChange();
    this.board.settle(line);
  }
}

export class HeldInput extends HeldLine {
  private readonly debounceNs: bigint;
  private readonly observers = new Set<(rising: boolean) => void>();
  private readonly onWire: () => void;
  private pending: Scheduled | undefined;
  private stable: boolean;

  constructor(board: Board, line: BoardLine, binding: LineBinding | undefined, options: InputOptions) {
    super(board, line, binding, options.activeLow);
    this.debounceNs = BigInt(options.debounceUs) * 1000n;
    if (line.driven !== undefined) {
      this.changeOrGiveBack();
      this.countChange();
    }
    line.driven = undefined;
    line.bias = options.bias;
    board.settle(line);
    this.stable = this.active();
    this.onWire = () => this.changed();
    line.listeners.add(this.onWire);
  }

  level(): Level {
    if (this.broken()) return "fault";
    return this.stable ? "active" : "inactive";
  }

  /** Reports debounced edges. */
  observe(observer: (rising: boolean) => void): () => void {
    this.observers.add(observer);
    return () => {
      this.observers.delete(observer);
    };
  }

  override release(): void {
    this.pending?.cancel();
    this.observers.clear();
    this.line.listeners.delete(this.onWire);
    super.release();
  }

  private changed(): void {
    this.pending?.cancel();
    this.pending = undefined;
    if (this.active() === this.stable) return;
    if (this.debounceNs === 0n) {
      this.settle();
      return;
    }
    const { timeline } = this.board;
    this.pending = timeline.at(timeline.now() + this.debounceNs, () => this.settle());
  }

  private settle(): void {
    this.pending = undefined;
    this.stable = this.active();
    for (const observer of [...this.observers]) observer(this.stable);
  }
}

export class HeldOutput extends HeldLine {
  private commanded: boolean;
  private pulse: Scheduled | undefined;

  constructor(board: Board, line: BoardLine, binding: LineBinding | undefined, options: OutputOptions) {
    super(board, line, binding, options.activeLow);
    this.commanded = options.initiallyActive;
    const driven = this.wire(this.commanded);
    if (driven !== line.driven) this.changeOrGiveBack();
    line.drive = options.drive;
    line.bias = options.bias;
    this.drive(driven);
  }

  get lastDriven(): boolean {
    return this.commanded;
  }

  level(): Level {
    if (this.broken()) return "fault";
    return this.active() ? "active" : "inactive";
  }

  /** Why a write would fail now. Groups ask before they write anything. */
  check(active: boolean): void {
    if (this.broken()) fail("io");
    if (active !== this.commanded && !this.mayChange()) fail("exhausted");
  }

  write(active: boolean): void {
    this.check(active);
    this.pulse?.cancel();
    this.pulse = undefined;
    this.apply(active);
  }

  startPulse(widthUs: number): void {
    if (widthUs < 1 || widthUs > 1_000_000) fail("invalid-argument");
    if (this.pulse !== undefined) fail("busy");
    this.check(true);
    this.apply(true);
    const { timeline } = this.board;
    this.pulse = timeline.at(timeline.now() + BigInt(widthUs) * 1000n, () => {
      this.pulse = undefined;
      this.apply(false);
    });
  }

  override release(): void {
    this.pulse?.cancel();
    super.release();
  }

  private apply(active: boolean): void {
    this.commanded = active;
    this.drive(this.wire(active));
  }

  private drive(level: WireLevel): void {
    const { line, board } = this;
    // What nobody has driven before may be driven, and changed at once.
    const first = line.driven === undefined && line.changed === undefined;
    if (line.driven !== level && !first) this.countChange();
    line.driven = level;
    board.settle(line);
  }
}
