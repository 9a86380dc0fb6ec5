import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bus } from "../../../runtime-host/src/drivers/messaging/bus.js";
import type { PublishOptions, SubscribeOptions } from "../../../runtime-host/src/drivers/messaging/message.js";
import { createBus } from "../../../runtime-host/src/drivers/messaging/messaging.js";
import { isFilter, isTopic, matchesFilter } from "../../../runtime-host/src/drivers/messaging/topics.js";
import { VirtualTimeline } from "../../../runtime-host/src/kernel/timeline.js";
import { code, container, events, laterCode, ms, type Wanted } from "./container.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (message: { readonly payload: Uint8Array }): string => new TextDecoder().decode(message.payload);

const subscribe: SubscribeOptions = {
  qos: "at-least-once",
  queue: 8,
  overflow: "drop-oldest",
  maxPayload: 256,
  retained: "send",
  noLocal: false,
  group: undefined,
};
const publish: PublishOptions = {
  contentType: undefined,
  qos: "at-least-once",
  retain: false,
  expiryMs: 0,
  properties: [],
};

function world() {
  const timeline = new VirtualTimeline();
  const bus = new Bus(timeline);
  const join = (name: string, wanted: Wanted = {}) => {
    const cx = container({ ...wanted, name, timeline });
    return { cx, bus: createBus(bus, cx) };
  };
  return { timeline, join };
}

/** Everything that waits for a subscription. */
function drain(subscription: { receive(timeoutMs: number): unknown; queued(): number }): string[] {
  const found: string[] = [];
  while (subscription.queued() > 0) {
    const message = subscription.receive(0);
    if (message instanceof Promise || typeof message !== "object" || message === null) throw new Error("no message");
    if ("payload" in message && message.payload instanceof Uint8Array)
      found.push(new TextDecoder().decode(message.payload));
  }
  return found;
}

describe("filters", () => {
  it.each([
    ["a/b", "a/b", true],
    ["a/b", "a/b/c", false],
    ["a/+", "a/b", true],
    ["a/+", "a", false],
    ["a/+", "a/", true],
    ["a/#", "a", true],
    ["a/#", "a/b/c", true],
    ["#", "a/b", true],
    ["#", "$SYS/x", false],
    ["+/x", "$SYS/x", false],
    ["$SYS/#", "$SYS/x", true],
  ])("%s selects %s: %s", (filter, topic, expected) => {
    expect(matchesFilter(filter, topic)).toBe(expected);
  });

  it("select what a regular expression of the same meaning selects", () => {
    const level = fc.constantFrom("a", "b", "");
    const topics = fc
      .array(level, { minLength: 1, maxLength: 4 })
      .map((levels) => levels.join("/"))
      .filter(isTopic);
    const filters = fc
      .tuple(fc.array(fc.constantFrom("a", "b", "", "+"), { maxLength: 4 }), fc.boolean())
      .map(([levels, rest]) => [...levels, ...(rest ? ["#"] : [])].join("/"))
      .filter(isFilter);
    fc.assert(
      fc.property(topics, filters, (topic, filter) => {
        const pattern = filter
          .split("/")
          .map((part) => (part === "+" ? "[^/]*" : part === "#" ? "#" : part))
          .join("/")
          .replace(/\/#$/, "(/.*)?")
          .replace(/^#$/, ".*");
        expect(matchesFilter(filter, topic)).toBe(new RegExp(`^${pattern}$`).test(topic));
      }),
    );
  });

  it("are well formed or not", () => {
    for (const bad of ["", "a/#/b", "a#", "a+/b", "x".repeat(129)]) expect(isFilter(bad)).toBe(false);
    for (const bad of ["", "a/+", "#", "a\0b"]) expect(isTopic(bad)).toBe(false);
  });
});

describe("publish and subscribe", () => {
  it("delivers with the sender that the host vouches for, and what the publisher said", () => {
    const { join } = world();
    const a = join("a");
    const b = join("b");
    const subscription = b.bus.subscription.open("x/+", subscribe, 1);
    a.bus.publishWith("x/1", bytes("hi"), {
      ...publish,
      contentType: "text/plain",
      properties: [{ name: "k", value: "v" }],
    });
    expect(events(b.cx).slice(0, 1)).toEqual(["message 1 1 0"]);
    expect(subscription.receive(0)).toMatchObject({
      topic: "x/1",
      contentType: "text/plain",
      properties: [{ name: "k", value: "v" }],
      qos: "at-least-once",
      retained: false,
      ticket: 0n,
      sender: "a",
    });
  });

  it("keeps its own bytes", () => {
    const { join } = world();
    const { bus } = join("a");
    const subscription = bus.subscription.open("x", subscribe, 1);
    const payload = bytes("before");
    bus.publish("x", payload, undefined);
    payload.set(bytes("after!"));
    expect(drain(subscription)).toEqual(["before"]);
  });

  it.each([
    ["drop-oldest", ["3", "4"]],
    ["drop-newest", ["1", "2"]],
  ] as const)("%s: a full queue keeps %j and counts the rest", (overflow, kept) => {
    const { join } = world();
    const { bus, cx } = join("a");
    const subscription = bus.subscription.open("x", { ...subscribe, queue: 2, overflow }, 1);
    for (const item of ["1", "2", "3", "4"]) bus.publish("x", bytes(item), undefined);
    expect(cx.events.take()?.event).toMatchObject({ data: 2, lost: 2 });
    expect(drain(subscription)).toEqual(kept);
  });

  it("drops what expires before it is taken, and what is longer than the subscription takes", () => {
    const { join, timeline } = world();
    const { bus } = join("a");
    const subscription = bus.subscription.open("x", { ...subscribe, maxPayload: 3 }, 1);
    bus.publishWith("x", bytes("old"), { ...publish, expiryMs: 10 });
    bus.publish("x", bytes("long"), undefined);
    timeline.advanceTo(ms(10));
    bus.publish("x", bytes("new"), undefined);
    expect(drain(subscription)).toEqual(["new"]);
  });

  it("leaves out a container's own messages when asked to", () => {
    const { join } = world();
    const a = join("a");
    const b = join("b");
    const subscription = a.bus.subscription.open("x", { ...subscribe, noLocal: true }, 1);
    a.bus.publish("x", bytes("mine"), undefined);
    b.bus.publish("x", bytes("theirs"), undefined);
    expect(drain(subscription)).toEqual(["theirs"]);
  });

  it("asks again at delivery whether the container may receive it", () => {
    const { join } = world();
    let granted = true;
    const a = join("a", { allowed: () => granted });
    const subscription = a.bus.subscription.open("x", subscribe, 1);
    a.bus.publish("x", bytes("1"), undefined);
    granted = false;
    a.bus.publish("x", bytes("2"), undefined);
    expect(drain(subscription)).toEqual(["1"]);
  });

  it("refuses messages, types and properties that are too large, and counts subscriptions", () => {
    const { join } = world();
    const { bus } = join("a", { limits: { subscriptions: 1, messageBytes: 4 } });
    expect(code(() => bus.publish("x", bytes("12345"), undefined))).toBe("too-large");
    expect(code(() => bus.publish("x", bytes(""), "t".repeat(65)))).toBe("too-large");
    const properties = Array.from({ length: 9 }, () => ({ name: "", value: "" }));
    expect(code(() => bus.publishWith("x", bytes(""), { ...publish, properties }))).toBe("too-large");
    expect(code(() => bus.subscription.open("x", { ...subscribe, queue: 65 }, 1))).toBe("invalid-argument");
    bus.subscription.open("x", subscribe, 1).drop();
    bus.subscription.open("x", subscribe, 1);
    expect(code(() => bus.subscription.open("x", subscribe, 2))).toBe("exhausted");
  });
});

describe("kept values", () => {
  it("reach new subscriptions as they asked for, and go with an empty payload", () => {
    const { join } = world();
    const { bus } = join("a");
    const keep = (topic: string, value: string) => bus.publishWith(topic, bytes(value), { ...publish, retain: true });
    keep("x/2", "two");
    keep("x/1", "one");
    expect(drain(bus.subscription.open("x/#", subscribe, 1))).toEqual(["one", "two"]);
    expect(drain(bus.subscription.open("x/#", { ...subscribe, retained: "send-if-new" }, 2))).toEqual([]);
    expect(drain(bus.subscription.open("x/1", { ...subscribe, retained: "ignore" }, 3))).toEqual([]);
    expect(bus.latest("x/1", 8)).toMatchObject({ retained: true, topic: "x/1" });
    expect(code(() => bus.latest("x/1", 2))).toBe("too-large");
    keep("x/1", "");
    expect(bus.latest("x/1", 8)).toBeUndefined();
  });
});

describe("what becomes of a message", () => {
  it("is delivered again after 1 s, then after twice as long, when the receiver says retry", () => {
    const { join, timeline } = world();
    const { bus } = join("a");
    const subscription = bus.subscription.open("x", subscribe, 1);
    bus.publishWith("x", bytes("job"), publish);
    const due = [1000, 2000, 4000];
    for (const wait of due) {
      expect(drain(subscription)).toEqual(["job"]);
      subscription.settle("retry");
      const from = timeline.now();
      timeline.advanceTo(from + ms(wait) - 1n);
      expect(subscription.queued()).toBe(0);
      timeline.advanceTo(from + ms(wait));
    }
    expect(drain(subscription)).toEqual(["job"]);
    subscription.settle("accept");
    expect(code(() => subscription.settle("accept"))).toBe("not-found");
  });

  it("has nothing to settle when it was delivered at most once", () => {
    const { join } = world();
    const { bus } = join("a");
    const subscription = bus.subscription.open("x", subscribe, 1);
    bus.publish("x", bytes("1"), undefined);
    drain(subscription);
    expect(code(() => subscription.settle("retry"))).toBe("not-found");
  });

  it("goes to another member of the group when its receiver ends without settling it", () => {
    const { join } = world();
    const a = join("a");
    const b = join("b");
    const options = { ...subscribe, group: "workers" };
    const first = a.bus.subscription.open("x", options, 1);
    a.bus.publishWith("x", bytes("job"), publish);
    const second = b.bus.subscription.open("x", options, 1);
    expect(drain(first)).toEqual(["job"]);
    first.drop();
    expect(drain(second)).toEqual(["job"]);
  });
});

it("shares messages among the members of a group, each to exactly one of them", () => {
  const { join } = world();
  const sender = join("s");
  const options = { ...subscribe, queue: 64, group: "g" };
  const members = ["a", "b", "c"].map((name) => join(name).bus.subscription.open("x", options, 1));
  const alone = join("d").bus.subscription.open("x", { ...subscribe, queue: 64 }, 1);
  const sent = Array.from({ length: 30 }, (_, index) => String(index));
  for (const item of sent) sender.bus.publish("x", bytes(item), undefined);
  const got = members.map(drain);
  expect(got.map((list) => list.length)).toEqual([10, 10, 10]);
  expect(got.flat().sort()).toEqual([...sent].sort());
  expect(drain(alone)).toEqual(sent);
});

describe("requests", () => {
  it("bring one reply to a command that waits, for the ticket of whoever got it", async () => {
    const { join } = world();
    const client = join("client");
    const server = join("server");
    const other = join("other");
    const requests = server.bus.subscription.open("svc", subscribe, 1);
    const answer = client.bus.request("svc", bytes("ping"), undefined, 1000, 16);
    const asked = requests.receive(0);
    if (asked instanceof Promise) throw new Error("the request did not arrive");
    expect(code(() => other.bus.reply(asked.ticket, bytes("fake"), undefined))).toBe("not-found");
    expect(code(() => server.bus.reply(asked.ticket, bytes("far too long an answer"), undefined))).toBe("too-large");
    server.bus.reply(asked.ticket, bytes("pong"), undefined);
    const reply = await answer;
    expect([text(reply), reply.sender, reply.topic, reply.ticket]).toEqual(["pong", "server", "svc", 0n]);
    expect(code(() => server.bus.reply(asked.ticket, bytes("again"), undefined))).toBe("not-found");
  });

  it("end with not-found, timeout, cancelled or would-block", async () => {
    const { join, timeline } = world();
    const client = join("client");
    const ask = () => client.bus.request("svc", bytes(""), undefined, 100, 16);
    expect(code(ask)).toBe("not-found");
    const requests = join("server").bus.subscription.open("svc", subscribe, 1);
    const late = ask();
    timeline.advanceTo(ms(100));
    expect(await laterCode(late)).toBe("timeout");
    const stopped = ask();
    client.cx.requestStop("operator", 100);
    expect(await laterCode(stopped)).toBe("cancelled");
    expect(requests.queued()).toBe(2);
    const handler = join("handler", { kind: "reactor" });
    expect(code(() => handler.bus.request("svc", bytes(""), undefined, 100, 16))).toBe("would-block");
  });

  it("bring their reply as an event when nobody waits, and free the token with it", () => {
    const { join, timeline } = world();
    const client = join("client");
    const server = join("server");
    const requests = server.bus.subscription.open("svc", subscribe, 1);
    client.bus.sendRequest("svc", bytes("?"), undefined, 7, 100, 16);
    expect(code(() => client.bus.sendRequest("svc", bytes("?"), undefined, 7, 100, 16))).toBe("exists");
    expect(code(() => client.bus.takeReply(7))).toBe("would-block");
    const asked = requests.receive(0);
    if (asked instanceof Promise) throw new Error("the request did not arrive");
    server.bus.reply(asked.ticket, bytes("!"), undefined);
    expect(client.cx.events.take()?.event).toMatchObject({ kind: "message", token: 7, data: 1 });
    expect(text(client.bus.takeReply(7))).toBe("!");
    expect(code(() => client.bus.takeReply(7))).toBe("not-found");
    client.bus.sendRequest("svc", bytes("?"), undefined, 7, 100, 16);
    timeline.advanceTo(ms(100));
    expect(code(() => client.bus.takeReply(7))).toBe("not-found");
  });
});
