import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventQueue } from "../../../runtime-host/src/kernel/events.js";
import { code } from "../drivers/container.js";

function queue(): EventQueue {
  return new EventQueue({ now: () => 0n, onReady: () => undefined });
}

function drain(of: EventQueue): { readonly token: number; readonly data: number; readonly lost: number }[] {
  const found = [];
  for (let taken = of.take(); taken !== undefined; taken = of.take()) found.push(taken.event);
  return found;
}

describe("a queue of events", () => {
  it("never lets one source push out another, and accounts for every event", () => {
    const posts = fc.array(fc.record({ token: fc.integer({ min: 0, max: 3 }), data: fc.nat(100) }), { maxLength: 120 });
    fc.assert(
      fc.property(posts, fc.integer({ min: 1, max: 16 }), fc.boolean(), (list, capacity, newest) => {
        const events = queue();
        const keep = newest ? "newest" : "oldest";
        const sources = [0, 1, 2, 3].map((token) => events.register("line", token, { capacity, keep }));
        for (const { token, data } of list) sources[token]?.post(data);
        const taken = drain(events);
        for (const token of [0, 1, 2, 3]) {
          const posted = list.filter((post) => post.token === token).map((post) => post.data);
          const own = taken.filter((event) => event.token === token);
          expect(own.length).toBe(Math.min(capacity, posted.length));
          expect(own.reduce((sum, event) => sum + 1 + event.lost, 0)).toBe(posted.length);
          expect(own.map((event) => event.data)).toEqual(
            newest ? posted.slice(-own.length || posted.length) : posted.slice(0, own.length),
          );
        }
      }),
    );
  });

  it("keeps tokens apart by kind, and frees them with their source", () => {
    const events = queue();
    const source = events.register("timer", 1);
    events.register("line", 1);
    expect(code(() => events.register("timer", 1))).toBe("exists");
    source.post(0);
    source.close();
    expect(drain(events)).toEqual([]);
    expect(code(() => events.register("timer", 1))).toBe("no error");
  });

  it("posts a level again behind the others while it holds", () => {
    const events = queue();
    let left = 3;
    const level = {
      ready: () => left > 0,
      take: () => {
        left -= 1;
        return { data: left, lost: 0 };
      },
    };
    events.register("socket", 1, { level }).wake();
    events.register("timer", 2).post(0);
    expect(drain(events).map(({ token, data }) => [token, data])).toEqual([
      [1, 2],
      [2, 0],
      [1, 1],
      [1, 0],
    ]);
  });

  it("says nothing of a level that no longer holds when its turn comes", () => {
    const events = queue();
    let holds = true;
    events.register("socket", 1, { level: { ready: () => holds, take: () => ({ data: 1, lost: 0 }) } }).wake();
    holds = false;
    expect(drain(events)).toEqual([]);
  });

  it("frees the token of a source with its only event", () => {
    const events = queue();
    events.register("name", 1).postLast(5);
    expect(code(() => events.register("name", 1))).toBe("exists");
    expect(drain(events).map((event) => event.data)).toEqual([5]);
    expect(code(() => events.register("name", 1))).toBe("no error");
  });
});
