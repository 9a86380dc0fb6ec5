/** What the lines of a board did during a run. */
import type { Board, LevelChange, WireLevel } from "../drivers/gpio/board.js";

export interface LineTrace {
  readonly line: string;
  /** The level when recording began. */
  readonly initial: WireLevel;
  readonly changes: readonly { readonly time: bigint; readonly level: WireLevel }[];
}

export interface Trace {
  readonly end: bigint;
  readonly lines: readonly LineTrace[];
}

/** A line that toggles at its highest rate for hours must not fill the memory. */
const maxChanges = 100_000;

export class TraceRecorder {
  private readonly board: Board;
  private readonly changes: LevelChange[] = [];
  private readonly stop: () => void;
  private lost = 0;

  constructor(board: Board) {
    this.board = board;
    this.stop = board.onChange((change) => {
      if (this.changes.length >= maxChanges) this.lost += 1;
      else this.changes.push(change);
    });
  }

  /** Changes that were not kept. */
  get missed(): number {
    return this.lost;
  }

  finish(): Trace {
    this.stop();
    const names = new Set(this.board.lines.map((line) => line.name));
    for (const { line } of this.changes) names.add(line);
    const lines = [...names].sort().map((line): LineTrace => {
      const changes = this.changes.filter((change) => change.line === line);
      const level = this.board.lines.find((candidate) => candidate.name === line)?.level ?? 0;
      const first = changes[0];
      return { line, initial: first === undefined ? level : first.level === 0 ? 1 : 0, changes };
    });
    return { end: this.board.timeline.now(), lines };
  }
}
