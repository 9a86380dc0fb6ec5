/** SDKs of random worlds pass the strictest compiler of each language, and their stubs link to components of those worlds. */
import fc from "fast-check";
import { loadWitSources } from "ocrekit/graph";
import { afterAll, describe, expect, it } from "vitest";
import type { FileSet } from "../../../generator/src/emit/files.js";
import { unformatted } from "../../compile/zig.js";
import { arbitraryWorld } from "../../support/arbitrary-world.js";
import { ComponentOracle } from "../../support/component-oracle.js";
import { requireTool } from "../../support/toolchain.js";
import { type CoreGuest, coreGuests, fromText, linkClean } from "./core-guests.js";

const { c, cpp, zig, d, rust, go } = coreGuests;

interface Row {
  readonly guest: CoreGuest;
  /** What of the environment says how many. */
  readonly variable: string;
  readonly count: number;
  /** The worlds are fixed, so that what was compiled once is found in the cache. */
  readonly seed: number;
  /** How many of them are linked. */
  readonly linked: (count: number) => number;
}

const all = (count: number): number => count;
const rows: readonly Row[] = [
  { guest: c, variable: "OCREKIT_FUZZ_C_WORLDS", count: 20, seed: 3, linked: all },
  { guest: cpp, variable: "OCREKIT_FUZZ_CPP_WORLDS", count: 20, seed: 3, linked: all },
  { guest: zig, variable: "OCREKIT_FUZZ_ZIG_WORLDS", count: 20, seed: 3, linked: all },
  { guest: d, variable: "OCREKIT_FUZZ_D_WORLDS", count: 12, seed: 11, linked: all },
  { guest: rust, variable: "OCREKIT_FUZZ_RUST_WORLDS", count: 15, seed: 3, linked: all },
  // A link takes seconds, and the compiler has seen every world by then.
  { guest: go, variable: "OCREKIT_FUZZ_GO_WORLDS", count: 20, seed: 5, linked: (count) => Math.ceil(count / 5) },
];
/** Worlds that a compiler may be given at once. */
const batch = 50;

const oracle = new ComponentOracle();
afterAll(() => oracle.close());

describe.each(rows.map((row) => [row.guest.title, row] as const))("random worlds in %s", (_, row) => {
  const { guest } = row;
  const count = Number(process.env[row.variable] ?? row.count);
  // Some need an interface on both sides at once, which no component can have.
  const worlds = fc
    .sample(arbitraryWorld, { numRuns: count, seed: row.seed })
    .filter((wit) => loadWitSources([{ path: "random.wit", text: wit }]).graph !== undefined);

  function sdk(wit: string): ReturnType<typeof fromText> {
    const made = fromText(guest, wit, { world: "w", stubs: "echo" });
    expect(made.diagnostics).toEqual([]);
    return made;
  }

  it("most of them are worlds", () => {
    expect(worlds.length).toBeGreaterThan(count / 2);
  });

  it("the compiler has nothing to say", { timeout: 1_200_000 }, (context) => {
    requireTool(guest.tool, context);
    for (let i = 0; i < worlds.length; i += batch) {
      const projects = new Map<string, FileSet>(worlds.slice(i, i + batch).map((wit) => [wit, sdk(wit).files]));
      for (const [wit, messages] of guest.checkStrict(projects)) expect(messages, wit).toBe("");
    }
  });

  // Where the check does not look at the form.
  if (guest === zig)
    it("everything is as zig fmt leaves it", { timeout: 600_000 }, (context) => {
      const projects = new Map(worlds.map((wit, i) => [`w${i}`, sdk(wit).files]));
      expect(unformatted(requireTool("zig", context), projects)).toBe("");
    });

  it("wasm-tools takes the modules", { timeout: 1_200_000 }, async (context) => {
    for (const wit of worlds.slice(0, row.linked(count))) {
      const { files, plan } = sdk(wit);
      const module = linkClean(guest, files, plan, context);
      expect(await oracle.refusal({ module, wit, world: "w" }), wit).toBeUndefined();
    }
  });
});
