/** Random types and values travel through a compiled Zig guest, in by an export and out by an import, and come back equal. */
import fc from "fast-check";
import { planWorld } from "ocrekit/abi";
import { expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/zig/backend.js";
import { worldId } from "../../../../generator/src/ids.js";
import { linkModule } from "../../../compile/zig.js";
import { arbitraryShape, arbitraryValue } from "../../../support/arbitrary.js";
import { graphOf, noDirectives } from "../../../support/graph-of.js";
import { echoGuest } from "../../../support/guest-echo.js";
import { hostProfile } from "../../../support/profiles.js";
import type { Shape } from "../../../support/shapes.js";
import { requireTool } from "../../../support/toolchain.js";

const runs = Number(process.env["OCREKIT_FUZZ_RUNS"] ?? 30);
/** The types are fixed, so that the compiled guest is found in the cache; the values are new in each run. */
const shapes = fc.sample(arbitraryShape({ depth: 3, maps: true }), { numRuns: 150, seed: 7 });

function guest(zig: ReturnType<typeof requireTool>, types: readonly Shape[], optimize: string) {
  const graph = graphOf(types);
  const both = { ...graph, worlds: [{ ...must(graph.worlds[0]), exports: must(graph.worlds[1]).exports }] };
  const guestPlan = planWorld(both, noDirectives, worldId(0), { side: "guest", profile: backend.profile }).plan;
  const host = planWorld(both, noDirectives, worldId(0), {
    side: "host",
    profile: hostProfile,
    undirected: "allow",
  }).plan;
  const options = new Map([
    ["arena-bytes", "1048576"],
    ["optimize", optimize],
  ]);
  const { files } = generate(backend, guestPlan, { stubs: "echo", options });
  const { wasm, messages } = linkModule(zig, files);
  expect(messages).toBe("");
  return echoGuest(wasm, host, host);
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("a world is missing");
  return value;
}

// With the checks of the language nothing that the SDK does is undefined.
it.for(["small", "safe"])("a Zig guest echoes every value of every type: %s", { timeout: 300_000 }, (mode, context) => {
  const { call } = guest(requireTool("zig", context), shapes, mode);
  for (const [i, shape] of shapes.entries()) {
    fc.assert(
      fc.property(arbitraryValue(shape), (value) => {
        expect(call(i, value)).toEqual({ seen: value, returned: value });
      }),
      { numRuns: runs },
    );
  }
});
