import { describe, expect, it } from "vitest";
import { app, run } from "./guests.js";

const log = `(import "ocre:system/log@0.1.0" "log" (func $log (param i32 i32 i32 i32 i32)))`;
const startTimer = `(import "ocre:system/timers@0.1.0" "start" (func $start_timer (param i32 i32 i32) (result i32)))`;
const openOutput = `(import "ocre:gpio/lines@0.1.0" "[static]output.open" (func $open (param i32 i32 i32 i32 i32 i32 i32)))`;
const toggle = `(import "ocre:gpio/lines@0.1.0" "[method]output.toggle" (func $toggle (param i32) (result i32)))`;
const wait = `(import "ocre:system/events@0.1.0" "wait" (func $wait (param i32 i32)))`;
const exit = `(import "ocre:system/process@0.1.0" "exit" (func $exit (param i32)))`;
const memory = `(memory (export "memory") 1)`;
const say = (at: number, length: number) =>
  `(call $log (i32.const 2) (i32.const 0) (i32.const 0) (i32.const ${at}) (i32.const ${length}))`;
const runs = (body: string) => `(func (export "ocre:app/run@0.1.0#run") (result i32) ${body})`;
const starts = (body: string) =>
  `(func (export "ocre:app/lifecycle@0.1.0#on-start") (param i32) (result i32) ${body})
   (func (export "ocre:app/lifecycle@0.1.0#on-stop") (param i32 i32))`;

/** Toggles line led0 every 100 ms; its open answers with the code at 64 when it fails. */
const blinky = `(module ${openOutput} ${toggle} ${startTimer} ${log} ${memory} (data (i32.const 8) "led0denied")
  (global $pin (mut i32) (i32.const 0))
  ${starts(`
    (call $open (i32.const 8) (i32.const 4) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 64))
    (if (i32.load8_u (i32.const 64)) (then ${say(12, 6)} (return (i32.const 0))))
    (global.set $pin (i32.load (i32.const 68)))
    (call $start_timer (i32.const 7) (i32.const 100) (i32.const 100))`)}
  (func (export "ocre:system/timer-handler@0.1.0#on-timer") (param i32 i32) (drop (call $toggle (global.get $pin)))))`;

describe("a command", () => {
  it("runs to its end and writes to the log", async () => {
    const hello = app(
      "hello",
      `(module ${log} ${memory} (data (i32.const 8) "hello") ${runs(`${say(8, 5)} (i32.const 0)`)})`,
    );
    const recorded = await run([hello]);
    expect(recorded.faults).toEqual([]);
    expect(recorded.logs).toEqual(["hello: hello"]);
    expect(recorded.outcomes.get("hello")).toEqual({ kind: "exited", code: 0 });
  });

  it("ends with the code it gives to process.exit", async () => {
    const leaves = app("leaves", `(module ${exit} ${memory} ${runs("(call $exit (i32.const 42)) (i32.const 1)")})`);
    expect((await run([leaves])).outcomes.get("leaves")).toEqual({ kind: "exited", code: 42 });
  });

  it("counts as failed when run answers with an error", async () => {
    const fails = app("fails", `(module ${memory} ${runs("(i32.const 1)")})`);
    expect((await run([fails])).outcomes.get("fails")).toMatchObject({ kind: "failed" });
  });

  it("ends in a trap without touching the others", async () => {
    const bad = app("bad", `(module ${memory} ${runs("(unreachable)")})`);
    const good = app(
      "good",
      `(module ${log} ${memory} (data (i32.const 8) "fine") ${runs(`${say(8, 4)} (i32.const 0)`)})`,
    );
    const recorded = await run([bad, good]);
    expect(recorded.outcomes.get("bad")).toMatchObject({ kind: "trap" });
    expect(recorded.logs).toEqual(["good: fine"]);
  });

  it("takes the events of its timers, and the stop event at the end", async () => {
    // Waits until a stop event comes; writes a line for each event of a timer.
    const waits = app(
      "waits",
      `(module ${wait} ${startTimer} ${log} ${memory} (data (i32.const 8) "tickstop")
        ${runs(`
          (drop (call $start_timer (i32.const 1) (i32.const 10) (i32.const 10)))
          (loop $next
            (call $wait (i32.const -1) (i32.const 64))
            (if (i32.eqz (i32.load8_u (i32.const 64))) (then (return (i32.const 0))))
            (if (i32.eqz (i32.load8_u (i32.const 72))) (then ${say(8, 4)} (br $next))))
          ${say(12, 4)} (i32.const 0)`)})`,
    );
    const recorded = await run([waits], { forMs: 35 });
    expect(recorded.logs).toEqual(["waits: tick", "waits: tick", "waits: tick", "waits: stop"]);
    expect(recorded.outcomes.get("waits")).toEqual({ kind: "exited", code: 0 });
  });
});

describe("a reactor", () => {
  it("toggles a line from its timer, which goes back to be an input at the end", async () => {
    const levels: string[] = [];
    const recorded = await run([app("blinky", blinky, { allow: ["gpio.write(led0)"] })], {
      forMs: 450,
      prepare: (session) =>
        session.shared.board.onChange(({ line, level, time }) => levels.push(`${time / 1_000_000n} ${line} ${level}`)),
    });
    expect(recorded.faults).toEqual([]);
    expect(levels).toEqual(["100 led0 1", "200 led0 0", "300 led0 1", "400 led0 0"]);
    expect(recorded.outcomes.get("blinky")).toEqual({ kind: "stopped" });
  });

  it("sees only that it was denied, while the run names the exact permission", async () => {
    const recorded = await run([app("blinky", blinky)]);
    expect(recorded.logs).toEqual(["blinky: denied"]);
    expect(recorded.denials).toEqual(["blinky: gpio.write(led0) not-granted"]);
  });

  it("ends when nothing is left that could give it anything to do", async () => {
    const quiet = app("quiet", `(module ${memory} ${starts("(i32.const 0)")})`);
    expect((await run([quiet])).outcomes.get("quiet")).toEqual({ kind: "stopped" });
    expect((await run([quiet], { virtualTime: false })).outcomes.get("quiet")).toEqual({ kind: "stopped" });
  });

  it("is ended at the deadline of its handler, and the others of the thread go on", async () => {
    const spin = app(
      "spin",
      `(module ${startTimer} ${memory} ${starts("(call $start_timer (i32.const 1) (i32.const 5) (i32.const 0))")}
        (func (export "ocre:system/timer-handler@0.1.0#on-timer") (param i32 i32) (loop (br 0))))`,
    );
    const levels: number[] = [];
    const recorded = await run([spin, app("blinky", blinky, { allow: ["gpio.write(led0)"] })], {
      forMs: 250,
      prepare: (session) => session.shared.board.onChange(({ level }) => levels.push(level)),
    });
    expect(recorded.outcomes.get("spin")).toMatchObject({ kind: "limit", limit: "handlerMs" });
    expect(levels).toEqual([1, 0]);
    expect(recorded.outcomes.get("blinky")).toEqual({ kind: "stopped" });
  });

  it("is ended at the deadline of its start", async () => {
    const spin = app("spin", `(module ${memory} ${starts("(loop (br 0)) (i32.const 0)")})`, {
      limits: { startMs: 50 },
    });
    expect((await run([spin])).outcomes.get("spin")).toMatchObject({ kind: "limit", limit: "startMs" });
  });

  it("starts again after a failure when its manifest says so, but not for ever", async () => {
    const crash = app(
      "crash",
      `(module ${log} ${memory} (data (i32.const 8) "up") ${starts(`${say(8, 2)} (unreachable)`)})`,
      {
        restart: "on-failure",
      },
    );
    const recorded = await run([crash]);
    expect(recorded.logs).toHaveLength(6);
    expect(recorded.ended).toEqual(Array.from({ length: 6 }, () => "crash trap"));
  });

  it("cannot get more memory than its limit", async () => {
    const hog = app(
      "hog",
      `(module ${log} ${memory} (data (i32.const 8) "full") ${starts(`
        (if (i32.eq (memory.grow (i32.const 3)) (i32.const -1)) (then ${say(8, 4)})) (i32.const 0)`)})`,
      { memoryBytes: 3 * 65_536 },
    );
    expect((await run([hog])).logs).toEqual(["hog: full"]);
  });
});

it("a run that is stopped while it starts does not start the rest", async () => {
  const first = app("first", blinky, { allow: ["gpio.write(led0)"] });
  const second = app(
    "second",
    `(module ${log} ${memory} (data (i32.const 8) "up") ${starts(`${say(8, 2)} (i32.const 0)`)})`,
  );
  const recorded = await run([first, second], {
    virtualTime: false,
    prepare: (session) => void setImmediate(() => session.stop("operator")),
  });
  expect(recorded.logs).toEqual([]);
  expect([...recorded.outcomes.keys()]).toEqual(["first"]);
});
