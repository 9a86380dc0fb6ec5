/** Handles in a Rust guest: its own resources stand for objects of the app, borrowed ones end with the call. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/rust/backend.js";
import { linkModule } from "../../../compile/rust.js";
import { repository, requireTool } from "../../../support/toolchain.js";

const app = `#![no_std]
extern crate alloc;
use alloc::string::{String, ToString};
use core::cell::Cell;
use sdk::exports::test::counter::counters::{Counter, Counters, GuestCounter};
use sdk::test::counter::logs::Sink;
use sdk::test::counter::users::Users;

struct App;
sdk::export_counters!(App);
sdk::export_users!(App);

struct Value(Cell<u32>);

impl Counters for App {
    type Counter = Value;
}

impl GuestCounter for Value {
    fn new(start: u32) -> Self {
        Self(Cell::new(start))
    }

    fn increment(&self, by: u32) -> u32 {
        self.0.set(self.0.get() + by);
        self.0.get()
    }

    fn label(&self) -> String {
        self.0.get().to_string()
    }

    fn join(a: Counter, b: &Self) -> Counter {
        Counter::new(Self::new(a.get::<Self>().0.get() + b.0.get()))
    }
}

impl Users for App {
    fn use_borrowed(s: &Sink) -> u32 {
        s.write("hello");
        7
    }
}
`;

it("makes, uses, joins and destroys its own, and gives back what it borrowed", { timeout: 300_000 }, (context) => {
  const wit = join(repository, "test/golden/exported-resources/input");
  const { files } = generateFromWit(backend, { wit });
  const { wasm, messages } = linkModule([...files, { path: "app.rs", text: app }], requireTool("rust", context));
  expect(messages).toBe("");

  const log: string[] = [];
  const reps = new Map<number, number>();
  let next = 100;
  const instance: WebAssembly.Instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)), {
    "[export]test:counter/counters": {
      "[resource-new]counter": (rep: number) => {
        next += 1;
        reps.set(next, rep);
        return next;
      },
      "[resource-rep]counter": (handle: number) => reps.get(handle) ?? 0,
      "[resource-drop]counter": (handle: number) => {
        log.push(`drop counter ${handle}`);
        const rep = reps.get(handle) ?? 0;
        reps.delete(handle);
        call("test:counter/counters#[dtor]counter", rep);
      },
    },
    "test:counter/logs": {
      "[method]sink.write": (handle: number, at: number, len: number) =>
        log.push(`write ${handle} ${textAt(memory(), at, len)}`),
      "[resource-drop]sink": (handle: number) => log.push(`drop sink ${handle}`),
    },
  });
  const memory = (): WebAssembly.Memory => {
    const found = instance.exports["memory"];
    if (!(found instanceof WebAssembly.Memory)) throw new Error("no memory");
    return found;
  };
  const call = (name: string, ...args: readonly number[]): number => {
    const found = instance.exports[name];
    if (typeof found !== "function") throw new Error(`no export '${name}'`);
    return Number(found(...args));
  };
  const counters = "test:counter/counters#";
  const rep = (handle: number): number => reps.get(handle) ?? 0;

  const a = call(`${counters}[constructor]counter`, 3);
  const b = call(`${counters}[constructor]counter`, 4);
  expect([a, b]).toEqual([101, 102]);
  expect(rep(a)).not.toBe(rep(b));
  expect(call(`${counters}[method]counter.increment`, rep(a), 2)).toBe(5);

  const joined = call(`${counters}[static]counter.join`, a, rep(b));
  expect(log).toEqual(["drop counter 101"]);
  expect(call(`${counters}[method]counter.increment`, rep(joined), 0)).toBe(9);

  const label = (handle: number): string => {
    const area = call(`${counters}[method]counter.label`, rep(handle));
    const view = new DataView(memory().buffer);
    const text = textAt(memory(), view.getUint32(area, true), view.getUint32(area + 4, true));
    call(`cabi_post_${counters}[method]counter.label`, area);
    return text;
  };
  expect(label(joined)).toBe("9");

  // What is made and given up again takes no memory, however often.
  const before = memory().buffer.byteLength;
  for (let i = 0; i < 20_000; i++) {
    const one = call(`${counters}[constructor]counter`, i);
    expect(label(one)).toBe(String(i));
    call(`${counters}[dtor]counter`, rep(one));
    reps.delete(one);
  }
  expect(memory().buffer.byteLength).toBe(before);

  log.length = 0;
  expect(call("test:counter/users#use-borrowed", 42)).toBe(7);
  expect(log).toEqual(["write 42 hello", "drop sink 42"]);
});

const textAt = (memory: WebAssembly.Memory, at: number, len: number): string =>
  new TextDecoder().decode(new Uint8Array(memory.buffer, at, len));
