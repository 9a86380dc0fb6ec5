/** Attacks of whole containers on the run that they are part of. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { run } from "../runtime-host/run/guests.js";
import { type AttackOptions, attacker, memory, runs, starts } from "./guests.js";

const log = `(import "ocre:system/log@0.1.0" "log" (func $log (param i32 i32 i32 i32 i32)))`;
const exit = `(import "ocre:system/process@0.1.0" "exit" (func $exit (param i32)))`;
const openOutput = `(import "ocre:gpio/lines@0.1.0" "[static]output.open" (func $open (param i32 i32 i32 i32 i32 i32 i32)))`;
const dropOutput = `(import "ocre:gpio/lines@0.1.0" "[resource-drop]output" (func $drop (param i32)))`;
const watchConfig = `(import "ocre:system/config@0.1.0" "watch" (func $watch (param i32) (result i32)))`;
const waitFor = `(import "ocre:system/monotonic-clock@0.1.0" "wait-for" (func $wait_for (param i64) (result i32)))`;
const openResource = `(import "ocre:storage/resource-files@0.1.0" "[static]resource-file.open" (func $open_resource (param i32 i32 i32)))`;
const dropResource = `(import "ocre:storage/resource-files@0.1.0" "[resource-drop]resource-file" (func $drop_resource (param i32)))`;
const say = (at: number, length: number): string =>
  `(call $log (i32.const 2) (i32.const 0) (i32.const 0) (i32.const ${at}) (i32.const ${length}))`;
/** Opens the line at `at`, driven active. */
const open = (at: number, length: number): string =>
  `(call $open (i32.const ${at}) (i32.const ${length}) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 64))`;
/** Writes the byte at `at` to the log, as a letter. */
const sayByte = (at: number): string =>
  `(i32.store8 (i32.const 512) (i32.add (i32.const 65) (i32.load8_u (i32.const ${at})))) ${say(512, 1)}`;

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "ocrekit-attack-"));
  folders.push(made);
  return made;
}
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

async function attack(text: string, options: AttackOptions & Parameters<typeof run>[1] = {}) {
  return run([attacker("evil", `(module ${text})`, options)], options);
}

describe("a guest with exceptions", () => {
  it("has trapped even if it caught the trap and goes on as if nothing had been", async () => {
    const recorded = await attack(
      `${log} ${memory} ${runs(`
        (try (do (call $log (i32.const 2) (i32.const 0) (i32.const 0) (i32.const 65000) (i32.const 65000))) (catch_all))
        (i32.const 0)`)}`,
    );
    expect(recorded.outcomes.get("evil")).toMatchObject({ kind: "trap" });
  });

  it("ends with its exit code even if it caught the exit, and says nothing more", async () => {
    const recorded = await attack(
      `${log} ${exit} ${memory} (data (i32.const 8) "alive") ${runs(`
        (try (do (call $exit (i32.const 3))) (catch_all))
        (try (do ${say(8, 5)}) (catch_all))
        (i32.const 0)`)}`,
    );
    expect(recorded.logs).toEqual([]);
    expect(recorded.outcomes.get("evil")).toEqual({ kind: "exited", code: 3 });
  });

  it("has trapped when nobody catches what it throws: that is its mistake and not the host's", async () => {
    const recorded = await attack(`(tag $t) ${memory} ${runs("(throw $t)")}`);
    expect(recorded.outcomes.get("evil")).toMatchObject({ kind: "trap" });
  });

  it("cannot catch its deadline", async () => {
    const recorded = await attack(
      `${memory} ${starts(`(loop $again (try (do (loop (br 0))) (catch_all)) (br $again)) (i32.const 0)`)}`,
      { limits: { startMs: 50 } },
    );
    expect(recorded.outcomes.get("evil")).toMatchObject({ kind: "limit", limit: "startMs" });
  });

  it("that calls out of its allocator does not come back to life", async () => {
    const recorded = await attack(
      `${log} (import "ocre:system/environment@0.1.0" "get-arguments" (func $args (param i32)))
       ${memory} (data (i32.const 8) "alive")
       (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
         (try (do ${say(8, 5)}) (catch_all)) (i32.const 1024))
       ${runs(`(try (do (call $args (i32.const 64))) (catch_all)) (try (do ${say(8, 5)}) (catch_all)) (i32.const 0)`)}`,
      { config: { args: ["argument"] } },
    );
    expect(recorded.logs).toEqual([]);
    expect(recorded.outcomes.get("evil")).toMatchObject({ kind: "trap" });
  });
});

describe("endless code", () => {
  const spin = "(loop (br 0))";
  it.each([
    ["the start section", `(func $s ${spin}) (start $s) ${memory} ${starts("(i32.const 0)")}`],
    ["_initialize", `(func (export "_initialize") ${spin}) ${memory} ${starts("(i32.const 0)")}`],
    [
      "cabi_realloc",
      `(import "ocre:system/environment@0.1.0" "get-arguments" (func $args (param i32))) ${memory}
       (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) ${spin} (i32.const 0))
       ${starts("(call $args (i32.const 64)) (i32.const 0)")}`,
    ],
  ])("in %s is ended at the deadline of the start", async (_, text) => {
    const recorded = await attack(text, { limits: { startMs: 50 }, config: { args: ["a"] } });
    expect(recorded.outcomes.get("evil")).toMatchObject({ kind: "limit", limit: "startMs" });
    expect(recorded.faults).toEqual([]);
  });

  it("that recurses uses up its stack, not the host's", async () => {
    const recorded = await attack(`${memory} (func $f (call $f)) ${runs("(call $f) (i32.const 0)")}`);
    expect(recorded.outcomes.get("evil")).toMatchObject({ kind: "trap" });
  });
});

describe("a guest with a full table of handles", () => {
  it("does not keep lines that it was not given a handle of", async () => {
    const levels: string[] = [];
    const recorded = await attack(
      `${openOutput} ${log} ${memory} (data (i32.const 8) "onetwo")
       ${runs(`${open(8, 3)} ${open(11, 3)} ${sayByte(64)} ${sayByte(68)} (i32.const 0)`)}`,
      {
        allow: ["gpio.write(*)"],
        limits: { handles: 1 },
        prepare: (session) => session.shared.board.onChange(({ line, level }) => levels.push(`${line} ${level}`)),
      },
    );
    // Answered with `exhausted`; and the second line is let go of at once, before the first one is at the end.
    expect(recorded.logs).toEqual(["evil: B", "evil: M"]);
    expect(levels).toEqual(["one 1", "two 1", "two 0", "one 0"]);
  });
});

describe("a guest with a grant of all lines", () => {
  it("cannot take a bound line by its chip and offset, past a deny and past its limits", async () => {
    const levels: string[] = [];
    const recorded = await attack(
      `${openOutput} ${log} ${memory} (data (i32.const 8) "gpiochip0:17")
       ${runs(`${open(8, 12)} ${sayByte(64)} ${sayByte(68)} (i32.const 0)`)}`,
      {
        allow: ["gpio.write(*)"],
        deny: ["gpio.write(pump)"],
        config: { gpio: { pump: { chip: "gpiochip0", line: 17, activeLow: false } } },
        prepare: (session) => session.shared.board.onChange(({ line, level }) => levels.push(`${line} ${level}`)),
      },
    );
    expect(levels).toEqual([]);
    // The error `not-found`.
    expect(recorded.logs).toEqual(["evil: B", "evil: B"]);
  });

  it("cannot drive a line faster than its rate by opening and dropping it", async () => {
    const levels: string[] = [];
    await attack(
      `${openOutput} ${dropOutput} ${memory} (data (i32.const 8) "relay")
       ${runs(`(local $i i32)
         (loop $again
           ${open(8, 5)}
           (if (i32.eqz (i32.load8_u (i32.const 64))) (then (call $drop (i32.load (i32.const 68)))))
           (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 20))))
         (i32.const 0)`)}`,
      {
        allow: ["gpio.write(relay)"],
        config: { gpio: { relay: { chip: "c", line: 1, activeLow: false, safe: "inactive", maxHz: 2 } } },
        prepare: (session) => session.shared.board.onChange(({ level }) => levels.push(String(level))),
      },
    );
    expect(levels).toEqual(["1", "0"]);
  });
});

describe("a guest that asks for ever more", () => {
  it("gets a bounded number of event sources, without a grant", async () => {
    const recorded = await attack(
      `${watchConfig} ${log} ${memory}
       ${runs(`(local $token i32)
         (loop $again
           (i32.store8 (i32.const 64) (call $watch (local.get $token)))
           (local.set $token (i32.add (local.get $token) (i32.const 1)))
           (br_if $again (i32.and (i32.eqz (i32.load8_u (i32.const 64))) (i32.lt_u (local.get $token) (i32.const 5000)))))
         ${sayByte(64)} (i32.const 0)`)}`,
    );
    // The status `exhausted`.
    expect(recorded.logs).toEqual(["evil: N"]);
  });

  it("does not turn each line that is over its rate into a line of the host", async () => {
    const told: number[] = [];
    const recorded = await attack(
      `${log} ${memory}
       ${runs(`(local $i i32)
         (loop $again
           ${say(8, 100)}
           (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 20000))))
         (i32.const 0)`)}`,
      { limits: { logBytesPerSecond: 1000 }, events: { logDropped: (_, count) => void told.push(count) } },
    );
    expect(recorded.faults).toEqual([]);
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(19_990);
    // The first, one for each second that the loop takes, and the rest.
    expect(told.length).toBeLessThan(20);
  });

  it("cannot turn the virtual clock back by waiting for the end of time", async () => {
    const recorded = await attack(
      `${waitFor} ${log} ${memory} (data (i32.const 8) "done")
       ${runs(`(drop (call $wait_for (i64.const -1))) (drop (call $wait_for (i64.const -1))) ${say(8, 4)} (i32.const 0)`)}`,
    );
    expect(recorded.logs).toEqual(["evil: done"]);
    expect(recorded.outcomes.get("evil")).toEqual({ kind: "exited", code: 0 });
  });
});

describe("an app that packages a link", () => {
  it("does not read through it what it did not bring", async () => {
    const own = folder();
    const outside = folder();
    writeFileSync(join(outside, "secret"), "of the host");
    symlinkSync(join(outside, "secret"), join(own, "asset"));
    const recorded = await attack(
      `${openResource} ${dropResource} ${log} ${memory} (data (i32.const 8) "asset")
       ${runs(`(call $open_resource (i32.const 8) (i32.const 5) (i32.const 64)) ${sayByte(64)} ${sayByte(68)} (i32.const 0)`)}`,
      { folder: own, config: { resources: { asset: "asset" } } },
    );
    expect(recorded.logs).toEqual(["evil: B", "evil: B"]);
  });
});
