/** A trace as JSON lines: one for each line's first level, one for each change, in order. */
import type { Trace } from "./recorder.js";

export function jsonLinesTrace(trace: Trace, title: (line: string) => string = (line) => line): string {
  const first = trace.lines.map(({ line, initial }) => ({ timeNs: "0", line: title(line), level: initial }));
  const changes = trace.lines
    .flatMap(({ line, changes: list }) => list.map(({ time, level }) => ({ time, line: title(line), level })))
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
    .map(({ time, line, level }) => ({ timeNs: String(time), line, level }));
  return [...first, ...changes].map((entry) => `${JSON.stringify(entry)}\n`).join("");
}
