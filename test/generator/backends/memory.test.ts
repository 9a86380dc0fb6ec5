/** The memory that a guest with an arena lends the host: handed out in order, given back by mark and release, never more than there is. */
import { describe, expect, it } from "vitest";
import { generate } from "../../../generator/src/backend/driver.js";
import { type CoreGuest, coreGuests, fromText, ourWorld } from "./core-guests.js";
import { arena, into, list, type MemoryGuest, memoryWit, startMemory } from "./memory-guest.js";

const { c, cpp, zig, d } = coreGuests;

interface Row extends MemoryGuest {
  /** What is left of 64 bytes when an argument of 24 came in; in C++ with 1,000 for each global object that was constructed. */
  readonly taken: number;
  /** Where its diagnostics begin: C and C++ have theirs together. */
  readonly code: string;
}

const rows: readonly Row[] = [
  { guest: c, own: into, taken: 40, code: "c" },
  { guest: cpp, own: into, taken: 1040, code: "c" },
  { guest: zig, own: list, taken: 40, code: "zig" },
  { guest: d, own: list, taken: 40, code: "d" },
];
const titled = rows.map((row) => [row.guest.title, row] as const);

describe.each(titled)("the arena in %s", (_, row) => {
  it("hands out blocks one after the other", { timeout: 120_000 }, (context) => {
    expect(startMemory(row, arena, context).call("apart", 10)).toBe(10);
  });

  it("is empty again when an export returns", { timeout: 120_000 }, (context) => {
    const { call } = startMemory(row, arena, context);
    expect(call("apart", 10)).toBe(10);
    const before = call("first");
    expect(call("first")).toBe(before);
    expect(call("left")).toBe(64);
  });

  it("holds the arguments of an export while it runs", { timeout: 120_000 }, (context) => {
    const { call } = startMemory(row, arena, context);
    for (let i = 0; i < 3; i++) {
      const at = call("cabi_realloc", 0, 0, 1, 24);
      expect(call("take", at, 24)).toBe(row.taken);
    }
    expect(call("left")).toBe(64);
  });

  it("takes back what was handed out since a mark", { timeout: 120_000 }, (context) => {
    expect(startMemory(row, arena, context).call("again", 40)).toBe(1);
  });

  it("answers too-large before a call whose answer cannot fit", { timeout: 120_000 }, (context) => {
    const { call, calls } = startMemory(row, arena, context);
    expect(call("status", 64)).toBe(0);
    expect(call("status", 65)).toBe(2);
    expect(calls()).toBe(1);
  });

  it("traps when the host asks for more than there is, or for a size that wraps", { timeout: 120_000 }, (context) => {
    const { call } = startMemory(row, arena, context);
    expect(() => call("cabi_realloc", 0, 0, 1, 65)).toThrow(WebAssembly.RuntimeError);
    expect(() => call("cabi_realloc", 0, 0, 8, -8)).toThrow(WebAssembly.RuntimeError);
    expect(() => call("cabi_realloc", 0, 0, 0x4000_0000, 8)).toThrow(WebAssembly.RuntimeError);
  });

  it("aligns, and grows the last block where it is", { timeout: 120_000 }, (context) => {
    const { call } = startMemory(row, arena, context);
    call("cabi_realloc", 0, 0, 1, 3);
    const at = call("cabi_realloc", 0, 0, 8, 8);
    expect(at % 8).toBe(0);
    expect(call("cabi_realloc", at, 8, 8, 16)).toBe(at);
    const next = call("cabi_realloc", 0, 0, 1, 1);
    expect(next).toBe(at + 16);
    expect(call("cabi_realloc", at, 16, 8, 20)).toBeGreaterThan(next);
  });

  it("below a constant bound is refused", () => {
    const bound = memoryWit(row.own).replace("@bounds len", "@bounds 128");
    const { plan, files, diagnostics } = fromText(row.guest, bound, { options: arena });
    expect(files).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual([`${row.code}/arena-too-small`]);
    const many = generate(row.guest.backend, plan, { options: new Map([["arena-bytes", "many"]]) });
    expect(many.diagnostics.map(({ code }) => code)).toEqual([`${row.code}/arena-bytes`]);
  });
});

interface Waits {
  readonly guest: CoreGuest;
  readonly path: string;
  /** Finds the line after the head of `wait`. */
  readonly head: RegExp;
  readonly reset: string;
}

const waits: readonly Waits[] = [
  {
    guest: c,
    path: "ocre/system.h",
    head: /ocre_system_events_wait\(uint32_t timeout_ms\) \{\n(.*)/,
    reset: "okrt_reset();",
  },
  {
    guest: zig,
    path: "ocre/system/events.zig",
    head: /pub fn wait\([^{]*\{[^}]*\}\);\n(.*)/,
    reset: "wit.arena.reset();",
  },
  { guest: d, path: "ocre/system/events.d", head: / wait\([^{]*\{\n(.*)/, reset: "wit.arena.reset();" },
];

it.each(waits.map((row) => [row.guest.title, row] as const))(
  "a command in %s holds nothing of the host's between two events",
  (_, { guest, path, head, reset }) => {
    const text = ourWorld(guest, "command").files.find((f) => f.path === path)?.text ?? "";
    expect(head.exec(text)?.[1]?.trim()).toBe(reset);
    expect(text.split(reset)).toHaveLength(2);
  },
);
