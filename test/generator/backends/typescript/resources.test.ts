/** Handles in both directions: who holds them, and when they are dropped. */
import { beforeAll, expect, it } from "vitest";
import { bundle } from "./bundle.js";
import { FakeEngine } from "./fake-engine.js";
import { sdkFor } from "./generate.js";

const wit = `
package test:things;
interface tools {
  enum failure { jammed, lost }
  resource pin {
    constructor(line: u32);
    write: func(high: bool) -> result<_, failure>;
    twin: static func(of: borrow<pin>) -> pin;
  }
  give: func(pin: pin);
}
interface counters {
  use tools.{pin};
  resource counter {
    constructor(start: u32);
    add: func(by: u32) -> u32;
    name: func() -> option<string>;
    sum: static func(a: counter, b: borrow<counter>) -> counter;
  }
  watch: func(pin: borrow<pin>) -> u32;
  keep: func(pin: pin);
  return-kept: func() -> list<pin>;
  pair: func() -> tuple<counter, counter>;
  live: func() -> u32;
}
world app {
  import tools;
  export counters;
}`;

const app = `
import { type Counter, exportCounters } from "./exports/things/counters.js";
import { OcreError } from "./runtime/errors.js";
import { Pin, give } from "./things/tools.js";

let live = 0;
const kept: Pin[] = [];

class MyCounter implements Counter {
  constructor(public value: number) {
    live++;
  }
  static sum(a: MyCounter, b: MyCounter): MyCounter {
    return new MyCounter(a.value + b.value);
  }
  add(by: number): number {
    return (this.value += by);
  }
  name(): string | undefined {
    return this.value === 0 ? undefined : \`counter \${this.value}\`;
  }
  [Symbol.dispose](): void {
    live--;
  }
}

exportCounters({
  Counter: MyCounter,
  watch(pin) {
    pin.write(true);
    const twin = Pin.twin(pin);
    give(twin);
    try {
      twin.write(true);
    } catch (error) {
      return error instanceof TypeError && twin.isClosed ? 1 : 2;
    }
    return 0;
  },
  keep(pin) {
    kept.push(pin);
    using own = new Pin(7);
    try {
      own.write(false);
    } catch (error) {
      if (!(error instanceof OcreError) || error.code !== "jammed") throw error;
    }
    own.close();
    own.close();
  },
  returnKept: () => kept.splice(0),
  pair: () => [new MyCounter(1), new MyCounter(2)],
  live: () => live,
});
`;

let script = "";
beforeAll(async () => {
  script = await bundle([...sdkFor(wit), { path: "app.ts", text: app }]);
});

/** Handles of the host's pins that the guest holds, and of the guest's counters that the host holds. */
class Host {
  readonly pins = new Map<number, number>();
  readonly reps = new Map<number, number>();
  readonly log: string[] = [];
  readonly engine: FakeEngine;
  /** What writing answers: 0 for ok, else the number of the case plus one. */
  failure = 0;
  #next = 1;

  constructor() {
    this.engine = new FakeEngine((module, name) => this.#function(module, name));
    this.engine.run(script);
  }

  mint(line: number): number {
    this.pins.set(this.#next, line);
    return this.#next++;
  }

  call(name: string, ...args: readonly number[]): number {
    return this.engine.call(`test:things/counters#${name}`, args, (returned) => Number(returned));
  }

  rep(handle: number): number {
    return this.reps.get(handle) ?? Number.NaN;
  }

  dropCounter(handle: number): void {
    const rep = this.rep(handle);
    this.reps.delete(handle);
    this.call("[dtor]counter", rep);
  }

  words(at: number, count: number): readonly number[] {
    return [...new Uint32Array(this.engine.memory().slice(at, at + 4 * count))];
  }

  #line(handle: number): number {
    const line = this.pins.get(handle);
    if (line === undefined) throw new Error(`no pin ${handle}`);
    return line;
  }

  #function(module: string, name: string): (...args: readonly (number | bigint)[]) => number | undefined {
    const all: Record<string, (a: number, b: number, c: number) => number | undefined> = {
      "[constructor]pin": (line) => this.mint(line),
      "[method]pin.write": (handle, high, area) => {
        this.log.push(`write ${this.#line(handle)} ${high}`);
        const bytes = new Uint8Array(this.engine.memory());
        bytes[area] = this.failure === 0 ? 0 : 1;
        bytes[area + 1] = this.failure === 0 ? 0xff : this.failure - 1;
        return undefined;
      },
      "[static]pin.twin": (handle) => this.mint(this.#line(handle) + 100),
      "[resource-drop]pin": (handle) => {
        this.log.push(`drop ${this.#line(handle)}`);
        this.pins.delete(handle);
        return undefined;
      },
      give: (handle) => {
        this.log.push(`given ${this.#line(handle)}`);
        this.pins.delete(handle);
        return undefined;
      },
      "[resource-new]counter": (rep) => {
        this.reps.set(this.#next, rep);
        return this.#next++;
      },
      "[resource-rep]counter": (handle) => this.rep(handle),
      "[resource-drop]counter": (handle) => {
        this.dropCounter(handle);
        return undefined;
      },
    };
    const found = all[name];
    if (found === undefined) throw new Error(`the host has no '${module} ${name}'`);
    return (...args) => {
      const [a = 0, b = 0, c = 0] = args.map(Number);
      return found(a, b, c);
    };
  }
}

it("keeps exported objects until their last handle is dropped", () => {
  const host = new Host();
  const a = host.call("[constructor]counter", 40);
  const b = host.call("[constructor]counter", 1);
  expect(host.call("[method]counter.add", host.rep(a), 1)).toBe(41);
  const sum = host.call("[static]counter.sum", a, host.rep(b));
  // What the host gave away belongs to the app, which forgot it without an end of its own.
  expect([...host.reps.keys()]).toEqual([b, sum]);
  expect(host.call("[method]counter.add", host.rep(sum), 0)).toBe(42);
  expect(host.call("live")).toBe(3);
  host.dropCounter(b);
  host.dropCounter(sum);
  expect(host.call("live")).toBe(1);
});

it("returns several handles and an optional string", () => {
  const host = new Host();
  const [first = 0, second = 0] = host.words(host.call("pair"), 2);
  expect(host.reps.size).toBe(2);
  const text = host.engine.call("test:things/counters#[method]counter.name", [host.rep(second)], (at) => {
    const [tag = 0, pointer = 0, length = 0] = host.words(Number(at), 3);
    return [tag, host.engine.decode(pointer, length)];
  });
  expect(text).toEqual([1, "counter 2"]);
  host.dropCounter(first);
  expect(host.call("live")).toBe(1);
});

it("closes what was lent, and what is passed on is of no use any more", () => {
  const host = new Host();
  expect(host.call("watch", host.mint(5))).toBe(1);
  expect(host.log).toEqual(["write 5 1", "given 105", "drop 5"]);
  expect(host.pins.size).toBe(0);
});

it("holds what was given until it is returned", () => {
  const host = new Host();
  host.call("keep", host.mint(1));
  host.failure = 1;
  host.call("keep", host.mint(2));
  expect(host.log).toEqual(["write 7 0", "drop 7", "write 7 0", "drop 7"]);
  const lines = host.engine.call("test:things/counters#return-kept", [], (at) => {
    const [pointer = 0, count = 0] = host.words(Number(at), 2);
    return host.words(pointer, count).map((handle) => host.pins.get(handle));
  });
  expect(lines).toEqual([1, 2]);
});

it("throws on what an app did not expect, also through what it exports", () => {
  const host = new Host();
  host.failure = 2;
  expect(() => host.call("keep", host.mint(1))).toThrow("lost");
  host.failure = 0;
  expect(() => host.call("[method]counter.add", 99, 1)).toThrow("no such object");
});
