/** SDKs of random worlds pass the strictest compiler, are formatted, and their echo apps export what their worlds export. */
import fc from "fast-check";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { expect, it } from "vitest";
import { backend } from "../../../../generator/src/backends/typescript/backend.js";
import { checkStrict } from "../../../compile/typescript.js";
import { arbitraryWorld } from "../../../support/arbitrary-world.js";
import { noDirectives } from "../../../support/graph-of.js";
import { bundle } from "./bundle.js";
import { FakeEngine } from "./fake-engine.js";
import { sdkFor, unformatted } from "./generate.js";

// The worlds are fixed, so that what was compiled once is found in the cache.
const count = Number(process.env["OCREKIT_FUZZ_TS_WORLDS"] ?? 16);
const seed = Number(process.env["OCREKIT_FUZZ_SEED"] ?? 11);
// Some need an interface on both sides at once, which no component can have.
const worlds = fc
  .sample(arbitraryWorld, { numRuns: count, seed })
  .filter((wit) => loadWitSources([{ path: "random.wit", text: wit }]).graph !== undefined);

it("most of them are worlds", () => {
  expect(worlds.length).toBeGreaterThan(count / 2);
});

it("every file passes the strictest options", { timeout: 600_000 }, () => {
  const projects = new Map(
    worlds.flatMap((wit, i) =>
      (["empty", "echo"] as const).map((stubs) => [`${i} ${stubs}`, sdkFor(wit, stubs, "w")] as const),
    ),
  );
  for (const [name, messages] of checkStrict(projects))
    expect(messages === "" ? "" : `${messages}\n${worlds[Number.parseInt(name, 10)]}`).toBe("");
});

it("every file is formatted", { timeout: 600_000 }, async () => {
  for (const wit of worlds) expect(await unformatted(sdkFor(wit, "echo", "w")), wit).toEqual([]);
});

it("an echo app exports all functions of its world, with their signatures", { timeout: 600_000 }, async () => {
  for (const wit of worlds) {
    const engine = new FakeEngine(() => () => 0);
    engine.run(await bundle(sdkFor(wit, "echo", "w")));
    const given = [...engine.exports].map(
      ([name, { signature, post }]) => `${name} ${signature} ${post !== undefined}`,
    );
    expect(given.sort(), wit).toEqual([...wantedExports(wit)].sort());
  }
});

function wantedExports(wit: string): readonly string[] {
  const { graph } = loadWitSources([{ path: "random.wit", text: wit }]);
  if (graph === undefined) throw new Error("no graph");
  const world = selectWorld(graph, "w");
  if (typeof world === "object") throw new Error(world.message);
  const { plan } = planWorld(graph, noDirectives, world, { side: "guest", profile: backend.profile });
  const letter = { i32: "i", i64: "I", f32: "f", f64: "F" } as const;
  return plan.groups
    .filter((g) => g.direction === "export")
    .flatMap((g) => [
      ...g.functions.map(({ core, signature, post }) => {
        const text = `${signature.params.map((p) => letter[p]).join("")}:${signature.results.map((r) => letter[r]).join("")}`;
        return `${core.field} ${text} ${post !== undefined}`;
      }),
      ...g.resources.map((id) => `${plan.resources[id]?.destructor} i: false`),
    ]);
}
