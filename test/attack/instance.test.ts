/** A guest that is to end and does not want to: exceptions caught, allocators that call out, and what is left behind. */
import { createInstanceRuntime, dropAll, GuestExit, type InstanceRuntime, WasmTrap } from "@ocrekit/host/rt";
import { beforeEach, describe, expect, it } from "vitest";

const allowed = { allowed: true, args: [], live: true } as const;
const everything = { scope: () => ({ admitted: true, check1: () => allowed, check: () => allowed }) };

interface Guest {
  rt: InstanceRuntime;
  /** What the guest does when it is asked for memory. */
  realloc: () => number;
  buffer: ArrayBuffer;
}

function guest(): Guest {
  const made: Guest = {
    rt: createInstanceRuntime({ decider: everything, limits: { handles: 4, callBytes: 1024 } }),
    realloc: () => 64,
    buffer: new ArrayBuffer(4096),
  };
  const memory = {
    get buffer() {
      return made.buffer;
    },
  };
  made.rt.attach({ exports: { memory, cabi_realloc: () => made.realloc() } });
  return made;
}

const caught = (work: () => unknown): unknown => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
};

describe("a guest whose allocator attacks", () => {
  let attacker: Guest;
  beforeEach(() => {
    attacker = guest();
  });

  it("stays dead after it called an import from there and caught the trap", () => {
    const { rt } = attacker;
    attacker.realloc = () => {
      expect(caught(() => rt.memory.enter())).toBeInstanceOf(WasmTrap);
      return 64;
    };
    expect(() => rt.memory.alloc(8, 4)).toThrow("the guest called an import from its allocator");
    expect(() => rt.memory.enter()).toThrow("the guest called an import from its allocator");
    expect(rt.death?.message).toMatch(/from its allocator/);
  });

  it.each([
    ["beyond memory", 4090, 8, 1],
    ["at the last address", -1, 1, 1],
    ["with a negative address", -8, 8, 8],
    ["that is not aligned", 65, 8, 8],
    ["at the end, for one byte", 4096, 1, 1],
  ])("cannot hand out a block %s", (_, at, size, align) => {
    attacker.realloc = () => at;
    expect(() => attacker.rt.memory.alloc(size, align)).toThrow(WasmTrap);
    expect(attacker.rt.death).toBeInstanceOf(WasmTrap);
  });

  it("may hand out an empty block at the very end, and gets nothing written there", () => {
    attacker.realloc = () => 4096;
    expect(attacker.rt.memory.lowerString("")).toBe(4096);
    expect(attacker.rt.memory.lowerBytes(new Uint8Array())).toBe(4096);
  });

  it("finds its data in the new memory when it grows in between", () => {
    const { rt } = attacker;
    for (const text of ["short", "é", "x".repeat(100)]) {
      attacker.realloc = () => {
        const bytes = new Uint8Array(attacker.buffer.byteLength + 4096);
        bytes.set(new Uint8Array(attacker.buffer));
        // Growing detaches the old buffer.
        structuredClone(attacker.buffer, { transfer: [attacker.buffer] });
        attacker.buffer = bytes.buffer;
        return 64;
      };
      const at = rt.memory.lowerString(text);
      expect(Buffer.from(attacker.buffer, at, rt.memory.lowered).toString()).toBe(text);
    }
  });

  it("is not entered again after it never came back", () => {
    attacker.realloc = () => {
      throw new RangeError("Maximum call stack size exceeded");
    };
    expect(() => attacker.rt.memory.alloc(1, 1)).toThrow(RangeError);
    expect(() => attacker.rt.memory.enter()).toThrow(WasmTrap);
  });
});

describe("a guest that catches what ends it", () => {
  it("has not returned well after a trap", () => {
    const { rt } = guest();
    rt.enter("run");
    const trap = caught(() => rt.memory.string(4000, 4000));
    expect(trap).toBeInstanceOf(WasmTrap);
    expect(() => rt.leave()).toThrow(WasmTrap);
    expect(() => rt.enter("again")).toThrow();
  });

  it("ends with the code that it gave to exit", () => {
    const { rt } = guest();
    rt.enter("run");
    expect(caught(() => rt.fault(new GuestExit(7), "exit"))).toBeInstanceOf(GuestExit);
    expect(caught(() => rt.leave())).toMatchObject({ code: 7 });
    expect(caught(() => rt.memory.enter())).toMatchObject({ code: 7 });
  });
});

describe("names that are remembered", () => {
  const put = ({ buffer }: Guest, at: number, bytes: readonly number[]): void => {
    new Uint8Array(buffer).set(bytes, at);
  };

  it("are never mistaken for others of the same slot", () => {
    const one = guest();
    // Equal lengths and equal sums of `31 * hash + byte`.
    const same = ["Aa", "BB", "C#"];
    for (const text of [...same, ...same.toReversed(), ...same]) {
      put(one, 8, [...Buffer.from(text)]);
      one.rt.memory.enter();
      expect(one.rt.memory.name(8, 2)).toBe(text);
    }
  });

  it("are what the bytes say, for every two bytes of UTF-8", () => {
    const one = guest();
    const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    for (let first = 0; first < 256; first += 1) {
      for (const second of [0, 0x41, 0x7f, 0x80, 0xa9, 0xbf, 0xc3, 0xff]) {
        const bytes = [first, second];
        const expected = caught(() => strict.decode(Uint8Array.from(bytes))) === undefined;
        const attacked = expected ? one : guest();
        put(attacked, 8, bytes);
        attacked.rt.memory.enter();
        if (expected) expect(attacked.rt.memory.name(8, 2)).toBe(strict.decode(Uint8Array.from(bytes)));
        else expect(() => attacked.rt.memory.name(8, 2)).toThrow("not valid UTF-8");
      }
    }
  });

  it.each([
    ["an overlong slash", [0xc0, 0xaf]],
    ["an overlong NUL", [0xc0, 0x80]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["two surrogates", [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
    ["a code point beyond the last", [0xf4, 0x90, 0x80, 0x80]],
    ["a character cut off", [0xe2, 0x82]],
    ["a lone continuation", [0x80]],
  ])("are not made of %s", (_, bytes) => {
    for (const read of ["name", "string"] as const) {
      const one = guest();
      put(one, 8, bytes);
      one.rt.memory.enter();
      expect(() => one.rt.memory[read](8, bytes.length)).toThrow("not valid UTF-8");
    }
  });

  it("keep a byte order mark, a replacement character and a NUL as they are", () => {
    const one = guest();
    for (const text of ["\ufeffx", "\ufffd", "a\0b"]) {
      put(one, 8, [...Buffer.from(text)]);
      one.rt.memory.enter();
      expect(one.rt.memory.name(8, Buffer.byteLength(text))).toBe(text);
    }
  });
});

describe("a call that passes more than it may", () => {
  it("is a limit that kills, however the bytes are split, and elements without bytes count", () => {
    const one = guest();
    one.rt.memory.enter();
    one.rt.memory.bytes(0, 1000);
    expect(() => one.rt.memory.bytes(0, 100)).toThrow(expect.objectContaining({ kind: "limit" }));
    const two = guest();
    two.rt.memory.enter();
    expect(() => two.rt.memory.readable(0, -1, 0, 1)).toThrow(expect.objectContaining({ kind: "limit" }));
    const three = guest();
    three.rt.memory.enter();
    expect(() => three.rt.memory.readable(0, 0x4000_0001, 4, 4)).toThrow("outside of memory");
  });
});

describe("what a full table of handles cannot take", () => {
  it("is dropped, also when it is the proxy of an object elsewhere", () => {
    const dropped: string[] = [];
    const proxy = (name: string): object =>
      new Proxy(() => undefined, { get: (_, field) => (field === "drop" ? () => dropped.push(name) : undefined) });
    dropAll(proxy("one"));
    dropAll([proxy("two"), { inside: proxy("three") }, new Map([["k", proxy("four")]])]);
    dropAll({ drop: () => dropped.push("five") });
    for (const nothing of [undefined, null, 1, "text", new Uint8Array(2), () => undefined]) dropAll(nothing);
    expect(dropped).toEqual(["one", "two", "three", "four", "five"]);
  });
});
