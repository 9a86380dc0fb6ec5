/** Modules whose authors want more of the host than their limits say, or to be read differently than they run. */
import { capMemory, pageBytes, readModule, WasmFormatError } from "ocrekit/wasm";
import { describe, expect, it } from "vitest";
import { importTable } from "../../runtime-host/src/gen/index.js";
import { checkImports, limitMemory } from "../../runtime-host/src/run/app.js";
import { assemble } from "./guests.js";

/** Enough of what a table or memory of a running module can do. */
interface Growing {
  readonly length: number;
  grow(by: number): number;
}

function instantiate(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  return new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)), {}).exports;
}

const isGrowing = (value: unknown): value is Growing =>
  typeof value === "object" && value !== null && "length" in value && "grow" in value;

function tables(bytes: Uint8Array): readonly Growing[] {
  return Object.values(instantiate(bytes)).filter(isGrowing);
}

describe("tables", () => {
  it("do not take what the memory may not: a huge one is refused like a huge memory", () => {
    const huge = assemble(`(module (memory 1) (table 1000000 funcref))`);
    expect(capMemory(huge, 16)).toMatchObject({ ok: false, reason: "too-large" });
    expect(limitMemory(huge, 1 << 20)).toMatchObject({ message: expect.stringContaining("of memory at its start") });
  });

  it("are refused when many small ones are a huge one", () => {
    const many = assemble(`(module ${"(table 60000 externref)".repeat(20)})`);
    expect(capMemory(many, 16)).toMatchObject({ ok: false, reason: "too-large" });
  });

  it.each([1, 2, 5])("cannot grow beyond the limit together, be they %i", (count) => {
    const text = Array.from({ length: count }, (_, i) => `(table (export "t${i}") 10 funcref)`).join(" ");
    const capped = capMemory(assemble(`(module ${text})`), 1);
    if (!capped.ok) throw new Error(capped.reason);
    const grown = tables(capped.bytes);
    expect(grown).toHaveLength(count);
    for (const table of grown) {
      expect(() => table.grow(10_000_000 - 10)).toThrow();
      for (let step = 1 << 16; step >= 1; step >>= 1) {
        try {
          for (;;) table.grow(step);
        } catch {
          // Full for this step.
        }
      }
    }
    expect(grown.reduce((sum, { length }) => sum + length, 0) * 16).toBeLessThanOrEqual(pageBytes + 16 * count);
  });

  it("keep a smaller maximum of their own, and their elements", () => {
    const capped = capMemory(
      assemble(`(module (table (export "t") 2 3 funcref) (func $f) (elem (i32.const 1) $f) (memory 1))`),
      1,
    );
    if (!capped.ok) throw new Error(capped.reason);
    const [table] = tables(capped.bytes);
    expect(table?.grow(1)).toBe(2);
    expect(() => table?.grow(1)).toThrow();
  });
});

describe("imports that no app has", () => {
  it.each([
    ["a memory", `(import "env" "memory" (memory 1))`, /a memory/],
    ["a table", `(import "env" "table" (table 1 funcref))`, /a table/],
    ["a global", `(import "env" "g" (global i32))`, /a global/],
    ["a module called __proto__", `(import "__proto__" "toString" (func))`, /not an interface/],
    ["a function called __proto__", `(import "ocre:system/log@0.1.0" "__proto__" (func))`, /no such function/],
    ["a function called constructor", `(import "ocre:system/log@0.1.0" "constructor" (func))`, /no such function/],
    ["an interface without its version", `(import "ocre:system/log" "log" (func))`, /not an interface/],
    ["another version", `(import "ocre:system/log@0.1.1" "log" (func))`, /not an interface/],
    ["another signature", `(import "ocre:system/log@0.1.0" "log" (func (param i64)))`, /but the host has/],
    ["WASI", `(import "wasi_snapshot_preview1" "path_open" (func))`, /preview 1/],
    ["a name that spans two", `(import "ocre:system/log@0.1.0 log" "" (func))`, /not an interface/],
  ])("are refused: %s", (_, text, message) => {
    const refusals = checkImports(readModule(assemble(`(module ${text})`)), importTable);
    expect(refusals.map((refusal) => refusal.message).join("\n")).toMatch(message);
  });
});

describe("bytes that are no module", () => {
  const good = assemble(`(module (memory (export "memory") 1 2) (func (export "f")) (data (i32.const 0) "x"))`);

  it("are refused as such, wherever they end", () => {
    for (let length = 0; length < good.length; length += 1) {
      for (const read of [readModule, (bytes: Uint8Array) => capMemory(bytes, 1)]) {
        try {
          read(good.subarray(0, length));
        } catch (error) {
          expect(error).toBeInstanceOf(WasmFormatError);
        }
      }
    }
  });

  it("never make the reader fail otherwise, whichever byte is another", () => {
    for (let at = 8; at < good.length; at += 1) {
      for (const value of [0, 1, 0x3f, 0x40, 0x70, 0x7f, 0x80, 0xff]) {
        const bytes = Uint8Array.from(good);
        bytes[at] = value;
        try {
          readModule(bytes);
          capMemory(bytes, 1);
        } catch (error) {
          expect(error).toBeInstanceOf(WasmFormatError);
        }
      }
    }
  });

  it.each([
    ["garbage collected types", [0x5f, 0x00]],
    ["arrays", [0x5e, 0x7f, 0x00]],
    ["recursive groups", [0x4e, 0x00]],
  ])("or that take memory no limit sees: %s", (_, type) => {
    const bytes = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, type.length + 1, 1, ...type]);
    expect(() => readModule(bytes)).toThrow(WasmFormatError);
    expect(() => capMemory(bytes, 1)).toThrow(WasmFormatError);
  });

  it("are refused when they are a component", () => {
    const component = Uint8Array.from([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]);
    expect(() => readModule(component)).toThrow("component");
  });

  it("or have a second memory, hidden in a second section", () => {
    const section = [5, 3, 1, 0, 1];
    const bytes = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...section, ...section]);
    expect(capMemory(bytes, 4)).toEqual({ ok: false, reason: "several" });
  });
});
