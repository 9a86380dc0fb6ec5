/** Answers of the host in a buffer of a C app, and malloc of a libc instead of the arena. */
import { describe, expect, it } from "vitest";
import { type Context, coreGuests, ourWorld } from "../core-guests.js";
import { arena, into, startMemory } from "../memory-guest.js";

const start = (options: ReadonlyMap<string, string | boolean>, context: Context, flags?: string) =>
  startMemory({ guest: coreGuests.c, own: into }, options, context, flags);

describe("a buffer of the caller", () => {
  it("receives the answer, and the arena nothing", { timeout: 120_000 }, (context) => {
    expect(start(arena, context).call("into", 32)).toBe(1);
  });

  it("needs no arena", { timeout: 120_000 }, (context) => {
    const { call } = start(new Map([["realloc", "none"]]), context, "-DOKRT_INTO\n");
    expect(call("into", 32)).toBe(1);
    expect(call("left")).toBe(0);
    expect(() => call("into", 33)).toThrow(WebAssembly.RuntimeError);
  });

  it("is never written past its end", { timeout: 120_000 }, (context) => {
    const { call, calls } = start(arena, context);
    expect(call("into", 33)).toBe(0);
    expect(calls()).toBe(0);
  });
});

describe("malloc of a libc", () => {
  // The first build of a clone compiles the libc as well.
  it("serves the host, and is freed when an export returns", { timeout: 300_000 }, (context) => {
    const { call } = start(new Map([["realloc", "libc"]]), context);
    expect(call("again", 40)).toBe(1);
    const first = call("first");
    for (let i = 0; i < 5000; i++) expect(call("status", 4000)).toBe(0);
    expect(call("first")).toBe(first);
    expect(call("into", 32)).toBe(1);
  });
});

it("without an arena there is nothing to give up between two events", () => {
  const { files } = ourWorld(coreGuests.c, "command", new Map([["realloc", "none"]]));
  const header = files.find((f) => f.path === "ocre/system.h")?.text ?? "";
  const [, first] = /ocre_system_events_wait\(uint32_t timeout_ms\) \{\n(.*)/.exec(header) ?? [];
  expect(first).toBeDefined();
  expect(first).not.toContain("okrt_reset");
});
