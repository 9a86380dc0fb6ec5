/** The hand-written layer: what an app's module has in it, and what happens to what it asks for. */
import { describe, expect, it } from "vitest";
import type { CoreValue, FakeEngine } from "../generator/backends/typescript/fake-engine.js";
import { call, exportsOf, type Host, importsOf, lower, startApp } from "./sdk-app.js";

const onStart = ["lifecycle#on-start", "lifecycle#on-stop"];

/** A host that writes down what it is asked for. */
function recorder(): { readonly host: Host; readonly said: string[] } {
  const said: string[] = [];
  const text = (engine: FakeEngine, at: CoreValue | undefined, length: CoreValue | undefined): string =>
    engine.decode(Number(at), Number(length));
  const host: Host = {
    "system/timers#start": (_, token, delay, period) => {
      said.push(`start ${token} ${delay} ${period}`);
      return 0;
    },
    "system/timers#cancel": (_, token) => {
      said.push(`cancel ${token}`);
      return 0;
    },
    "system/log#threshold": () => 2,
    "system/log#log": (engine, level, target, targetLength, message, length) => {
      said.push(`log ${level} ${text(engine, target, targetLength)}: ${text(engine, message, length)}`);
      return undefined;
    },
    "messaging/bus#publish": (engine, topic, topicLength, payload, length, hasType) => {
      said.push(`publish ${text(engine, topic, topicLength)} ${text(engine, payload, length)} ${hasType}`);
      return 0;
    },
    "messaging/bus#[static]subscription.open": (engine, ...args) => {
      said.push(`subscribe ${text(engine, args[0], args[1])} token ${args.at(-2)}`);
      const view = new DataView(engine.memory());
      view.setUint8(Number(args.at(-1)), 0);
      view.setUint32(Number(args.at(-1)) + 4, 77, true);
      return undefined;
    },
    "messaging/bus#[resource-drop]subscription": (_, handle) => {
      said.push(`drop ${handle}`);
      return undefined;
    },
  };
  return { host, said };
}

describe("the module of an app", () => {
  it("has nothing that the app does not use", async () => {
    const engine = await startApp(`import { defineApp } from "@ocrekit/sdk"; defineApp({});`, {});
    expect(exportsOf(engine)).toEqual(onStart);
    expect(importsOf(engine)).toEqual([]);
  });

  it("has the handler of a callback, and the functions that are called", async () => {
    const engine = await startApp(
      `import { defineApp, every } from "@ocrekit/sdk"; defineApp({ onStart() { every(5, () => {}); } });`,
      {},
    );
    expect(exportsOf(engine)).toEqual([...onStart, "timer-handler#on-timer"]);
    expect(importsOf(engine)).toEqual(["system/timers#cancel", "system/timers#remaining", "system/timers#start"]);
  });

  it("writes to the log when it uses the console", async () => {
    const engine = await startApp(`console.log("hello");`, recorder().host);
    expect(importsOf(engine)).toEqual(["system/log#log", "system/log#threshold"]);
  });
});

describe("timers", () => {
  it("call back until they are cancelled", async () => {
    const { host, said } = recorder();
    const engine = await startApp(
      `import { after, defineApp, every } from "@ocrekit/sdk";
       defineApp({ onStart() {
         let count = 0;
         const timer = every(100, (lost) => { console.log("tick", ++count, lost); if (count === 2) timer.cancel(); });
         after(7, () => console.log("once"));
       } });`,
      host,
    );
    expect(await call(engine, "lifecycle#on-start", 1)).toBe(0);
    for (const [token, lost] of [
      [1, 0],
      [2, 0],
      [1, 3],
      [1, 0],
      [2, 0],
    ] as const)
      await call(engine, "timer-handler#on-timer", token, lost);
    expect(said).toEqual([
      "start 1 100 100",
      "start 2 7 0",
      "log 2 : tick 1 0",
      "log 2 : once",
      "log 2 : tick 2 3",
      "cancel 1",
    ]);
  });

  it("fulfil promises", async () => {
    const { host, said } = recorder();
    const engine = await startApp(
      `import { defineApp, sleep } from "@ocrekit/sdk";
       defineApp({ async onStart() { await sleep(10); console.warn("awake"); } });`,
      host,
    );
    await call(engine, "lifecycle#on-start", 0);
    await call(engine, "timer-handler#on-timer", 1, 0);
    expect(said).toEqual(["start 1 10 0", "log 3 : awake"]);
  });
});

describe("topics", () => {
  const message = (engine: FakeEngine, token: number, topic: string, payload: string): readonly CoreValue[] => [
    token,
    ...lower(engine, topic),
    ...lower(engine, payload),
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0n,
    0n,
    ...lower(engine, "other"),
  ];

  it("carry numbers and JSON, and reject what is none", async () => {
    const { host, said } = recorder();
    const engine = await startApp(
      `import { defineApp, jsonTopic, numberTopic } from "@ocrekit/sdk";
       const count = numberTopic("count");
       const states = jsonTopic("states");
       defineApp({ onStart() {
         const subscription = count.subscribe((n, { topic }) => { console.log(topic, n + 1); subscription.close(); });
         count.publish(5);
         states.publish({ on: true });
       } });`,
      host,
    );
    await call(engine, "lifecycle#on-start", 0);
    expect(await call(engine, "message-handler#on-message", ...message(engine, 1, "count", "five"))).toBe(2);
    expect(await call(engine, "message-handler#on-message", ...message(engine, 1, "count", "41"))).toBe(0);
    expect(await call(engine, "message-handler#on-message", ...message(engine, 1, "count", "42"))).toBe(0);
    expect(said).toEqual([
      "subscribe count token 1",
      "publish count 5 1",
      'publish states {"on":true} 1',
      "log 2 : count 42",
      "drop 77",
    ]);
    expect(engine.blocks.size).toBeLessThanOrEqual(1);
  });
});

describe("a command", () => {
  it("hands its events to their callbacks, and ends with an error when it has to stop", async () => {
    const { host, said } = recorder();
    const events: (readonly [number, number] | undefined)[] = [[0, 1], [0, 1], undefined];
    const engine = await startApp(
      `import { every, run } from "@ocrekit/sdk";
       run(() => { every(50, () => console.log("tick")); return new Promise(() => {}); });`,
      {
        ...host,
        "system/events#wait": (own, _timeout, area) => {
          const event = events.shift();
          const view = new DataView(own.memory());
          view.setUint8(Number(area), event === undefined ? 0 : 1);
          view.setUint8(Number(area) + 8, event?.[0] ?? 0);
          view.setUint32(Number(area) + 12, event?.[1] ?? 0, true);
          return undefined;
        },
      },
    );
    expect(await call(engine, "run#run")).toBe(1);
    expect(said).toEqual(["start 1 50 50", "log 2 : tick", "log 2 : tick"]);
  });
});

describe("the log", () => {
  it("shows values as people read them", async () => {
    const { host, said } = recorder();
    await startApp(
      `const circular = { name: "a" }; circular.self = circular;
       console.log("values", 1, 2n, [1, "two"], { a: { b: undefined } }, new Map([["k", 1]]), new Error("bad"), circular);
       console.log(new Uint8Array(3), Array.from({ length: 30 }, (_, i) => i));`,
      host,
    );
    expect(said).toEqual([
      'log 2 : values 1 2n [1, "two"] { a: { b: undefined } } Map { "k" => 1 } Error: bad { name: "a", self: [circular] }',
      "log 2 : Uint8Array(3) [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 10 more]",
    ]);
  });
});
