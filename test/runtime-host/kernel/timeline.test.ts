import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RealTimeline, VirtualTimeline } from "../../../runtime-host/src/kernel/timeline.js";

describe("a virtual timeline", () => {
  it("runs what is due in order of time, then of asking, and nothing that was cancelled", () => {
    const asked = fc.array(fc.record({ at: fc.integer({ min: 0, max: 20 }), cancelled: fc.boolean() }), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(asked, (entries) => {
        const timeline = new VirtualTimeline();
        const ran: number[] = [];
        const scheduled = entries.map(({ at }, index) =>
          timeline.at(BigInt(at), () => {
            expect(timeline.now()).toBe(BigInt(at));
            ran.push(index);
          }),
        );
        for (const [index, { cancelled }] of entries.entries()) if (cancelled) scheduled[index]?.cancel();
        while (timeline.step());
        const expected = entries
          .map(({ at, cancelled }, index) => ({ at, cancelled, index }))
          .filter((entry) => !entry.cancelled)
          .sort((a, b) => a.at - b.at || a.index - b.index)
          .map(({ index }) => index);
        expect(ran).toEqual(expected);
      }),
    );
  });

  it("runs in the same step what an action asks for at once", () => {
    const timeline = new VirtualTimeline();
    const ran: string[] = [];
    timeline.at(5n, () => {
      ran.push("first");
      timeline.at(5n, () => ran.push("second"));
      timeline.at(6n, () => ran.push("third"));
    });
    timeline.step();
    expect(ran).toEqual(["first", "second"]);
    expect(timeline.next()).toBe(6n);
  });

  it("does not step beyond a limit, and stays where it was told to go", () => {
    const timeline = new VirtualTimeline();
    timeline.at(10n, () => undefined);
    expect(timeline.step(9n)).toBe(false);
    timeline.advanceTo(7n);
    expect([timeline.now(), timeline.next()]).toEqual([7n, 10n]);
  });
});

describe("a real timeline", () => {
  it("runs an action when it is due and not before", async () => {
    const timeline = new RealTimeline();
    const due = timeline.now() + 5_000_000n;
    const at = await new Promise<bigint>((resolve) => timeline.at(due, () => resolve(timeline.now())));
    expect(at).toBeGreaterThanOrEqual(due);
    timeline.close();
  });

  it("runs nothing once it is closed", () => {
    const timeline = new RealTimeline();
    timeline.at(timeline.now(), () => {
      throw new Error("ran");
    });
    timeline.close();
    expect(timeline.next()).toBeUndefined();
  });
});
