/** The suite in `npm test`: every feature in every language on every host, with few values; what fails here is a red test. */
import { expect, it } from "vitest";
import { inCi, requireTool } from "../support/toolchain.js";
import { features, unlisted } from "./features.js";
import { strayLines } from "./known-failures.js";
import { regressions } from "./regressions.js";
import { runSuite } from "./suite.js";

const all = [...features, ...regressions];

it("every folder of features is a feature, and every known failure is of one", () => {
  expect(unlisted()).toEqual([]);
  expect(strayLines(new Set(all.map((f) => f.name)))).toEqual([]);
});

it("every language does what it should on every host", { timeout: 1_800_000 }, async (context) => {
  const result = await runSuite({
    features: all,
    languages: [],
    hosts: [],
    effort: { seed: 1, runs: 4 },
    together: true,
  });
  const failed = result.failed.map(({ at, name, problem }) => `${at}: ${name}: ${problem.slice(0, 600)}`);
  expect(failed).toEqual([]);
  expect(result.unexpected).toEqual([]);
  // Languages and hosts that are here have passed; the others are named.
  const missing = [...result.missing].map(([what, why]) => `${what}: ${why}`);
  if (inCi) expect(missing).toEqual([]);
  expect(result.passed).toBeGreaterThan(0);
  if (missing.length > 0) context.skip(missing.join("; "));
});

it("guests of wit-bindgen do the same as ours", { timeout: 600_000 }, async (context) => {
  for (const tool of ["zig", "rust", "wit-bindgen", "wit-bindgen-crates"] as const) requireTool(tool, context);
  const names = ["scalars", "lists", "flags", "variants", "many-arguments", "resources-through", "joined-signs"];
  const some = all.filter((f) => names.includes(f.name));
  expect(some.length).toBe(names.length);
  const languages = ["c", "rust", "wit-bindgen-c", "wit-bindgen-rust"];
  const effort = { seed: 1, runs: 8 };
  const result = await runSuite({ features: some, languages, hosts: ["node", "jco"], effort, together: true });
  expect(result.failed).toEqual([]);
  expect(result.missing).toEqual(new Map());
  // Each function was compared, over four guests and two hosts.
  const functions = result.passed / languages.length / 2;
  expect(functions).toBeGreaterThan(40);
  expect(result.compared).toBe(functions);
});
