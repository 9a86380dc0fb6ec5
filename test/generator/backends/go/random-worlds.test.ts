/** Random worlds as Go: formatted, vetted, compiled, and modules that wasm-tools takes. */
import fc from "fast-check";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { afterAll, expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/go/backend.js";
import { checkStrict, linkModule } from "../../../compile/go.js";
import { arbitraryWorld } from "../../../support/arbitrary-world.js";
import { ComponentOracle } from "../../../support/component-oracle.js";
import { noDirectives } from "../../../support/graph-of.js";
import { requireTool } from "../../../support/toolchain.js";

// The worlds are fixed, so that what was compiled once is found in the cache.
const count = Number(process.env["OCREKIT_FUZZ_GO_WORLDS"] ?? 20);
/** A link takes seconds, and the compiler has seen every world by then. */
const linked = Math.ceil(count / 5);
// Some need an interface on both sides at once, which no component can have.
const worlds = fc
  .sample(arbitraryWorld, { numRuns: count, seed: 5 })
  .filter((wit) => loadWitSources([{ path: "random.wit", text: wit }]).graph !== undefined);

const oracle = new ComponentOracle();
afterAll(() => oracle.close());

function sdk(wit: string) {
  const { graph, diagnostics } = loadWitSources([{ path: "random.wit", text: wit }]);
  if (graph === undefined) throw new Error(`${diagnostics.map((d) => d.message).join("; ")}\n${wit}`);
  const world = selectWorld(graph, "w");
  if (typeof world !== "number") throw new Error(world.message);
  const { plan } = planWorld(graph, noDirectives, world, { side: "guest", profile: backend.profile });
  const generated = generate(backend, plan, { stubs: "echo" });
  expect(generated.diagnostics).toEqual([]);
  return { plan, files: generated.files };
}

it("most of them are worlds", () => {
  expect(worlds.length).toBeGreaterThan(count / 2);
});

it("every declaration compiles, is vetted and formatted", { timeout: 1_200_000 }, (context) => {
  requireTool("go", context);
  const batch = 50;
  for (let i = 0; i < worlds.length; i += batch) {
    const projects = new Map(worlds.slice(i, i + batch).map((wit) => [wit, sdk(wit).files]));
    for (const [wit, messages] of checkStrict(projects)) expect(messages, wit).toBe("");
  }
});

it("wasm-tools takes the modules", { timeout: 1_200_000 }, async (context) => {
  const go = requireTool("go", context);
  for (const wit of worlds.slice(0, linked)) {
    const { plan, files } = sdk(wit);
    const { wasm, messages } = linkModule(go, files, plan);
    expect(messages, wit).toBe("");
    expect(await oracle.refusal({ module: wasm, wit, world: "w" }), wit).toBeUndefined();
  }
});
