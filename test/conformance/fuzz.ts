/** Random worlds in every language on every host: whatever fails is found in its batch, made smaller, and can be kept. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { guestBuilders } from "./guests.js";
import { asFeature, type Batch, batches, randomWorlds, suits } from "./random-worlds.js";
import { regressionFolder } from "./regressions.js";
import type { Effort } from "./run-case.js";
import { shrinkLines } from "./shrink.js";
import { type Failure, runSuite } from "./suite.js";

export interface FuzzOptions {
  readonly worlds: number;
  readonly seed: number;
  /** Ids; all that make core modules when empty. */
  readonly languages: readonly string[];
  readonly hosts: readonly string[];
  readonly batch: number;
  readonly runs: number;
  /** Writes what fails to `regressions/`. */
  readonly keep: boolean;
  readonly progress?: (line: string) => void;
}

export interface FuzzResult {
  readonly worlds: number;
  readonly passed: number;
  readonly calls: number;
  readonly missing: ReadonlyMap<string, string>;
  readonly failures: readonly { readonly language: string; readonly wit: string; readonly problem: string }[];
}

export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { seed, runs, progress } = options;
  const effort: Effort = { seed, runs };
  const worlds = randomWorlds(options.worlds, seed);
  const all = batches(worlds, options.batch);
  progress?.(`${worlds.length} worlds in ${all.length} batches`);
  const { hosts } = options;
  // Where only components are made, making one takes too long for many worlds.
  const quick = (await guestBuilders()).filter((b) => b.makes === "core").map((b) => b.id);
  const languages = options.languages.length > 0 ? options.languages : quick;
  const features = all.map((b) => b.feature);
  const said = progress === undefined ? {} : { progress };
  const result = await runSuite({ features, languages, hosts, effort, strict: true, ...said });
  const failures: { language: string; wit: string; problem: string }[] = [];
  for (const [key, failed] of byBatch(result.failed)) {
    const [language = "", name = ""] = key.split(" ");
    const batch = all.find((b) => b.feature.name === name);
    if (batch === undefined) throw new Error(`no batch ${name}`);
    progress?.(`${language}: looking for what fails: ${failed[0]?.name}: ${failed[0]?.problem.slice(0, 300)}`);
    const found = await smallest(batch, language, options, effort);
    failures.push(...found);
    // One that fails only together with others is shown as it is.
    if (found.length === 0)
      failures.push({ language, wit: batch.feature.wit, problem: `${failed[0]?.name}: ${failed[0]?.problem}` });
  }
  if (options.keep) for (const { language, wit } of failures) keep(language, wit);
  const { passed, calls, missing } = result;
  return { worlds: worlds.length, passed, calls, missing, failures };
}

function byBatch(failed: readonly Failure[]): ReadonlyMap<string, readonly Failure[]> {
  const found = new Map<string, Failure[]>();
  for (const failure of failed) {
    const key = `${failure.at.split(" ")[0]} ${failure.name.split("/")[0]}`;
    found.set(key, [...(found.get(key) ?? []), failure]);
  }
  return found;
}

/** Each world of the batch for itself; those that fail, made smaller while they fail alike. */
async function smallest(
  batch: Batch,
  language: string,
  { hosts }: FuzzOptions,
  effort: Effort,
): Promise<FuzzResult["failures"]> {
  const run = async (wits: readonly string[], on = hosts): Promise<readonly Failure[]> => {
    const features = wits.map(asFeature);
    return (await runSuite({ features, languages: [language], hosts: on, effort, strict: true })).failed;
  };
  const failed = await run(batch.worlds);
  const first = new Map<string, Failure>();
  for (const failure of failed) {
    const wit = batch.worlds.find((w) => failure.name.startsWith(`${asFeature(w).name}/`));
    if (wit !== undefined && !first.has(wit)) first.set(wit, failure);
  }
  const found: { language: string; wit: string; problem: string }[] = [];
  // Most of them fail for one reason: two are enough, and a minute for each.
  for (const [wit, failure] of [...first].slice(0, 2)) {
    const kind = kindOf(failure.problem);
    let problem = failure.problem;
    const on = failure.at.split(" ").slice(-1);
    const until = Date.now() + 60_000;
    const small = await shrinkLines(wit, suits, async (text) => {
      if (Date.now() > until) return false;
      const again = (await run([text], on)).find((f) => kindOf(f.problem) === kind);
      if (again !== undefined) problem = again.problem;
      return again !== undefined;
    });
    found.push({ language, wit: small, problem });
  }
  return found;
}

/** Smaller, but not another failure: `build`, `trap`, `heard`, `returned`. */
const kindOf = (problem: string): string => problem.split(/[ :]/)[0] ?? "";

function keep(language: string, wit: string): void {
  const name = createHash("sha256").update(wit).digest("hex").slice(0, 8);
  mkdirSync(regressionFolder, { recursive: true });
  writeFileSync(join(regressionFolder, `${language}-${name}.wit`), wit);
}
