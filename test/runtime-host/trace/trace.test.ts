import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Board } from "../../../runtime-host/src/drivers/gpio/board.js";
import { VirtualTimeline } from "../../../runtime-host/src/kernel/timeline.js";
import { jsonLinesTrace } from "../../../runtime-host/src/trace/json-lines.js";
import { type Trace, TraceRecorder } from "../../../runtime-host/src/trace/recorder.js";
import { svgTrace } from "../../../runtime-host/src/trace/svg.js";
import { formatTime, tickStep } from "../../../runtime-host/src/trace/time-axis.js";
import { waveform } from "../../../runtime-host/src/trace/waveform.js";

const ms = 1_000_000n;

function blink(): Trace {
  const timeline = new VirtualTimeline();
  const board = new Board(timeline);
  const recorder = new TraceRecorder(board);
  board.input("led0", 0);
  for (let step = 1; step <= 3; step += 1) {
    timeline.advanceTo(BigInt(step * 10) * ms);
    board.input("led0", step % 2 === 1 ? 1 : 0);
  }
  timeline.advanceTo(40n * ms);
  return recorder.finish();
}

describe("a trace", () => {
  it("has the first level of each line, and its changes with their times", () => {
    expect(blink()).toEqual({
      end: 40n * ms,
      lines: [
        {
          line: "led0",
          initial: 0,
          changes: [
            { line: "led0", level: 1, time: 10n * ms },
            { line: "led0", level: 0, time: 20n * ms },
            { line: "led0", level: 1, time: 30n * ms },
          ],
        },
      ],
    });
  });

  it("is drawn as a wave", () => {
    expect(waveform(blink(), { width: 45, colour: false })).toBe(
      [
        "               ┌─────────┐         ┌─────────",
        "led0 ──────────┘         └─────────┘",
        "     ┴╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┴╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┴",
        "     0                   20 ms",
        "",
      ].join("\n"),
    );
  });

  it("shows that a line changes faster than can be drawn", () => {
    const changes = Array.from(
      { length: 1000 },
      (_, index) => ({ time: BigInt(index), level: index % 2 === 0 ? 1 : 0 }) as const,
    );
    const picture = waveform(
      { end: 1000n, lines: [{ line: "pwm", initial: 0, changes }] },
      { width: 30, colour: false },
    );
    expect(picture).toContain("▒▒▒");
  });

  it("has colours only when asked for", () => {
    expect(waveform(blink(), { width: 40, colour: false })).not.toContain("\u001b[");
    expect(waveform(blink(), { width: 40, colour: true })).toContain("\u001b[32m");
  });

  it("becomes an SVG whose path has one step for each change, with names as text", () => {
    const svg = svgTrace(blink(), { title: () => `<b>&"` });
    const path = /<path d="(M[^"]*H[^"]*)" fill="none"/.exec(svg)?.[1] ?? "";
    expect(path.match(/V/g)).toHaveLength(3);
    expect(svg).toContain("&#60;b&#62;&#38;&#34;");
    expect(svg.startsWith("<svg ")).toBe(true);
    expect(svg.trimEnd().endsWith("</svg>")).toBe(true);
  });

  it("becomes JSON lines in order of time", () => {
    const lines = jsonLinesTrace(blink(), (line) => line.toUpperCase())
      .trimEnd()
      .split("\n");
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      { timeNs: "0", line: "LED0", level: 0 },
      { timeNs: "10000000", line: "LED0", level: 1 },
      { timeNs: "20000000", line: "LED0", level: 0 },
      { timeNs: "30000000", line: "LED0", level: 1 },
    ]);
  });
});

describe("the axis of time", () => {
  it("has steps of 1, 2 or 5, and not more than asked for", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 20 }), (length, most) => {
        const step = tickStep(length, most);
        expect(length / step).toBeLessThanOrEqual(most * (1 + 1e-6));
        const digits = step / 10 ** Math.floor(Math.log10(step * (1 + 1e-9)));
        expect([1, 2, 5].some((digit) => Math.abs(digits - digit) < 1e-6)).toBe(true);
      }),
    );
  });

  it.each([
    [0, "0"],
    [0.25, "250 ms"],
    [1.5, "1.5 s"],
    [0.00002, "20 µs"],
    [3e-9, "3 ns"],
  ])("writes %s as %s", (seconds, text) => {
    expect(formatTime(seconds)).toBe(text);
  });
});
