/** For random worlds, a module with our names and flat signatures is what wasm-tools expects of the world. */
import fc from "fast-check";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { afterAll, describe, expect, it } from "vitest";
import { arbitraryWorld } from "../../support/arbitrary-world.js";
import { ComponentOracle } from "../../support/component-oracle.js";
import { noDirectives } from "../../support/graph-of.js";
import { moduleOf } from "../../support/module-of.js";
import { hostProfile } from "../../support/profiles.js";

const runs = Number(process.env["OCREKIT_FUZZ_WORLDS"] ?? 150);
const oracle = new ComponentOracle();
afterAll(() => oracle.close());

function coreModule(wit: string): Uint8Array {
  const { graph, diagnostics } = loadWitSources([{ path: "random.wit", text: wit }]);
  if (graph === undefined) throw new Error(`${diagnostics.map((d) => d.message).join("; ")}\n${wit}`);
  const world = selectWorld(graph, "w");
  if (typeof world !== "number") throw new Error(world.message);
  const { plan, diagnostics: planned } = planWorld(graph, noDirectives, world, { side: "guest", profile: { ...hostProfile, memory: "pointer" } });
  expect(planned).toEqual([]);
  return moduleOf(plan);
}

describe("names and flat signatures", () => {
  it(`of ${runs} random worlds are accepted by wasm-tools`, { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryWorld, async (wit) => {
        expect(await oracle.refusal({ module: coreModule(wit), wit, world: "w" })).toBeUndefined();
      }),
      { numRuns: runs },
    );
  });
});
