/** Random worlds, built by every language that makes core modules and by wit-bindgen's, and run on every host. */
import { expect, it } from "vitest";
import { findTool, inCi } from "../support/toolchain.js";
import { fuzz } from "./fuzz.js";

/** `npm run fuzz` sets more. The worlds of a seed are the same, so that what was compiled once is found in the cache. */
const variable = (name: string): string => process.env[`OCREKIT_FUZZ_CONFORMANCE_${name}`] ?? "";
const count = Number(variable("WORLDS") || 10);
const seed = Number(variable("SEED") || 1);
const isLong = count > 50;
const list = (name: string): readonly string[] =>
  variable(name)
    .split(/[ ,]+/)
    .filter((word) => word !== "");

/** Python, which makes components and is slow, in long runs only; and how many worlds guests of others' generators get. */
const fewer: ReadonlyMap<string, number> = new Map([
  ...(isLong ? [["python", Number(variable("PYTHON") || count)] as const] : []),
  ["wit-bindgen-c", Number(variable("PEERS") || 200)],
  ["wit-bindgen-rust", Number(variable("PEERS") || 200)],
]);

it(`${count} random worlds (seed ${seed})`, { timeout: 28_800_000 }, async (context) => {
  const result = await fuzz({
    worlds: count,
    seed,
    languages: list("LANGUAGES"),
    hosts: list("HOSTS"),
    batch: Number(variable("BATCH") || (isLong ? 40 : 10)),
    runs: 4,
    fewer,
    keep: isLong,
    ...(isLong
      ? { resumes: variable("RESUME") === "1", progress: (line: string) => process.stderr.write(`${line}\n`) }
      : {}),
  });
  if (isLong) process.stderr.write(`\n${result.summary.join("\n")}\n`);
  expect(result.failures.map((f) => `${f.language}: ${f.problem.slice(0, 800)}\n${f.wit}`)).toEqual([]);
  expect(result.worlds).toBe(count);
  expect(result.passed).toBeGreaterThan(count);
  const missing = [...result.missing].map(([what, why]) => `${what}: ${why}`);
  if (inCi) expect(missing).toEqual([]);
  if (findTool("zig") !== undefined) expect(result.compared).toBeGreaterThan(0);
  if (missing.length > 0) context.skip(missing.join("; "));
});
