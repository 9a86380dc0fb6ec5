import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Board } from "../../../runtime-host/src/drivers/gpio/board.js";
import { createLines } from "../../../runtime-host/src/drivers/gpio/lines.js";
import { VirtualTimeline } from "../../../runtime-host/src/kernel/timeline.js";
import { code, container, events, laterCode, ms, type Wanted } from "./container.js";

const input = { bias: "as-is", activeLow: false, debounceUs: 0 } as const;
const output = { drive: "push-pull", bias: "as-is", activeLow: false, initiallyActive: false } as const;
const both = 3;

function world(wanted: Wanted = {}) {
  const timeline = new VirtualTimeline();
  const board = new Board(timeline);
  const cx = container({ ...wanted, timeline });
  return { timeline, board, cx, lines: createLines(board, cx) };
}

describe("an output", () => {
  it("drives its wire, and an input on the same wire reads it", () => {
    const { board, lines } = world();
    board.wire(["out", "in"]);
    const out = lines.output.open("out", output);
    const read = lines.input.open("in", input);
    expect(read.read()).toBe("inactive");
    out.write(true);
    expect([out.read(), read.read()]).toEqual(["active", "active"]);
    out.toggle();
    expect(read.read()).toBe("inactive");
  });

  it("begins at the level it was asked for, without a glitch", () => {
    const { board, lines } = world();
    const seen: number[] = [];
    board.onChange(({ level }) => seen.push(level));
    lines.output.open("out", { ...output, activeLow: true, initiallyActive: false });
    expect(seen).toEqual([1]);
  });

  it("has one owner until it is dropped, and is an input afterwards", () => {
    const { board, lines } = world();
    const out = lines.output.open("out", { ...output, initiallyActive: true });
    expect(code(() => lines.input.open("out", input))).toBe("busy");
    out.drop();
    expect(board.find("out")).toMatchObject({ owner: undefined, driven: undefined, level: 0 });
  });

  it("goes to the safe state of its grant when its container ends, in the operator's polarity", () => {
    const binding = { chip: "chip0", line: 3, activeLow: true, safe: "active" } as const;
    const { board, cx, lines } = world({ lines: { relay: binding } });
    cx.serve("lines", lines);
    cx.call(
      { type: "call", container: cx.id, sequence: 1, service: "lines", path: "output.open", args: ["relay", output] },
      () => undefined,
    );
    expect(board.find("chip0:3")).toMatchObject({ owner: cx.name, level: 1 });
    cx.end();
    expect(board.find("chip0:3")).toMatchObject({ owner: undefined, level: 0, driven: 0 });
  });

  it("shares an open-drain wire: low wins, and a pull-up makes the rest", () => {
    const { board, lines } = world();
    board.wire(["a", "b"]);
    const options = { ...output, drive: "open-drain", bias: "pull-up", initiallyActive: true } as const;
    const a = lines.output.open("a", options);
    const b = lines.output.open("b", options);
    expect(a.read()).toBe("active");
    b.write(false);
    expect(a.read()).toBe("inactive");
  });

  it("pulses once at a time, timed by the host", () => {
    const { board, timeline, lines } = world();
    const out = lines.output.open("out", output);
    out.pulse(500);
    expect(code(() => out.pulse(10))).toBe("busy");
    expect(board.find("out")?.level).toBe(1);
    timeline.advanceTo(500_000n);
    expect(board.find("out")?.level).toBe(0);
    for (const width of [0, 1_000_001]) expect(code(() => out.pulse(width))).toBe("invalid-argument");
  });

  it("keeps to the rate of its grant", () => {
    const binding = { chip: "chip0", line: 1, activeLow: false, maxHz: 10 };
    const { timeline, lines } = world({ lines: { relay: binding } });
    const out = lines.output.open("relay", output);
    out.write(true);
    expect(code(() => out.write(false))).toBe("exhausted");
    timeline.advanceTo(ms(50));
    expect(code(() => out.write(false))).toBe("no error");
  });

  it("answers injected faults with io, and reads fault", () => {
    const { board, lines } = world();
    const out = lines.output.open("out", output);
    board.inject("out", "io");
    expect(code(() => out.write(true))).toBe("io");
    expect(out.read()).toBe("fault");
    board.inject("gone", "unplugged");
    expect(code(() => lines.input.open("gone", input))).toBe("not-found");
  });
});

describe("an input", () => {
  it("keeps the 16 newest edges, counts the others, and stops when nothing is of interest", () => {
    const { board, cx, lines } = world();
    const line = lines.input.open("in", input);
    line.watch(both, 9);
    for (let edge = 0; edge < 20; edge += 1) board.input("in", edge % 2 === 0 ? 1 : 0);
    const taken = events(cx);
    expect(taken).toHaveLength(16);
    expect(taken[0]).toBe("line 9 1 4");
    expect(taken.slice(1).every((text) => text.endsWith(" 0"))).toBe(true);
    line.watch(0, 9);
    board.input("in", 1);
    expect(events(cx)).toEqual([]);
  });

  it("reports only edges of the kind that was asked for", () => {
    const { board, cx, lines } = world();
    lines.input.open("in", { ...input, activeLow: true }).watch(1, 1);
    board.input("in", 1);
    board.input("in", 0);
    board.input("in", 1);
    expect(events(cx)).toEqual(["line 1 1 0"]);
  });

  it("ignores changes that are shorter than the debounce time, in events and in reads", () => {
    const { board, cx, timeline, lines } = world();
    const line = lines.input.open("in", { ...input, debounceUs: 1000 });
    line.watch(both, 1);
    board.input("in", 1);
    timeline.advanceTo(500_000n);
    board.input("in", 0);
    timeline.advanceTo(5_000_000n);
    expect([line.read(), events(cx)]).toEqual(["inactive", []]);
    board.input("in", 1);
    timeline.advanceTo(6_000_000n);
    expect([line.read(), events(cx)]).toEqual(["active", ["line 1 1 0"]]);
  });

  it("wakes a command that waits for an edge, or lets it time out", async () => {
    const { board, timeline, lines } = world();
    const line = lines.input.open("in", input);
    const edge = line.waitEdge(1, 100);
    board.input("in", 1);
    expect(await edge).toEqual({ rising: true, lost: 0, time: 0n });
    const late = line.waitEdge(1, 100);
    timeline.advanceTo(ms(100));
    expect(await laterCode(late)).toBe("timeout");
  });

  it("misses no edge between two waits", async () => {
    const { board, lines } = world();
    const line = lines.input.open("in", input);
    const first = line.waitEdge(both, 10);
    board.input("in", 1);
    await first;
    board.input("in", 0);
    expect(await line.waitEdge(both, 10)).toMatchObject({ rising: false });
  });

  it("never makes a handler wait", () => {
    const { lines } = world({ kind: "reactor" });
    expect(code(() => lines.input.open("in", input).waitEdge(both, 1000))).toBe("would-block");
  });

  it("refuses the token of another source, and events that the app has no handler for", () => {
    const { lines } = world({ kind: "reactor" });
    lines.input.open("a", input).watch(both, 1);
    expect(code(() => lines.input.open("b", input).watch(both, 1))).toBe("exists");
    const mute = world({ kind: "reactor", handled: [] });
    expect(code(() => mute.lines.input.open("a", input).watch(both, 1))).toBe("not-supported");
  });
});

describe("groups", () => {
  it("write and read all their lines at once, bit by bit", () => {
    fc.assert(
      fc.property(fc.nat(0xffff), fc.nat(0xffff), fc.nat(0xffff), (first, mask, values) => {
        const { board, lines } = world();
        const outs = Array.from({ length: 16 }, (_, bit) => `o${bit}`);
        const ins = Array.from({ length: 16 }, (_, bit) => `i${bit}`);
        for (const [bit, name] of outs.entries()) board.wire([name, ins[bit] ?? ""]);
        const out = lines.outputGroup.open(outs, output);
        const group = lines.inputGroup.open(ins, input);
        out.write(0xffff, first);
        out.write(mask, values);
        expect(group.read()).toBe((first & ~mask) | (values & mask));
      }),
    );
  });

  it("take all lines or none", () => {
    const { board, lines } = world();
    lines.output.open("b", output);
    expect(code(() => lines.outputGroup.open(["a", "b"], output))).toBe("busy");
    expect(board.find("a")?.owner).toBeUndefined();
    expect(code(() => lines.inputGroup.open(["c", "c"], input))).toBe("invalid-argument");
    const many = Array.from({ length: 33 }, (_, index) => `m${index}`);
    expect(code(() => lines.inputGroup.open(many, input))).toBe("invalid-argument");
  });

  it("tell all levels with an event", () => {
    const { board, cx, lines } = world();
    lines.inputGroup.open(["a", "b"], input).watch(both, 5);
    board.input("b", 1);
    board.input("a", 1);
    expect(events(cx)).toEqual(["line 5 2 0", "line 5 3 0"]);
  });
});

it("lists lines by their logical names, and never by those of the board", () => {
  const binding = { chip: "chip0", line: 1, activeLow: false };
  const { lines } = world({ lines: { relay: binding } });
  lines.output.open("relay", output);
  lines.input.open("button", input);
  expect(lines.listLines().map(({ name, inUse }) => [name, inUse])).toEqual([
    ["button", true],
    ["relay", true],
  ]);
});
