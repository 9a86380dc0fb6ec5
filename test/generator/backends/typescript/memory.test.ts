/** An echo app on the real engine: random values there and back, and no memory that stays behind. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { expect, it } from "vitest";
import { backend } from "../../../../generator/src/backends/typescript/backend.js";
import { recipe } from "../../../../generator/src/backends/typescript/recipe.js";
import { buildModule } from "../../../conformance/build-module.js";
import { arbitraryValue } from "../../../support/arbitrary.js";
import { noDirectives } from "../../../support/graph-of.js";
import { echoGuest } from "../../../support/guest-echo.js";
import { hostProfile } from "../../../support/profiles.js";
import { type Shape, type Value, witOf } from "../../../support/shapes.js";
import { cache, requireTool } from "../../../support/toolchain.js";

const shapes: readonly Shape[] = [
  "string",
  {
    list: {
      record: [
        ["name", "string"],
        ["bytes", { list: "u8" }],
        ["size", { option: "u64" }],
      ],
    },
  },
  {
    list: {
      variant: [
        ["a", "u64"],
        ["b", "f32"],
        ["c", "string"],
        ["d", null],
      ],
    },
  },
  { result: [{ list: "string" }, { enum: ["low", "high"] }] },
  { record: Array.from({ length: 9 }, (_, i): [string, Shape] => [`f${i}`, "string"]) },
];

function echoWit(): string {
  const declarations: string[] = [];
  const functions = shapes.map((shape, i) => {
    const type = witOf(shape, declarations);
    return `  f${i}: func(a: ${type}) -> ${type};`;
  });
  const body = [...declarations, ...functions].join("\n");
  return `package test:memory;\ninterface shapes {\n${body}\n}\nworld app {\n  import shapes;\n  export shapes;\n}\n`;
}

it("gives every value back, and its memory too", { timeout: 300_000 }, async (context) => {
  requireTool("cargo", context);
  const folder = join(cache, "compile/typescript/memory");
  mkdirSync(folder, { recursive: true });
  const text = echoWit();
  writeFileSync(join(folder, "shapes.wit"), text);
  const built = await buildModule(backend, recipe, {
    wit: join(folder, "shapes.wit"),
    shownAs: "shapes.wit",
    world: "app",
    options: new Map(),
  });
  if (!built.ok) throw new Error(built.why);
  const { graph } = loadWitSources([{ path: "shapes.wit", text }]);
  if (graph === undefined) throw new Error("no graph");
  const world = selectWorld(graph, "app");
  if (typeof world === "object") throw new Error(world.message);
  const { plan } = planWorld(graph, noDirectives, world, { side: "host", profile: hostProfile, undirected: "allow" });
  const guest = echoGuest(readFileSync(built.path), plan, plan);
  const call = (i: number, value: Value): void => {
    expect(guest.call(i, value)).toEqual({ seen: value, returned: value });
  };
  const cases = fc.oneof(...shapes.map((shape, i) => arbitraryValue(shape).map((value) => ({ i, value }))));
  fc.assert(
    fc.property(cases, ({ i, value }) => call(i, value)),
    { numRuns: Number(process.env["OCREKIT_FUZZ_RUNS"] ?? 500) },
  );

  const large = Array.from({ length: 100 }, (_, i) => ({
    name: "ä".repeat(100),
    bytes: Array.from({ length: 100 }, () => i),
    size: { case: "some", value: String(i) },
  }));
  for (let i = 0; i < 20; i++) call(1, large);
  const { byteLength } = guest.memory.buffer;
  for (let i = 0; i < 100; i++) call(1, large);
  // A text of no length is no block that somebody would have to give back.
  for (let i = 0; i < 20_000; i++) guest.call(0, "");
  expect(guest.memory.buffer.byteLength).toBe(byteLength);
});
