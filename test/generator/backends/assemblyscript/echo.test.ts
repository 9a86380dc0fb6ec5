/** Echo apps give every value back: random types and values through a compiled guest, against the plan interpreter. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { compile, compileQuickly, type Runtime, runtimes } from "../../../compile/assemblyscript.js";
import { arbitraryShape, arbitraryValue } from "../../../support/arbitrary.js";
import { graphOf } from "../../../support/graph-of.js";
import type { Shape } from "../../../support/shapes.js";
import { requireTool } from "../../../support/toolchain.js";
import { bothWays, EchoHost, echoApp } from "./echo-machine.js";

/** Shapes with a reason to be here; random ones follow. */
const chosen: readonly Shape[] = [
  {
    variant: [
      ["a", "u64"],
      ["b", "f32"],
      ["c", "string"],
    ],
  },
  {
    variant: [
      ["a", "f32"],
      ["b", "s32"],
      ["none", null],
    ],
  },
  { option: { option: "string" } },
  { option: { option: { option: "u8" } } },
  {
    list: {
      record: [
        ["name", "string"],
        ["bytes", { list: "u8" }],
        ["flags", { flags: ["a", "b", "c"] }],
      ],
    },
  },
  { result: [null, null] },
  { result: [{ list: "string" }, { enum: ["low", "high"] }] },
  { list: { list: { list: "s16" } } },
  { map: ["string", { list: "string" }] },
  { fixed: [{ tuple: ["string", "f64"] }, 3] },
  { list: { fixed: ["u16", 3] } },
  { tuple: Array.from({ length: 20 }, (_, i): Shape => (i % 2 === 0 ? "u8" : "s64")) },
  { record: Array.from({ length: 9 }, (_, i): [string, Shape] => [`f${i}`, "string"]) },
  { flags: Array.from({ length: 32 }, (_, i) => `g${i}`) },
  { list: "bool" },
  { list: "char" },
];
const count = Number(process.env["OCREKIT_FUZZ_SHAPES"] ?? 24);
const shapes = [...chosen, ...fc.sample(arbitraryShape({ depth: 3, maps: true }), { numRuns: count, seed: 20260 })];
const graph = bothWays(graphOf(shapes));

/** As users build it with one runtime; with the others without optimising, which takes most of the time. */
async function echo(runtime: Runtime): Promise<Uint8Array> {
  const { wasm, messages } =
    runtime === "minimal"
      ? compile(requireTool("asc"), echoApp(graph), runtime)
      : await compileQuickly(echoApp(graph), runtime, ["app.ts"]);
  expect(messages).toBe("");
  return wasm;
}

describe.each(runtimes)("an echo app with the runtime %s", (runtime) => {
  let wasm: Uint8Array = new Uint8Array();

  beforeAll(async () => {
    wasm = await echo(runtime);
  });

  it("imports only what its world imports", () => {
    const modules = WebAssembly.Module.imports(new WebAssembly.Module(new Uint8Array(wasm))).map((i) => i.module);
    expect([...new Set(modules)]).toEqual(["test:shapes/shapes"]);
  });

  it("returns what it was given, and passed the same on", () => {
    const host = new EchoHost(graph, wasm);
    const cases = fc.oneof(...shapes.map((shape, i) => arbitraryValue(shape).map((value) => ({ i, value }))));
    fc.assert(
      fc.property(cases, ({ i, value }) => {
        host.seen.length = 0;
        expect(host.call(`f${i}`, [value])).toEqual(value);
        expect(host.seen).toEqual([[value]]);
      }),
      { numRuns: Number(process.env["OCREKIT_FUZZ_RUNS"] ?? 3000) },
    );
  });
});

describe.each(["minimal", "incremental"] as const)("an echo app with the runtime %s", (runtime) => {
  it("keeps its memory small over many calls", async () => {
    const host = new EchoHost(graph, await echo(runtime));
    const value = Array.from({ length: 50 }, (_, i) => ({
      name: "x".repeat(100),
      bytes: Array.from({ length: 50 }, () => i),
      flags: ["a"],
    }));
    for (let i = 0; i < 50; i++) host.call("f4", [value]);
    const { pages } = host;
    for (let i = 0; i < 400; i++) host.call("f4", [value]);
    expect(host.pages).toBeLessThanOrEqual(pages + 1);
  });
});
