/** The runtime files, compiled and run by themselves with every collector. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runtimeFiles } from "../../../../generator/src/emit/runtime.js";
import type {} from "../../../../runtime-host/src/webassembly.js";
import { compile, runtimes } from "../../../compile/assemblyscript.js";
import { repository, requireTool } from "../../../support/toolchain.js";

const entry = readFileSync(join(repository, "sdk-templates/assemblyscript/test/runtime.ts"), "utf8");
const config = JSON.stringify({ options: { use: ["abort="], exportStart: "_initialize" } });
const files = [
  ...runtimeFiles("assemblyscript", "test"),
  { path: "app.ts", text: entry },
  { path: "asconfig.json", text: config },
];
const names = [...entry.matchAll(/^export function (\w+)\(\): bool/gm)].map((found) => found[1] ?? "");

describe.each(runtimes)("the runtime files with %s", (runtime) => {
  const start = (): WebAssembly.Instance => {
    const { wasm, messages } = compile(requireTool("asc"), files, runtime);
    expect(messages).toBe("");
    const instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)), {});
    call(instance, "_initialize");
    return instance;
  };
  const call = (instance: WebAssembly.Instance, name: string, ...args: readonly number[]): unknown => {
    const found = instance.exports[name];
    if (typeof found !== "function") throw new Error(`no export '${name}'`);
    return Reflect.apply(found, undefined, args);
  };

  it.each(names)("%s", { timeout: 120_000 }, (name) => {
    expect(call(start(), name)).toBe(1);
  });

  it.each(["trapOnTheOtherValue", "trapOnNoValue"])("%s", (name) => {
    expect(() => call(start(), name)).toThrow(/unreachable/);
  });

  it("cabi_realloc keeps what a growing block held, and gives nothing for nothing", () => {
    const instance = start();
    const { memory } = instance.exports;
    if (!(memory instanceof WebAssembly.Memory)) throw new Error("no memory");
    const small = Number(call(instance, "cabi_realloc", 0, 0, 1, 8));
    new Uint8Array(memory.buffer).fill(7, small, small + 8);
    const large = Number(call(instance, "cabi_realloc", small, 8, 1, 5000));
    expect([...new Uint8Array(memory.buffer, large, 8)]).toEqual(Array.from({ length: 8 }, () => 7));
    expect(call(instance, "cabi_realloc", 0, 0, 4, 0)).toBe(4);
    expect(large % 16).toBe(0);
  });

  it("cabi_realloc traps when there is no memory for a block, or none can be so large", () => {
    for (const size of [0x7fff_ffff, -1, -8, 0x4000_0000]) {
      const instance = start();
      expect(() => call(instance, "cabi_realloc", 0, 0, 1, size)).toThrow(WebAssembly.RuntimeError);
    }
  });

  it("garbage of a call is gone after it, except with stub", () => {
    const instance = start();
    const { memory } = instance.exports;
    if (!(memory instanceof WebAssembly.Memory)) throw new Error("no memory");
    for (let i = 0; i < 500; i++) call(instance, "makesGarbage");
    const pages = memory.buffer.byteLength / 65536;
    if (runtime === "stub") expect(pages).toBeGreaterThan(50);
    else expect(pages).toBeLessThanOrEqual(3);
  });
});
