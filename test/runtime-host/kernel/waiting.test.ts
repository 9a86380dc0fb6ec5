import { describe, expect, it } from "vitest";
import { EventQueue } from "../../../runtime-host/src/kernel/events.js";
import { VirtualTimeline } from "../../../runtime-host/src/kernel/timeline.js";
import { Condition, waitFor } from "../../../runtime-host/src/kernel/waiting.js";

const waiter = (timeline: VirtualTimeline) => ({
  mayWait: true,
  timeline,
  stopping: new Condition(),
  isStopping: () => false,
});

describe("waiting for an event", () => {
  it("ends when the event's own taking posts the next one", async () => {
    const news = new Condition();
    const timeline = new VirtualTimeline();
    const queue = new EventQueue({ now: () => 0n, onReady: () => news.changed() });
    // A socket that stays readable: each taken event is posted again at once.
    const source = queue.register("socket", 1, { level: { ready: () => true, take: () => ({ data: 1, lost: 0 }) } });
    const taken = waitFor(waiter(timeline), news, { timeoutMs: 1000, attempt: () => queue.take() });
    source.wake();
    expect((await taken)?.event).toMatchObject({ kind: "socket", token: 1, data: 1 });
    expect(queue.size).toBe(1);
  });
});
