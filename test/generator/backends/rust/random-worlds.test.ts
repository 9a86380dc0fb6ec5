/** SDKs of random worlds are clean and formatted, and their stubs link to components of those worlds. */
import fc from "fast-check";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { afterAll, expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/rust/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { checkStrict, linkModule } from "../../../compile/rust.js";
import { arbitraryWorld } from "../../../support/arbitrary-world.js";
import { ComponentOracle } from "../../../support/component-oracle.js";
import { noDirectives } from "../../../support/graph-of.js";
import { requireTool } from "../../../support/toolchain.js";

// The worlds are fixed, so that what was compiled once is found in the cache.
const count = Number(process.env["OCREKIT_FUZZ_RUST_WORLDS"] ?? 15);
// Some need an interface on both sides at once, which no component can have.
const worlds = fc
  .sample(arbitraryWorld, { numRuns: count, seed: 3 })
  .filter((wit) => loadWitSources([{ path: "random.wit", text: wit }]).graph !== undefined);

const oracle = new ComponentOracle();
afterAll(() => oracle.close());

function sdk(wit: string): FileSet {
  const { graph, diagnostics } = loadWitSources([{ path: "random.wit", text: wit }]);
  if (graph === undefined) throw new Error(`${diagnostics.map((d) => d.message).join("; ")}\n${wit}`);
  const world = selectWorld(graph, "w");
  if (typeof world !== "number") throw new Error(world.message);
  const { plan } = planWorld(graph, noDirectives, world, { side: "guest", profile: backend.profile });
  const generated = generate(backend, plan, { stubs: "echo" });
  expect(generated.diagnostics).toEqual([]);
  return generated.files;
}

it("most of them are worlds", () => {
  expect(worlds.length).toBeGreaterThan(count / 2);
});

it("clippy, rustfmt and the compiler have nothing to say", { timeout: 600_000 }, (context) => {
  const projects = new Map(worlds.map((wit) => [wit, sdk(wit)]));
  for (const [wit, messages] of checkStrict(projects, requireTool("rust", context))) expect(messages, wit).toBe("");
});

it("wasm-tools takes the modules", { timeout: 600_000 }, async (context) => {
  const rust = requireTool("rust", context);
  for (const wit of worlds) {
    const { wasm, messages } = linkModule(sdk(wit), rust);
    expect(messages, wit).toBe("");
    expect(await oracle.refusal({ module: wasm, wit, world: "w" }), wit).toBeUndefined();
  }
});
