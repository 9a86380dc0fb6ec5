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
const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
afterAll(() => oracle.close());

/** `undefined`: our front-end refuses the WIT (a world may need an interface both as an import and as an export). */
function coreModule(wit: string): Uint8Array | undefined {
  const { graph } = loadWitSources([{ path: "random.wit", text: wit }]);
  if (graph === undefined) return undefined;
  const world = selectWorld(graph, "w");
  if (typeof world !== "number") throw new Error(world.message);
  const { plan, diagnostics: planned } = planWorld(graph, noDirectives, world, {
    side: "guest",
    profile: { ...hostProfile, memory: "pointer" },
  });
  expect(planned).toEqual([]);
  return moduleOf(plan);
}

describe("names and flat signatures", () => {
  it(`of ${runs} random worlds are accepted by wasm-tools`, { timeout: 3_600_000 }, async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryWorld, async (wit) => {
        const module = coreModule(wit);
        if (module === undefined) refused++;
        const answer = await oracle.refusal({ module: module ?? emptyModule, wit, world: "w" });
        if (module === undefined) expect(answer).toBeDefined();
        else expect(answer).toBeUndefined();
      }),
      { numRuns: runs },
    );
    expect(refused).toBeLessThan(runs / 4);
  });
});
