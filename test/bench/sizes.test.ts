/** Small apps stay small: the sizes that the project aims at, with the exports that let a device shrink the memory. */
import { describe, expect, it } from "vitest";
import { runtimes } from "../compile/assemblyscript.js";
import { requireTool } from "../support/toolchain.js";
import { appNames, apps, inAssemblyScript, inC } from "./sizes.js";

const names = (wasm: Uint8Array) => WebAssembly.Module.exports(new WebAssembly.Module(wasm)).map((e) => e.name);
const imports = (wasm: Uint8Array) =>
  WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map((i) => `${i.module} ${i.name}`);

const expected = {
  empty: [],
  blinky: [
    "ocre:gpio/lines@0.1.0 [static]output.open",
    "ocre:gpio/lines@0.1.0 [method]output.toggle",
    "ocre:system/monotonic-clock@0.1.0 wait-for",
  ],
  publish: ["ocre:messaging/bus@0.1.0 publish"],
} as const;

describe.each(appNames)("%s in C", (app) => {
  it("is as small as it should be, and can be shrunk", { timeout: 300_000 }, (context) => {
    requireTool("zig", context);
    const wasm = inC(app) ?? new Uint8Array();
    expect(imports(wasm)).toEqual(expected[app]);
    expect(names(wasm)).toEqual(
      expect.arrayContaining(["memory", "ocre:app/run@0.1.0#run", "__heap_base", "__data_end"]),
    );
    expect(wasm.length).toBeLessThanOrEqual(apps[app].aim ?? 260);
  });
});

describe.each(runtimes)("AssemblyScript with the runtime %s", (runtime) => {
  it("imports nothing but what the app calls", { timeout: 300_000 }, (context) => {
    requireTool("asc", context);
    for (const app of appNames) {
      const wasm = inAssemblyScript(app, runtime) ?? new Uint8Array();
      expect(
        imports(wasm)
          .filter((name) => !name.includes("[resource-drop]"))
          .toSorted(),
      ).toEqual([...expected[app]].toSorted());
    }
  });
});
