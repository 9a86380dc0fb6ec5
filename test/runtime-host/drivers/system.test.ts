import { describe, expect, it } from "vitest";
import { createSensors, SensorBoard } from "../../../runtime-host/src/drivers/sensors/sensors.js";
import { createConfig, Settings } from "../../../runtime-host/src/drivers/system/config.js";
import { createEnvironment, createLog, createRandom } from "../../../runtime-host/src/drivers/system/guest-side.js";
import { type Alert, createHealth } from "../../../runtime-host/src/drivers/system/health.js";
import { createRestart } from "../../../runtime-host/src/drivers/system/process.js";
import { createTimers } from "../../../runtime-host/src/drivers/system/timers.js";
import { createClockWaits, createEvents } from "../../../runtime-host/src/drivers/system/waits.js";
import { VirtualTimeline } from "../../../runtime-host/src/kernel/timeline.js";
import { code, container, events, laterCode, ms } from "./container.js";

describe("timers", () => {
  it("count the ticks that nobody took, and keep their period", () => {
    const timeline = new VirtualTimeline();
    const cx = container({ timeline });
    const timers = createTimers(cx);
    timers.start(1, 10, 20);
    timeline.advanceTo(ms(75));
    expect(timers.remaining(1)).toBe(15);
    expect(events(cx)).toEqual(["timer 1 0 3"]);
    timeline.advanceTo(ms(90));
    expect(cx.events.take()?.event).toMatchObject({ lost: 0, time: ms(90) });
  });

  it("restart under their token, and take a queued event with them when they are cancelled", () => {
    const timeline = new VirtualTimeline();
    const cx = container({ timeline });
    const timers = createTimers(cx);
    timers.start(1, 10, 0);
    timeline.advanceTo(ms(5));
    timers.start(1, 10, 0);
    timeline.advanceTo(ms(12));
    expect(events(cx)).toEqual([]);
    timeline.advanceTo(ms(15));
    timers.cancel(1);
    expect(events(cx)).toEqual([]);
    expect([code(() => timers.cancel(1)), code(() => timers.remaining(1))]).toEqual(["not-found", "not-found"]);
  });

  it("are limited, and those that are spent do not count", () => {
    const timeline = new VirtualTimeline();
    const cx = container({ timeline, limits: { timers: 2 } });
    const timers = createTimers(cx);
    timers.start(1, 0, 0);
    timers.start(2, 100, 0);
    expect(code(() => timers.start(3, 0, 0))).toBe("exhausted");
    timeline.advanceTo(ms(1));
    events(cx);
    expect(code(() => timers.cancel(1))).toBe("not-found");
    timers.start(3, 0, 0);
  });

  it("need a handler in a reactor", () => {
    expect(code(() => createTimers(container({ kind: "reactor", handled: [] })).start(1, 0, 0))).toBe("not-supported");
  });
});

describe("a command that waits", () => {
  it("gets the oldest event, or none when the time is up", async () => {
    const timeline = new VirtualTimeline();
    const cx = container({ timeline });
    const { wait } = createEvents(cx);
    createTimers(cx).start(3, 50, 0);
    const soon = wait(20);
    timeline.advanceTo(ms(20));
    expect(await soon).toBeUndefined();
    const later = wait(1000);
    timeline.advanceTo(ms(50));
    expect(await later).toMatchObject({ kind: "timer", token: 3 });
    expect(wait(0)).toBeUndefined();
  });

  it("gets the stop event first, then what is queued, then none at once", async () => {
    const timeline = new VirtualTimeline();
    const cx = container({ timeline });
    const { wait } = createEvents(cx);
    createTimers(cx).start(3, 0, 0);
    timeline.advanceTo(ms(1));
    cx.requestStop("update", 500);
    expect(await wait(1000)).toMatchObject({ kind: "stop", data: 1, time: ms(501) });
    expect(await wait(1000)).toMatchObject({ kind: "timer" });
    expect(await wait(1000)).toBeUndefined();
  });

  it("sleeps until the mark, and is woken by a stop with cancelled", async () => {
    const timeline = new VirtualTimeline();
    const cx = container({ timeline });
    const { waitFor, waitUntil } = createClockWaits(cx);
    let woke = false;
    const slept = Promise.resolve(waitFor(ms(10))).then(() => {
      woke = true;
    });
    timeline.advanceTo(ms(9));
    await Promise.resolve();
    expect(woke).toBe(false);
    timeline.advanceTo(ms(10));
    await slept;
    expect(waitUntil(ms(5))).toBeUndefined();
    const long = waitFor(ms(1000));
    cx.requestStop("operator", 10);
    expect(await laterCode(long)).toBe("cancelled");
    expect(code(() => createClockWaits(container({ kind: "reactor" })).waitFor(1n))).toBe("would-block");
  });
});

describe("config", () => {
  it("gives settings, and one event for any number of changes", () => {
    const settings = new Settings([["rate", "5"]]);
    const cx = container();
    const config = createConfig(settings, cx);
    expect([config.get("rate", 10), config.get("none", 10)]).toEqual(["5", undefined]);
    expect([code(() => config.get("rate", 0)), code(() => config.get("", 9))]).toEqual([
      "too-large",
      "invalid-argument",
    ]);
    config.watch(2);
    settings.set("rate", "6");
    settings.set("rate", undefined);
    expect(events(cx).map((text) => text.slice(0, 8))).toEqual(["config 2"]);
    expect(config.get("rate", 10)).toBeUndefined();
    config.unwatch(2);
    settings.set("rate", "7");
    expect([events(cx), code(() => config.unwatch(2))]).toEqual([[], "not-found"]);
  });
});

describe("health", () => {
  function health(watchdogMs?: number) {
    const timeline = new VirtualTimeline();
    const seen: string[] = [];
    const driver = createHealth(
      {
        watchdogMs,
        reported: (state, detail) => seen.push(`${state} ${detail.length}`),
        alert: ({ id, severity }: Alert) => seen.push(`alert ${id} ${severity}`),
        cleared: (id) => seen.push(`cleared ${id}`),
        missed: () => seen.push("missed"),
      },
      container({ timeline }),
    );
    return { timeline, seen, driver };
  }

  it("passes reports and alerts on, cut to their length", () => {
    const { seen, driver } = health();
    driver.report("degraded", "x".repeat(300));
    driver.raiseAlert("hot", "warning", "too hot");
    driver.clearAlert("hot");
    expect(seen).toEqual(["degraded 128", "alert hot warning", "cleared hot"]);
    expect(code(() => driver.clearAlert("hot"))).toBe("not-found");
    expect(code(() => driver.raiseAlert("i".repeat(33), "info", ""))).toBe("invalid-argument");
  });

  it("has a watchdog where the manifest says so, from the first beat on", () => {
    expect(code(() => health().driver.beat())).toBe("not-supported");
    const { timeline, seen, driver } = health(100);
    timeline.advanceTo(ms(1000));
    driver.beat();
    timeline.advanceTo(ms(1099));
    driver.beat();
    timeline.advanceTo(ms(1198));
    expect(seen).toEqual([]);
    timeline.advanceTo(ms(1199));
    expect(seen).toEqual(["missed"]);
  });
});

it("a restart is asked for once, after its delay", () => {
  const timeline = new VirtualTimeline();
  let asked = 0;
  const driver = createRestart(() => {
    asked += 1;
  }, container({ timeline }));
  driver.restart(10);
  expect(code(() => driver.restart(10))).toBe("busy");
  timeline.advanceTo(ms(10));
  expect(asked).toBe(1);
});

describe("what needs no other thread", () => {
  it("cuts log lines at 256 bytes between characters, and drops those below the threshold", () => {
    const lines: string[] = [];
    const log = createLog("info", ({ message }) => lines.push(message));
    log.log("debug", "", "not this");
    log.log("info", "", `x${"ü".repeat(200)}`);
    expect(lines).toEqual([`x${"ü".repeat(127)}`]);
  });

  it("gives at most 256 random bytes", () => {
    const random = createRandom();
    expect([0, 1, 256, 10_000].map((length) => random.getRandomBytes(length).length)).toEqual([0, 1, 256, 256]);
    expect(random.getRandomU64()).not.toBe(random.getRandomU64());
  });

  it("gives arguments and variables within their bounds", () => {
    const environment = createEnvironment(
      Array.from({ length: 20 }, (_, index) => `a${index}`),
      [
        ["BIG", "x".repeat(3000)],
        ["SMALL", "y"],
      ],
    );
    expect(environment.getArguments()).toHaveLength(16);
    expect(environment.getEnvironment().every(([, value]) => value.length < 2048)).toBe(true);
  });
});

describe("sensors", () => {
  it("measure what the script set, tell their channels, and sample by period", () => {
    const timeline = new VirtualTimeline();
    const board = new SensorBoard();
    const room = board.add("room", [
      { quantity: "temperature", value: 21.5 },
      { quantity: "relative-humidity", value: 40 },
    ]);
    const cx = container({ timeline });
    const driver = createSensors(board, cx);
    const sensor = driver.sensor.open("room");
    expect([sensor.channelCount(), sensor.channelQuantity(1), sensor.read(0)]).toEqual([2, "relative-humidity", 21.5]);
    expect(code(() => sensor.read(2))).toBe("invalid-argument");
    room.fault = "io";
    expect(code(() => sensor.read(0))).toBe("io");
    sensor.sample(10, 6);
    timeline.advanceTo(ms(35));
    expect(events(cx)).toEqual(["sensor 6 0 2"]);
    sensor.sample(0, 6);
    timeline.advanceTo(ms(100));
    expect(events(cx)).toEqual([]);
    expect(code(() => driver.sensor.open("attic"))).toBe("not-found");
    expect(driver.listSensors()).toEqual([{ name: "room", channels: ["temperature", "relative-humidity"] }]);
  });
});
