/** Handles in a guest of each language: its own resources stand for objects of the app, borrowed ones end with the call. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { generateFromWit } from "../../../generator/src/backend/from-wit.js";
import { type RunningGuest, startGuest } from "../../support/running-guest.js";
import { repository } from "../../support/toolchain.js";
import { appSource, type Context, type CoreGuest, coreGuests, linkClean, withApp } from "./core-guests.js";

const { c, cpp, zig, d, rust } = coreGuests;

interface Row {
  readonly guest: CoreGuest;
  /** What the app calls a counter of this value. */
  readonly label: (value: number) => string;
  /** The app gives the place of an object that was dropped to the next one. */
  readonly reuses: boolean;
}

const digit = (value: number): string => `${value % 10}`;
const rows: readonly Row[] = [
  { guest: c, label: digit, reuses: true },
  { guest: cpp, label: digit, reuses: false },
  { guest: zig, label: digit, reuses: false },
  { guest: d, label: digit, reuses: false },
  { guest: rust, label: String, reuses: false },
];

function started(guest: CoreGuest, context: Context) {
  const wit = join(repository, "test/golden/exported-resources/input");
  const { files, plan } = generateFromWit(guest.backend, { wit });
  if (plan === undefined) throw new Error("there is no plan");
  const wasm = linkClean(guest, withApp(guest, files, appSource(guest, "counter")), plan, context);
  const log: string[] = [];
  const reps = new Map<number, number>();
  let next = 100;
  const dropCounter = (handle: number): void => {
    const rep = reps.get(handle) ?? 0;
    reps.delete(handle);
    running.call("test:counter/counters#[dtor]counter", rep);
  };
  const running: RunningGuest = startGuest(wasm, (self) => ({
    "[export]test:counter/counters": {
      "[resource-new]counter": (rep: number) => {
        next += 1;
        reps.set(next, rep);
        return next;
      },
      "[resource-rep]counter": (handle: number) => reps.get(handle) ?? 0,
      "[resource-drop]counter": (handle: number) => {
        log.push(`drop counter ${handle}`);
        dropCounter(handle);
      },
    },
    "test:counter/logs": {
      "[method]sink.write": (handle: number, at: number, length: number) => {
        log.push(`write ${handle} ${self.text(at, length)}`);
      },
      "[resource-drop]sink": (handle: number) => {
        log.push(`drop sink ${handle}`);
      },
    },
  }));
  const own = (name: string, ...args: readonly number[]): number =>
    running.call(`test:counter/counters#${name}`, ...args);
  const rep = (handle: number): number => reps.get(handle) ?? 0;
  const label = (handle: number): string => {
    const area = own("[method]counter.label", rep(handle));
    const [at = 0, length = 0] = running.words(area, 2);
    const text = running.text(at, length);
    running.call("cabi_post_test:counter/counters#[method]counter.label", area);
    return text;
  };
  return { running, own, rep, label, log, dropCounter };
}

it.for(rows.map((row) => [row.guest.title, row] as const))(
  "a guest in %s makes, uses, joins and destroys its own, and gives back what it borrowed",
  { timeout: 300_000 },
  ([, { guest, label, reuses }], context) => {
    const host = started(guest, context);
    const { own, rep, log } = host;
    const a = own("[constructor]counter", 3);
    const b = own("[constructor]counter", 4);
    expect([a, b]).toEqual([101, 102]);
    expect(rep(a)).not.toBe(rep(b));
    expect(own("[method]counter.increment", rep(a), 2)).toBe(5);

    // `a` was given to the function, which drops it.
    const place = rep(a);
    const joined = own("[static]counter.join", a, rep(b));
    expect(log).toEqual(["drop counter 101"]);
    expect(own("[method]counter.increment", rep(joined), 0)).toBe(9);
    if (reuses) expect(rep(joined)).toBe(place);
    expect(host.label(joined)).toBe("9");

    log.length = 0;
    expect(host.running.call("test:counter/users#use-borrowed", 42)).toBe(7);
    expect(log).toEqual(["write 42 hello", "drop sink 42"]);

    // What is made and given up again takes no memory, however often.
    const before = host.running.bytes().length;
    for (let i = 0; i < 20_000; i++) {
      const one = own("[constructor]counter", i);
      expect(host.label(one)).toBe(label(i));
      host.dropCounter(one);
    }
    expect(host.running.bytes().length).toBe(before);
  },
);
