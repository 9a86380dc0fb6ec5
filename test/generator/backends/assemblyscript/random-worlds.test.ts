/** SDKs of random worlds compile without a warning, every import included, and their echo apps are components of those worlds. */
import fc from "fast-check";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { afterAll, expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/assemblyscript/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { compileQuickly, runtimes } from "../../../compile/assemblyscript.js";
import { arbitraryWorld } from "../../../support/arbitrary-world.js";
import { ComponentOracle } from "../../../support/component-oracle.js";
import { noDirectives } from "../../../support/graph-of.js";
import { touching } from "./generate.js";

// The worlds are fixed, so that what was compiled once is found in the cache.
const count = Number(process.env["OCREKIT_FUZZ_AS_WORLDS"] ?? 20);
const seed = Number(process.env["OCREKIT_FUZZ_SEED"] ?? 4);
// Some need an interface on both sides at once, which no component can have.
const worlds = fc
  .sample(arbitraryWorld, { numRuns: count, seed })
  .filter((wit) => loadWitSources([{ path: "random.wit", text: wit }]).graph !== undefined);

const oracle = new ComponentOracle();
afterAll(() => oracle.close());

function sdk(wit: string, stubs: "empty" | "echo"): FileSet {
  const { graph } = loadWitSources([{ path: "random.wit", text: wit }]);
  if (graph === undefined) throw new Error("no graph");
  const world = selectWorld(graph, "w");
  if (typeof world !== "number") throw new Error(world.message);
  const { plan } = planWorld(graph, noDirectives, world, { side: "guest", profile: backend.profile });
  return [...generate(backend, plan, { stubs, version: "test" }).files, touching(plan)];
}

it.each(worlds.map((wit, i) => ({ wit, i })))("random world $i compiles", { timeout: 300_000 }, async ({ wit, i }) => {
  const runtime = runtimes[i % runtimes.length] ?? "minimal";
  for (const stubs of ["empty", "echo"] as const) {
    const { messages } = await compileQuickly(sdk(wit, stubs), runtime);
    expect(messages === "" ? "" : `${messages}\n${wit}`).toBe("");
  }
});

it("echo apps of random worlds are components", { timeout: 300_000 }, async () => {
  for (const wit of worlds) {
    const { wasm } = await compileQuickly(sdk(wit, "echo"), "minimal");
    const refusal = await oracle.refusal({ module: wasm, wit, world: "w" });
    expect(refusal === undefined ? "" : `${refusal}\n${wit}`).toBe("");
  }
});
