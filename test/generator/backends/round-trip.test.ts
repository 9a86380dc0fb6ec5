/** Random types and values travel through a compiled guest of each language, in by an export and out by an import, and come back equal. */
import fc from "fast-check";
import { planWorld } from "ocrekit/abi";
import { expect, it } from "vitest";
import { generate } from "../../../generator/src/backend/driver.js";
import { worldId } from "../../../generator/src/ids.js";
import { arbitraryShape, arbitraryValue } from "../../support/arbitrary.js";
import { graphOf, noDirectives } from "../../support/graph-of.js";
import { echoGuest } from "../../support/guest-echo.js";
import { hostProfile } from "../../support/profiles.js";
import { type Context, type CoreGuest, coreGuests, linkClean } from "./core-guests.js";

const { c, cpp, zig, d, rust, go } = coreGuests;
const runs = Number(process.env["OCREKIT_FUZZ_RUNS"] ?? 30);

interface Row {
  readonly guest: CoreGuest;
  readonly how: string;
  readonly options: readonly (readonly [string, string])[];
  readonly types: number;
  /** Bytes; all of the values together are many times larger. */
  readonly memory?: number;
}

const large = ["arena-bytes", "1048576"] as const;
const rows: readonly Row[] = [
  { guest: c, how: "", options: [large], types: 150 },
  { guest: cpp, how: "", options: [large], types: 100 },
  { guest: zig, how: ", small,", options: [large, ["optimize", "small"]], types: 150 },
  // With the checks of the language nothing that the SDK does is undefined.
  { guest: zig, how: ", safe,", options: [large, ["optimize", "safe"]], types: 150 },
  { guest: d, how: "", options: [large], types: 150 },
  { guest: rust, how: "", options: [], types: 150, memory: 2 ** 20 },
  { guest: go, how: "", options: [], types: 100 },
];

function echo({ guest, types, options }: Row, context: Context) {
  // The types are fixed, so that the compiled guest is found in the cache; the values are new in each run.
  const shapes = fc.sample(arbitraryShape({ depth: 3, maps: true }), { numRuns: types, seed: 7 });
  const graph = graphOf(shapes);
  const [imports, exports] = graph.worlds;
  if (imports === undefined || exports === undefined) throw new Error("a world is missing");
  const both = { ...graph, worlds: [{ ...imports, exports: exports.exports }] };
  const { profile } = guest.backend;
  const { plan } = planWorld(both, noDirectives, worldId(0), { side: "guest", profile });
  const host = planWorld(both, noDirectives, worldId(0), {
    side: "host",
    profile: hostProfile,
    undirected: "allow",
  }).plan;
  const { files } = generate(guest.backend, plan, { stubs: "echo", options: new Map(options) });
  return { shapes, ...echoGuest(linkClean(guest, files, plan, context), host, host) };
}

it.for(rows.map((row) => [row.guest.title, row.how, row] as const))(
  "a guest in %s%s echoes every value of every type",
  { timeout: 300_000 },
  ([, , row], context) => {
    const { shapes, call, memory } = echo(row, context);
    for (const [i, shape] of shapes.entries()) {
      fc.assert(
        fc.property(arbitraryValue(shape), (value) => {
          expect(call(i, value)).toEqual({ seen: value, returned: value });
        }),
        { numRuns: runs },
      );
    }
    if (row.memory !== undefined) expect(memory.buffer.byteLength).toBeLessThan(row.memory);
  },
);
