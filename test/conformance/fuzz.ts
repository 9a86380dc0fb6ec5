/** Random worlds in every language on every host: whatever fails is found in its batch, made smaller, and can be kept. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Feature } from "./features.js";
import { guestBuilders } from "./guests.js";
import type { Verdict } from "./known-failures.js";
import { Ledger } from "./ledger.js";
import { alone, asFeature, type Batch, batches, randomWorlds, suits, together } from "./random-worlds.js";
import { regressionFolder } from "./regressions.js";
import type { Effort } from "./run-case.js";
import { shrinkLines } from "./shrink.js";
import { type Failure, runSuite, type SuiteResult } from "./suite.js";

export interface FuzzOptions {
  readonly worlds: number;
  readonly seed: number;
  /** Ids; all that make core modules when empty. */
  readonly languages: readonly string[];
  readonly hosts: readonly string[];
  readonly batch: number;
  readonly runs: number;
  /** Languages that are slow, and guests of others' generators, with the worlds that they get. */
  readonly fewer?: ReadonlyMap<string, number>;
  /** Goes on where a run of the same sources ended. */
  readonly resumes?: boolean;
  /** Writes what fails to `regressions/`. */
  readonly keep: boolean;
  readonly progress?: (line: string) => void;
}

export interface FuzzResult {
  readonly worlds: number;
  readonly passed: number;
  readonly calls: number;
  /** Functions that did the same in all languages and on all hosts. */
  readonly compared: number;
  /** A line for each language. */
  readonly summary: readonly string[];
  readonly missing: ReadonlyMap<string, string>;
  readonly failures: readonly { readonly language: string; readonly wit: string; readonly problem: string }[];
}

/**
 * jco does not wrap what stands in a 64-bit slot that variants share. Our guests keep the sign there. componentize-py fills the slot
 * with zeros, as it may, and wit-bindgen's guests do where the slot is that of an address as well, so that any random variant may
 * fail there (`regressions/joined-signs.wit`, `joined-pointers.wit`).
 */
const leftOut: ReadonlyMap<string, readonly string[]> = new Map(
  ["python", "wit-bindgen-c", "wit-bindgen-rust"].map((guest) => [guest, ["jco"]]),
);

export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { seed, runs, progress } = options;
  const effort: Effort = { seed, runs };
  const worlds = randomWorlds(options.worlds, seed);
  const all = batches(worlds, options.batch);
  progress?.(`${worlds.length} worlds in ${all.length} batches`);
  const { hosts, fewer = new Map<string, number>() } = options;
  // Where only components are made, making one takes too long for many worlds.
  const quick = (await guestBuilders()).filter((b) => b.makes === "core").map((b) => b.id);
  const languages = options.languages.length > 0 ? options.languages : [...new Set([...quick, ...fewer.keys()])];
  const features = all.map((b) => b.feature);
  const featuresOf = (language: string): readonly Feature[] =>
    features.slice(0, Math.ceil((fewer.get(language) ?? worlds.length) / options.batch));
  const said = progress === undefined ? {} : { progress };
  const ledger = options.resumes === undefined ? {} : { ledger: new Ledger(effort, options.resumes) };
  const started = performance.now();
  const result = await runSuite({
    features,
    featuresOf,
    languages,
    hosts,
    leftOut,
    effort,
    strict: true,
    ...said,
    ...ledger,
  });
  const seconds = (performance.now() - started) / 1000;
  const failures: { language: string; wit: string; problem: string }[] = [];
  for (const [key, failed] of byBatch(result.failed)) {
    const [language = "", name = ""] = key.split(" ");
    const batch = all.find((b) => b.feature.name === name);
    if (batch === undefined) throw new Error(`no batch ${name}`);
    progress?.(`${language}: looking for what fails: ${failed[0]?.name}: ${failed[0]?.problem.slice(0, 300)}`);
    const where = failed.flatMap((f) => f.at.split(" on ")[1] ?? []);
    const found = await smallest(batch, language, [...new Set(where)], effort);
    if (options.keep) for (const { wit, problem } of found) keep(language, wit, problem);
    failures.push(...found);
    // One that fails only together with others is shown as it is.
    if (found.length === 0)
      failures.push({ language, wit: together(batch.worlds), problem: `${failed[0]?.name}: ${failed[0]?.problem}` });
  }
  const { passed, calls, compared, missing } = result;
  const worldsOf = (language: string): number => Math.min(worlds.length, featuresOf(language).length * options.batch);
  const total = `${passed} functions, ${calls} calls in ${seconds.toFixed(0)} s; ${compared} functions did the same wherever they ran`;
  const summary = [...sums(result.matrix, worldsOf), total];
  return { worlds: worlds.length, passed, calls, compared, summary, missing, failures };
}

/** Worlds, functions and calls of each language, by host. */
function sums({ columns, verdicts }: SuiteResult["matrix"], worldsOf: (language: string) => number) {
  const languages = [...new Set(columns.map((c) => c.language))];
  return languages.map((language) => {
    const hosts = columns
      .filter((c) => c.language === language)
      .flatMap(({ host }) => {
        const own = [...verdicts].filter(([key]) => key.endsWith(` ${language} ${host}`)).map(([, verdict]) => verdict);
        const sum = (of: (verdict: Verdict) => number): number => own.reduce((n, verdict) => n + of(verdict), 0);
        if (own.length === 0) return [];
        return [
          `${host} ${sum((v) => v.passed)} passed, ${sum((v) => v.failed.length)} failed, ${sum((v) => v.calls)} calls`,
        ];
      });
    return `${language}: ${worldsOf(language)} worlds; ${hosts.join("; ")}`;
  });
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
  where: readonly string[],
  effort: Effort,
): Promise<FuzzResult["failures"]> {
  const run = async (wits: readonly string[], on: readonly string[]): Promise<readonly Failure[]> => {
    const features = wits.map(asFeature);
    return (await runSuite({ features, languages: [language], hosts: on, effort, strict: true })).failed;
  };
  const failed = await run(batch.worlds, where);
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

function keep(language: string, wit: string, problem: string): void {
  const name = createHash("sha256").update(wit).digest("hex").slice(0, 8);
  mkdirSync(regressionFolder, { recursive: true });
  const why = problem.split("\n")[0]?.slice(0, 160) ?? "";
  writeFileSync(join(regressionFolder, `${language}-${name}.wit`), `// ${why}\n${alone(wit, `k${name}`)}`);
}
