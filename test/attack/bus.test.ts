/** Attacks on the bus: what a subscriber must not see, and replies that are not its to give. */
import { describe, expect, it } from "vitest";
import { Bus } from "../../runtime-host/src/drivers/messaging/bus.js";
import { createBus } from "../../runtime-host/src/drivers/messaging/messaging.js";
import { VirtualTimeline } from "../../runtime-host/src/kernel/timeline.js";
import { bare, refusal } from "./container.js";

describe("the bus", () => {
  const options = {
    qos: "at-least-once",
    queue: 4,
    overflow: "drop-oldest",
    maxPayload: 100,
    retained: "send",
    noLocal: false,
    group: undefined,
  } as const;

  function pair(allow: readonly string[]) {
    const timeline = new VirtualTimeline();
    const bus = new Bus(timeline);
    const evilContainer = bare("evil", { allow, timeline });
    return {
      timeline,
      evilContainer,
      evil: createBus(bus, evilContainer),
      good: createBus(bus, bare("good", { allow: ["messaging.subscribe(#)"], timeline })),
    };
  }
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);

  it("gives a subscriber nothing beyond its grant, though its filter would select it", () => {
    const { evil, good } = pair(["messaging.subscribe(open/#)"]);
    good.publishWith("secret/kept", text("s"), {
      contentType: undefined,
      qos: "at-most-once",
      retain: true,
      expiryMs: 0,
      properties: [],
    });
    // As if the guard had let it through.
    const all = evil.subscription.open("#", options, 1);
    good.publish("secret/fresh", text("s"), undefined);
    good.publish("$SYS/x", text("s"), undefined);
    expect(all.queued()).toBe(0);
    good.publish("open/x", text("o"), undefined);
    expect(all.queued()).toBe(1);
  });

  it("stops at once when the grant is withdrawn, group or not", () => {
    const { evil, good, evilContainer } = pair(["messaging.subscribe(#)"]);
    const alone = evil.subscription.open("a/#", options, 1);
    const shared = evil.subscription.open("a/#", { ...options, group: "g" }, 2);
    const { policy } = evilContainer.decider;
    evilContainer.decider.replace({ ...policy, allow: [] });
    good.publish("a/b", text("x"), undefined);
    expect([alone.queued(), shared.queued()]).toEqual([0, 0]);
  });

  it("takes one reply to a request, from who got it, within its size", async () => {
    const { evil, good } = pair(["messaging.subscribe(#)"]);
    const serves = good.subscription.open("ask", options, 1);
    evil.sendRequest("ask", text("?"), undefined, 7, 1000, 4);
    const asked = await serves.receive(0);
    expect(asked.ticket).toBeGreaterThan(0n);
    expect(asked.sender).toBe("evil");
    for (const forged of [0n, asked.ticket, asked.ticket + 1n, 2n ** 64n - 1n])
      expect(refusal(() => evil.reply(forged, text("mine"), undefined))).toBe("not-found");
    expect(refusal(() => good.reply(asked.ticket, text("too long"), undefined))).toBe("too-large");
    expect(refusal(() => good.reply(asked.ticket, text("yes"), undefined))).toBeUndefined();
    expect(refusal(() => good.reply(asked.ticket, text("no"), undefined))).toBe("not-found");
    expect(evil.takeReply(7)).toMatchObject({ sender: "good", topic: "ask" });
    expect(refusal(() => evil.takeReply(7))).toBe("not-found");
  });

  it("takes no reply when the time of the request is over", async () => {
    const { evil, good, timeline } = pair(["messaging.subscribe(#)"]);
    const serves = good.subscription.open("ask", options, 1);
    evil.sendRequest("ask", text("?"), undefined, 7, 10, 4);
    const asked = await serves.receive(0);
    timeline.advanceTo(20_000_000n);
    expect(["timeout", "not-found"]).toContain(refusal(() => good.reply(asked.ticket, text("late"), undefined)));
  });

  it("keeps the clock when a request waits for ever", () => {
    const { evil, timeline } = pair([]);
    evil.sendRequest("ask", text("?"), undefined, 7, 0xffff_ffff, 4);
    while (timeline.step());
    expect(timeline.now()).toBeGreaterThanOrEqual(0n);
  });

  it.each(["a/+", "#", "a/#/b", "", "a\0b", "x".repeat(129)])("publishes nothing to %j", (topic) => {
    const { evil } = pair([]);
    expect(refusal(() => evil.publish(topic, text("x"), undefined))).toBe("invalid-argument");
  });

  it("bounds subscriptions, queues, and what one message carries", () => {
    const { evil, good } = pair(["messaging.subscribe(#)"]);
    const one = evil.subscription.open("a", { ...options, queue: 2 }, 0);
    for (let i = 0; i < 10; i += 1) good.publish("a", text(`${i}`), undefined);
    expect(one.queued()).toBe(2);
    expect(refusal(() => evil.subscription.open("a", { ...options, queue: 65 }, 99))).toBe("invalid-argument");
    for (let token = 1; token < 16; token += 1) evil.subscription.open("a", options, token);
    expect(refusal(() => evil.subscription.open("a", options, 16))).toBe("exhausted");
    expect(refusal(() => evil.publish("a", new Uint8Array(16_385), undefined))).toBe("too-large");
    const many = Array.from({ length: 9 }, () => ({ name: "n", value: "v" }));
    expect(
      refusal(() =>
        evil.publishWith("a", text(""), {
          contentType: undefined,
          qos: "at-most-once",
          retain: false,
          expiryMs: 0,
          properties: many,
        }),
      ),
    ).toBe("too-large");
  });
});
