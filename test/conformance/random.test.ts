/** Random worlds, built by every language that makes core modules and run on every host. */
import { expect, it } from "vitest";
import { fuzz } from "./fuzz.js";

/** `npm run fuzz` sets more. The worlds of a seed are the same, so that what was compiled once is found in the cache. */
const count = Number(process.env["OCREKIT_FUZZ_CONFORMANCE_WORLDS"] ?? 10);
const seed = Number(process.env["OCREKIT_FUZZ_CONFORMANCE_SEED"] ?? 1);

it(`${count} random worlds (seed ${seed})`, { timeout: 14_400_000 }, async () => {
  const isLong = count > 50;
  const result = await fuzz({
    worlds: count,
    seed,
    languages: [],
    hosts: [],
    batch: 10,
    runs: 4,
    keep: isLong,
    ...(isLong ? { progress: (line: string) => process.stderr.write(`${line}\n`) } : {}),
  });
  expect(result.failures.map((f) => `${f.language}: ${f.problem.slice(0, 800)}\n${f.wit}`)).toEqual([]);
  expect(result.worlds).toBe(count);
  expect(result.passed).toBeGreaterThan(count);
});
