/** The arena of a Zig guest as an allocator, and on the heap. */
import { describe, expect, it } from "vitest";
import { coreGuests } from "../core-guests.js";
import { arena, list, startMemory } from "../memory-guest.js";

const memory = { guest: coreGuests.zig, own: list };

it("is an allocator, whose last block grows where it is", { timeout: 120_000 }, (context) => {
  const { call } = startMemory(memory, arena, context);
  const left = call("list", 8);
  expect(left).toBeLessThanOrEqual(32);
  expect(call("list", 17)).toBe(0);
  expect(call("left")).toBe(64);
});

describe("the arena on the heap", () => {
  const heap = new Map([
    ["arena-bytes", "64"],
    ["realloc", "heap"],
  ]);

  it("has room for what the fixed block has not, and the same room again after each call", {
    timeout: 120_000,
  }, (context) => {
    const { call, bytes } = startMemory(memory, heap, context);
    expect(call("status", 300_000)).toBe(0);
    const after = bytes().length;
    for (let i = 0; i < 50; i++) expect(call("status", 300_000)).toBe(0);
    expect(bytes().length).toBe(after);
    expect(call("first")).toBe(call("first"));
  });

  it("takes back what was handed out since a mark, in another block too", { timeout: 120_000 }, (context) => {
    const { call } = startMemory(memory, heap, context);
    expect(call("again", 40)).toBe(1);
    expect(call("again", 100_000)).toBe(1);
  });

  it("holds an argument that is larger than the fixed block", { timeout: 120_000 }, (context) => {
    const { call } = startMemory(memory, heap, context);
    const at = call("cabi_realloc", 0, 0, 8, 100_000);
    expect(at % 8).toBe(0);
    expect(call("cabi_realloc", at, 100_000, 8, 90_000)).toBe(at);
    expect(call("take", at, 90_000)).toBeGreaterThan(0);
    const first = call("first");
    expect(call("cabi_realloc", 0, 0, 1, 1)).toBe(first);
  });

  it("moves a block that cannot grow where it is, with what is in it", { timeout: 120_000 }, (context) => {
    const { call, bytes } = startMemory(memory, heap, context);
    expect(call("list", 20_000)).toBeGreaterThan(0);
    const old = call("cabi_realloc", 0, 0, 4, 16);
    bytes().fill(7, old, old + 16);
    const moved = call("cabi_realloc", old, 16, 4, 50_000);
    expect(moved).not.toBe(old);
    expect([...bytes().slice(moved, moved + 16)]).toEqual(Array.from({ length: 16 }, () => 7));
  });

  it("traps on sizes that wrap", { timeout: 120_000 }, (context) => {
    const { call } = startMemory(memory, heap, context);
    expect(() => call("cabi_realloc", 0, 0, 8, -8)).toThrow(WebAssembly.RuntimeError);
    expect(() => call("cabi_realloc", 0, 0, 0x4000_0000, 8)).toThrow(WebAssembly.RuntimeError);
  });
});
