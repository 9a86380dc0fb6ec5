/** The arena of a D guest as the memory of its answers. */
import { expect, it } from "vitest";
import { coreGuests } from "../core-guests.js";
import { arena, list, startMemory } from "../memory-guest.js";

it("makes arrays for answers, and traps when there is no room", { timeout: 120_000 }, (context) => {
  const { call } = startMemory({ guest: coreGuests.d, own: list }, arena, context);
  expect(call("list", 16)).toBe(16);
  expect(call("left")).toBe(64);
  expect(() => call("list", 17)).toThrow(WebAssembly.RuntimeError);
  expect(() => call("list", 0x4000_0001)).toThrow(WebAssembly.RuntimeError);
});
