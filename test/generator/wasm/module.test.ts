import fc from "fast-check";
import { describe, expect, it } from "vitest";
import wabtInit from "wabt";
import { binaryKind, readModule, WasmFormatError } from "../../../generator/src/wasm/index.js";
import type {} from "../../../runtime-host/src/webassembly.js";

const wabt = await wabtInit();

function assemble(text: string): Uint8Array {
  const module = wabt.parseWat("test.wat", text);
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

describe("readModule", () => {
  it("lists imports and exports with their types", () => {
    const module = readModule(
      assemble(`(module
        (import "ocre:gpio/lines@0.1.0" "[method]output.write" (func (param i32 i32) (result i32)))
        (import "env" "table" (table 1 funcref))
        (import "env" "g" (global i64))
        (memory (export "memory") 2 5)
        (global (export "__heap_base") i32 (i32.const 1024))
        (func (export "ocre:app/run@0.1.0#run") (result i32) (i32.const 0))
        (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 0)))`),
    );
    expect(module.imports.map((item) => [item.module, item.name, item.type.kind])).toEqual([
      ["ocre:gpio/lines@0.1.0", "[method]output.write", "func"],
      ["env", "table", "table"],
      ["env", "g", "global"],
    ]);
    expect(module.imports[0]?.type).toEqual({ kind: "func", type: { params: ["i32", "i32"], results: ["i32"] } });
    const exports = new Map(module.exports.map((item) => [item.name, item.type]));
    expect(exports.get("ocre:app/run@0.1.0#run")).toEqual({ kind: "func", type: { params: [], results: ["i32"] } });
    expect(exports.get("__heap_base")).toEqual({ kind: "global", type: "i32", mutable: false });
    expect(module.memories).toEqual([{ imported: false, limits: { min: 2n, max: 5n, shared: false, is64: false } }]);
  });

  it("agrees with the engine about the names of any exports", () => {
    const names = fc.uniqueArray(
      fc.string({ unit: "grapheme-ascii", minLength: 1 }).filter((s) => !/["\\]/.test(s)),
      {
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(names, (list) => {
        const bytes = assemble(`(module ${list.map((name) => `(func (export "${name}"))`).join(" ")})`);
        const engine = WebAssembly.Module.exports(new WebAssembly.Module(bytes.slice())).map((item) => item.name);
        expect(readModule(bytes).exports.map((item) => item.name)).toEqual(engine);
      }),
      { numRuns: 50 },
    );
  });

  it("tells modules, components and other files apart", () => {
    expect(binaryKind(assemble("(module)"))).toBe("module");
    expect(binaryKind(Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0))).toBe("component");
    expect(binaryKind(new TextEncoder().encode("#!/bin/sh"))).toBe("unknown");
    expect(() => readModule(Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0))).toThrow(/component/);
  });

  it("answers hostile bytes with its own error and without hanging", () => {
    const seed = assemble(
      `(module (import "a" "b" (func (param i32))) (memory 1) (func (export "x")) (data (i32.const 0) "hi"))`,
    );
    fc.assert(
      fc.property(fc.nat(seed.length - 1), fc.integer({ min: 0, max: 255 }), fc.nat(seed.length), (at, value, cut) => {
        const bytes = seed.slice();
        bytes[at] = value;
        for (const candidate of [bytes, bytes.slice(0, cut)]) {
          try {
            readModule(candidate);
          } catch (error) {
            expect(error).toBeInstanceOf(WasmFormatError);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
