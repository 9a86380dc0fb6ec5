/** Generated hosts pass the strictest TypeScript: golden cases, and random worlds as many as asked for. */
import fc from "fast-check";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/host-ts/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { typeErrors } from "../../../compile/host-ts.js";
import { arbitraryWorld } from "../../../support/arbitrary-world.js";
import { cases, generateCase } from "../../../support/golden.js";
import { noDirectives } from "../../../support/graph-of.js";

const count = Number(process.env["OCREKIT_FUZZ_HOST_WORLDS"] ?? 60);

function host(wit: string): FileSet | undefined {
  const { graph } = loadWitSources([{ path: "random.wit", text: wit }]);
  const world = graph === undefined ? undefined : selectWorld(graph, "w");
  if (graph === undefined || typeof world !== "number") return undefined;
  const { plan } = planWorld(graph, noDirectives, world, {
    side: "host",
    profile: backend.profile,
    undirected: "allow",
  });
  return generate(backend, plan).files;
}

it("golden cases", { timeout: 120_000 }, async () => {
  const hosts = new Map<string, FileSet>();
  for (const name of cases) hosts.set(name, (await generateCase(name, "host-ts")).all);
  expect(typeErrors("golden", hosts)).toBe("");
});

it("random worlds", { timeout: 600_000 }, () => {
  const hosts = fc.sample(arbitraryWorld, { numRuns: count, seed: 5 }).map(host);
  const made = hosts.filter((files) => files !== undefined);
  expect(made.length).toBeGreaterThan(count / 2);
  expect(typeErrors("random", new Map(made.map((files, i) => [`w${i}`, files])))).toBe("");
});
