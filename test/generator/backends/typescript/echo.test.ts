/** Echo apps give every value back: random types and values through the glue on a fake engine, against the plan interpreter. */
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { arbitraryShape, arbitraryValue } from "../../../support/arbitrary.js";
import { graphOf } from "../../../support/graph-of.js";
import type { Shape, Value } from "../../../support/shapes.js";
import { bundle } from "./bundle.js";
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
  { tuple: [{ result: [null, null] }] },
  { list: { result: [{ list: "string" }, { enum: ["low", "high"] }] } },
  { list: { list: { list: "s16" } } },
  { map: ["string", { list: "string" }] },
  { fixed: [{ tuple: ["string", "f64"] }, 3] },
  { list: { fixed: ["u16", 3] } },
  { tuple: Array.from({ length: 20 }, (_, i): Shape => (i % 2 === 0 ? "u8" : "s64")) },
  { record: Array.from({ length: 9 }, (_, i): [string, Shape] => [`f${i}`, "string"]) },
  { flags: Array.from({ length: 32 }, (_, i) => `g${i}`) },
  { list: "bool" },
  { list: "char" },
  "s8",
  "u16",
  "s64",
  { list: "u64" },
  { list: "f32" },
  { result: [null, null] },
  { result: ["string", { enum: ["low", "high"] }] },
];
const count = Number(process.env["OCREKIT_FUZZ_SHAPES"] ?? 40);
const shapes = [...chosen, ...fc.sample(arbitraryShape({ depth: 3, maps: true }), { numRuns: count, seed: 20260 })];
const graph = bothWays(graphOf(shapes));

let script = "";
beforeAll(async () => {
  script = await bundle(echoApp(graph));
});

it("imports only what its world imports", () => {
  const { engine } = new EchoHost(graph, script);
  expect([...new Set(engine.imported.map((i) => i.split(" ")[0]))]).toEqual(["test:shapes/shapes"]);
});

it("returns what it was given, passes the same on, and keeps no memory", () => {
  const host = new EchoHost(graph, script);
  const cases = fc.oneof(...shapes.map((shape, i) => arbitraryValue(shape).map((value) => ({ i, value }))));
  // The area for results stays.
  const kept = (): number => host.engine.blocks.size;
  fc.assert(
    fc.property(cases, ({ i, value }) => {
      host.seen.length = 0;
      expect(host.call(`f${i}`, [value])).toEqual(value);
      expect(host.seen).toEqual([[value]]);
      expect(kept()).toBeLessThanOrEqual(1);
    }),
    { numRuns: Number(process.env["OCREKIT_FUZZ_RUNS"] ?? 4000) },
  );
});

it("keeps a float that is no number, in a slot that it shares with an integer", () => {
  const host = new EchoHost(graph, script);
  const nan: Value = { case: "b", value: "0x7fc00000" };
  expect(host.call("f0", [nan])).toEqual(nan);
});
