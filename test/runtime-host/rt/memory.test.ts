/** Guest memory through the eyes of the host: strings, budgets, views. */
import { GuestMemory, WasmTrap } from "@ocrekit/host/rt";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";

const size = 4096;
let buffer: ArrayBuffer;
let memory: GuestMemory;

beforeEach(() => {
  buffer = new ArrayBuffer(size);
  memory = new GuestMemory(size);
  let top = 0;
  memory.attach({ buffer }, (_old, _oldSize, align, bytes) => {
    const at = Math.ceil(top / align) * align;
    top = at + bytes;
    return at;
  });
});

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes that are often UTF-8, and often nearly. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 80 }),
  fc.string({ unit: "binary", maxLength: 40 }).map((text) => new TextEncoder().encode(text)),
  fc
    .array(fc.constantFrom(0xef, 0xbb, 0xbf, 0xbd, 0xed, 0xa0, 0x80, 0xf0, 0x9f, 0x61, 0xc0), { maxLength: 12 })
    .map((list) => Uint8Array.from(list)),
);

describe("a string", () => {
  it.each(["string", "name"] as const)("is what a strict decoder makes of its bytes, read as %s", (how) => {
    fc.assert(
      fc.property(bytes, fc.nat(100), (list, at) => {
        const fresh = new GuestMemory(size);
        fresh.attach({ buffer }, undefined);
        new Uint8Array(buffer).set(list, at);
        const expected = decoded(list);
        // Twice: the second time a name comes from the cache.
        for (let i = 0; i < 2; i++) {
          fresh.enter();
          if (expected !== undefined) expect(fresh[how](at, list.length)).toBe(expected);
          else {
            expect(() => fresh[how](at, list.length)).toThrow("not valid UTF-8");
            return;
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("is lowered as an encoder does it, lone surrogates replaced", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 40 }),
        (text) => {
          const at = memory.lowerString(text);
          expect(new Uint8Array(buffer, at, memory.lowered)).toEqual(new TextEncoder().encode(text));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("a list of bytes", () => {
  it("is a copy, or a view when asked for one", () => {
    new Uint8Array(buffer).set([1, 2, 3], 8);
    const copy = memory.bytes(8, 3);
    const view = memory.view(8, 3);
    new Uint8Array(buffer)[8] = 9;
    expect([...copy]).toEqual([1, 2, 3]);
    expect([...view]).toEqual([9, 2, 3]);
    expect(Object.getPrototypeOf(copy)).toBe(Uint8Array.prototype);
    expect(copy.buffer.byteLength).toBe(3);
  });
});

describe("an address", () => {
  it("outside of memory or not aligned is never read or written", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.constantFrom(1, 2, 4, 8), (at, length, align) => {
        const untouched = new GuestMemory(2 ** 33);
        untouched.attach({ buffer }, undefined);
        const [start, count] = [at >>> 0, length >>> 0];
        const inside = start + count * align <= size;
        const good = inside && start % align === 0;
        const reads = () => untouched.readable(at, length, align, align);
        if (good) expect(reads).not.toThrow();
        else expect(reads).toThrow(WasmTrap);
      }),
      { numRuns: 2000 },
    );
  });

  it("at the end of memory is good for nothing but an empty list", () => {
    expect(memory.string(size, 0)).toBe("");
    expect(() => memory.string(size, 1)).toThrow(WasmTrap);
  });
});

describe("the budget of a call", () => {
  it("counts what the host reads, and begins anew with the next call", () => {
    const small = new GuestMemory(100);
    small.attach({ buffer }, undefined);
    small.enter();
    small.string(0, 60);
    small.bytes(0, 40);
    small.enter();
    small.readable(0, 25, 4, 4);
    expect(() => small.string(0, 1)).toThrow(expect.objectContaining({ kind: "limit" }));
    expect(() => small.enter()).toThrow(WasmTrap);
  });

  it("counts elements that have no bytes", () => {
    expect(() => memory.readable(0, 0xffff_ffff, 0, 1)).toThrow(expect.objectContaining({ kind: "limit" }));
  });
});
