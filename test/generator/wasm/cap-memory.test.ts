import fc from "fast-check";
import { describe, expect, it } from "vitest";
import wabtInit from "wabt";
import {
  capMemory,
  readCustomSections,
  removeCustomSections,
  setCustomSection,
} from "../../../generator/src/wasm/index.js";
import type {} from "../../../runtime-host/src/webassembly.js";

const wabt = await wabtInit();

function assemble(text: string, features = {}): Uint8Array {
  const module = wabt.parseWat("test.wat", text, features);
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

function growable(bytes: Uint8Array): number {
  const memory = new WebAssembly.Instance(new WebAssembly.Module(bytes.slice())).exports["memory"];
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("the module has no memory");
  let pages = memory.buffer.byteLength / 65_536;
  try {
    for (; pages < 200; pages += 1) memory.grow(1);
  } catch {
    return pages;
  }
  return pages;
}

describe("capMemory", () => {
  it("never lets memory grow beyond the limit, whatever the module says", () => {
    fc.assert(
      fc.property(fc.nat(8), fc.option(fc.nat(100)), fc.nat(40), (min, extra, cap) => {
        const max = extra === null ? "" : String(min + extra);
        const bytes = assemble(`(module (memory (export "memory") ${min} ${max}))`);
        const capped = capMemory(bytes, cap);
        if (min > cap) {
          expect(capped).toEqual({ ok: false, reason: "too-large", needed: BigInt(min), allowed: cap });
        } else {
          if (!capped.ok) throw new Error(capped.reason);
          expect(growable(capped.bytes)).toBe(extra === null ? cap : Math.min(cap, min + extra));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("caps an imported memory and keeps the other imports", () => {
    const bytes = assemble(`(module (import "env" "f" (func (param i64))) (import "env" "memory" (memory 1))
      (import "env" "t" (table 1 funcref)) (func (export "x")))`);
    const capped = capMemory(bytes, 3);
    if (!capped.ok) throw new Error(capped.reason);
    const module = new WebAssembly.Module(capped.bytes.slice());
    expect(WebAssembly.Module.imports(module).map((item) => item.name)).toEqual(["f", "memory", "t"]);
    const imports = (maximum: number): WebAssembly.Imports => ({
      env: {
        f: () => undefined,
        memory: new WebAssembly.Memory({ initial: 1, maximum }),
        t: new WebAssembly.Table({ initial: 1, element: "anyfunc" }),
      },
    });
    expect(() => new WebAssembly.Instance(module, imports(4))).toThrow(/maximum/);
    expect(new WebAssembly.Instance(module, imports(3))).toBeInstanceOf(WebAssembly.Instance);
  });

  it("refuses shared memory", () => {
    const bytes = assemble("(module (memory 1 2 shared))", { threads: true });
    expect(capMemory(bytes, 10)).toEqual({ ok: false, reason: "shared" });
  });
});

describe("custom sections", () => {
  it("are added, replaced and removed while the module stays valid", () => {
    const text = (content: string): Uint8Array => new TextEncoder().encode(content);
    const bytes = assemble(`(module (func (export "x")))`);
    const once = setCustomSection(bytes, "ocre:policy", text("a"));
    const twice = setCustomSection(once, "ocre:policy", text("bc"));
    expect(readCustomSections(twice)).toEqual([{ name: "ocre:policy", content: text("bc") }]);
    expect(WebAssembly.validate(twice.slice())).toBe(true);
    expect(removeCustomSections(twice, () => true)).toEqual(bytes);
  });
});
