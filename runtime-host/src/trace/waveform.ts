/** A trace as a picture of characters: two rows for each line, one axis of time. */
import type { LineTrace, Trace } from "./recorder.js";
import { formatTime, tickStep } from "./time-axis.js";

export interface WaveformOptions {
  /** Characters in a row. */
  readonly width: number;
  readonly colour: boolean;
  /** Other names for lines: `gpiochip0:17` is known as `relay`. */
  readonly title?: (line: string) => string;
}

export function waveform(trace: Trace, options: WaveformOptions): string {
  const title = options.title ?? ((line) => line);
  const titles = trace.lines.map((line) => title(line.line));
  const margin = Math.min(24, Math.max(4, ...titles.map((text) => text.length)));
  const columns = Math.max(10, options.width - margin - 1);
  const end = trace.end > 0n ? trace.end : 1n;
  const rows = trace.lines.flatMap((line, index) => {
    const [upper, lower] = draw(line, end, columns);
    const name = (titles[index] ?? "").slice(0, margin).padStart(margin);
    return [`${" ".repeat(margin)} ${paint(upper, options.colour)}`, `${name} ${paint(lower, options.colour)}`];
  });
  return [...rows, ...axis(end, columns).map((row) => `${" ".repeat(margin)} ${row}`)]
    .map((row) => `${row.trimEnd()}\n`)
    .join("");
}

function draw({ initial, changes }: LineTrace, end: bigint, columns: number): readonly [string, string] {
  let level = initial;
  let next = 0;
  let upper = "";
  let lower = "";
  for (let column = 0; column < columns; column += 1) {
    // The last column takes what happened at the very end.
    const until = column === columns - 1 ? end + 1n : (end * BigInt(column + 1)) / BigInt(columns);
    let count = 0;
    let after = level;
    for (let change = changes[next]; change !== undefined && change.time < until; change = changes[next]) {
      after = change.level;
      count += 1;
      next += 1;
    }
    const [up, low] = cell(level, after, count);
    upper += up;
    lower += low;
    level = after;
  }
  return [upper, lower];
}

function cell(before: 0 | 1, after: 0 | 1, count: number): readonly [string, string] {
  // More changes than one character can show.
  if (count > 1) return ["▒", "▒"];
  if (before === after) return after === 1 ? ["─", " "] : [" ", "─"];
  return after === 1 ? ["┌", "┘"] : ["┐", "└"];
}

function axis(end: bigint, columns: number): readonly [string, string] {
  const step = tickStep(Number(end) / 1e9, Math.max(1, Math.floor(columns / 12)));
  const marks = Array.from({ length: columns }, () => " ");
  let labels = "";
  for (let tick = 0; tick * step <= Number(end) / 1e9 + 1e-12; tick += 1) {
    const column = Math.min(columns - 1, Math.floor(((tick * step * 1e9) / Number(end)) * columns));
    const label = formatTime(tick * step);
    marks[column] = "┴";
    if (column >= labels.length && column + label.length <= columns) {
      labels = labels.padEnd(column) + label;
      labels += " ";
    }
  }
  return [marks.join("").replaceAll(" ", "╌"), labels];
}

function paint(row: string, colour: boolean): string {
  return colour ? `\u001b[32m${row}\u001b[0m` : row;
}
