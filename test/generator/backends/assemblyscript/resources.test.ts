/** Handles in both directions: who holds them, and when they are dropped. */

import { describe, expect, it } from "vitest";
import type {} from "../../../../runtime-host/src/webassembly.js";
import { compile, runtimes } from "../../../compile/assemblyscript.js";
import { requireTool } from "../../../support/toolchain.js";
import { sdkFor } from "./generate.js";

const wit = `
package test:things;
interface tools {
  resource pin {
    constructor(line: u32);
    write: func(high: bool);
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
import { Counter, Counters, exportCounters } from "./exports/things/counters";
import { Pin, give } from "./things/tools";
import { Tuple2 } from "./tuples";

let live: u32 = 0;
const kept: Array<Pin> = [];

class MyCounter extends Counter {
  constructor(public value: u32) {
    super();
    live++;
  }
  add(by: u32): u32 {
    this.value += by;
    return this.value;
  }
  name(): string | null {
    return this.value == 0 ? null : "counter " + this.value.toString();
  }
  dispose(): void {
    live--;
  }
}

class App implements Counters {
  newCounter(start: u32): Counter {
    return new MyCounter(start);
  }
  counterSum(a: Counter, b: Counter): Counter {
    const sum = new MyCounter((a as MyCounter).value + (b as MyCounter).value);
    a.close();
    return sum;
  }
  watch(pin: Pin): u32 {
    pin.write(true);
    const twin = Pin.twin(pin);
    give(twin);
    return twin.isClosed ? 1 : 0;
  }
  keep(pin: Pin): void {
    kept.push(pin);
    const own = Pin.create(7);
    own.write(false);
    own.close();
    own.close();
  }
  returnKept(): Array<Pin> {
    return kept.splice(0);
  }
  pair(): Tuple2<Counter, Counter> {
    return new Tuple2<Counter, Counter>(new MyCounter(1), new MyCounter(2));
  }
  live(): u32 {
    return live;
  }
}
exportCounters(new App());
`;

/** Handles of the host's pins that the guest holds, and of the guest's counters that the host holds. */
function instantiate(wasm: Uint8Array) {
  const pins = new Map<number, number>();
  const reps = new Map<number, number>();
  const log: string[] = [];
  let next = 1;
  const mint = (line: number): number => {
    pins.set(next, line);
    return next++;
  };
  const line = (handle: number): number => {
    const found = pins.get(handle);
    if (found === undefined) throw new Error(`no pin ${handle}`);
    return found;
  };
  const drop = (handle: number): void => {
    log.push(`drop ${line(handle)}`);
    pins.delete(handle);
  };
  const call = (name: string, ...args: readonly number[]): number => {
    const found = instance.exports[name];
    if (typeof found !== "function") throw new Error(`no export '${name}'`);
    return Number(Reflect.apply(found, undefined, args));
  };
  const dropCounter = (handle: number): void => {
    const rep = reps.get(handle);
    if (rep === undefined) throw new Error(`no counter ${handle}`);
    reps.delete(handle);
    call("test:things/counters#[dtor]counter", rep);
  };
  const instance: WebAssembly.Instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)), {
    "test:things/tools": {
      "[constructor]pin": mint,
      "[method]pin.write": (handle: number, high: number) => {
        log.push(`write ${line(handle)} ${high}`);
      },
      "[static]pin.twin": (handle: number) => mint(line(handle) + 100),
      "[resource-drop]pin": drop,
      give: (handle: number) => {
        log.push(`given ${line(handle)}`);
        pins.delete(handle);
      },
    },
    "[export]test:things/counters": {
      "[resource-new]counter": (rep: number) => {
        reps.set(next, rep);
        return next++;
      },
      "[resource-rep]counter": (handle: number) => reps.get(handle),
      "[resource-drop]counter": dropCounter,
    },
  });
  call("_initialize");
  const own = (name: string, ...args: readonly number[]): number => call(`test:things/counters#${name}`, ...args);
  const repOf = (handle: number): number => reps.get(handle) ?? Number.NaN;
  const { memory } = instance.exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("no memory");
  const words = (at: number, count: number): readonly number[] => [...new Uint32Array(memory.buffer, at, count)];
  const text = (at: number, length: number): string =>
    new TextDecoder().decode(new Uint8Array(memory.buffer, at, length));
  return { pins, reps, log, mint, own, repOf, dropCounter, words, text };
}

describe.each(runtimes)("resources with the runtime %s", (runtime) => {
  const start = () => {
    const compiled = compile(requireTool("asc"), sdkFor(wit, app), runtime);
    expect(compiled.messages).toBe("");
    return instantiate(compiled.wasm);
  };

  it("keep exported objects until their last handle is dropped", () => {
    const host = start();
    const a = host.own("[constructor]counter", 40);
    const b = host.own("[constructor]counter", 1);
    expect(host.own("[method]counter.add", host.repOf(a), 1)).toBe(41);
    const sum = host.own("[static]counter.sum", a, host.repOf(b));
    expect([...host.reps.keys()]).toEqual([b, sum]);
    expect(host.own("[method]counter.add", host.repOf(sum), 0)).toBe(42);
    expect(host.own("live")).toBe(2);
    host.dropCounter(b);
    host.dropCounter(sum);
    expect(host.own("live")).toBe(0);
  });

  it("return several handles and an optional string", () => {
    const host = start();
    const [first = 0, second = 0] = host.words(host.own("pair"), 2);
    expect(host.reps.size).toBe(2);
    const at = host.own("[method]counter.name", host.repOf(second));
    const [tag = 0, pointer = 0, length = 0] = host.words(at, 3);
    expect([tag, host.text(pointer, length)]).toEqual([1, "counter 2"]);
    host.dropCounter(first);
    expect(host.own("live")).toBe(1);
  });

  it("close what was lent and give away what is passed on", () => {
    const host = start();
    expect(host.own("watch", host.mint(5))).toBe(1);
    expect(host.log).toEqual(["write 5 1", "given 105", "drop 5"]);
    expect(host.pins.size).toBe(0);
  });

  it("hold what was given until they return it", () => {
    const host = start();
    host.own("keep", host.mint(1));
    host.own("keep", host.mint(2));
    expect(host.log).toEqual(["write 7 0", "drop 7", "write 7 0", "drop 7"]);
    const [at = 0, count = 0] = host.words(host.own("return-kept"), 2);
    expect(host.words(at, count).map((handle) => host.pins.get(handle))).toEqual([1, 2]);
  });
});
