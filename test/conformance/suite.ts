/** The whole suite: which languages and hosts there are, the run, the matrix that comes out. */
import type { CellResult } from "./cell.js";
import type { Feature } from "./features.js";
import { guestBuilders, otherWays, strangers } from "./guests.js";
import type { Host } from "./hosts/host.js";
import { hosts } from "./hosts/index.js";
import { judge, knownFailures, type Verdict } from "./known-failures.js";
import type { Ledger } from "./ledger.js";
import { type Column, cellKey, type Matrix } from "./matrix.js";
import { Pace } from "./pace.js";
import type { Effort } from "./run-case.js";
import { Comparison } from "./transcript.js";
import { type Job, type Reports, runJobs } from "./work.js";

export interface SuiteOptions {
  readonly features: readonly Feature[];
  /** Fewer for some languages. */
  readonly featuresOf?: (language: string) => readonly Feature[];
  /** Ids; all of the registry when empty. */
  readonly languages: readonly string[];
  /** With the other ways to build a language. */
  readonly whole?: boolean;
  readonly hosts: readonly string[];
  readonly effort: Effort;
  /** Hosts that a language does not go to. */
  readonly leftOut?: ReadonlyMap<string, readonly string[]>;
  /** One guest for all features also in languages that are quick to build. */
  readonly together?: boolean;
  /** For WIT that is not of the suite: no failure is known, and tools of a host that give up are only noted. */
  readonly strict?: boolean;
  /** Those that are kept beside this file when absent. */
  readonly known?: typeof knownFailures;
  /** What passed in a run before this one is not run again. */
  readonly ledger?: Ledger;
  readonly progress?: (line: string) => void;
}

export interface Failure {
  /** `rust on node` */
  readonly at: string;
  /** `feature/case` */
  readonly name: string;
  readonly problem: string;
}

export interface SuiteResult {
  readonly matrix: Matrix;
  /** Languages and hosts without their tools. */
  readonly missing: ReadonlyMap<string, string>;
  readonly failed: readonly Failure[];
  readonly unexpected: readonly string[];
  /** Components that a host's tools did not take. */
  readonly gaveUp: readonly string[];
  readonly known: number;
  readonly passed: number;
  readonly calls: number;
  /** Cases whose calls were the same in at least two runs: other languages, or other hosts. */
  readonly compared: number;
}

export async function runSuite(options: SuiteOptions): Promise<SuiteResult> {
  const known = await guestBuilders();
  const builders =
    options.languages.length === 0
      ? [...known, ...(options.whole === true ? otherWays : [])]
      : [...known, ...otherWays, ...strangers].filter((b) => options.languages.includes(b.id));
  const unknown = options.languages.filter((id) => !builders.some((b) => b.id === id));
  if (unknown.length > 0) throw new Error(`no language '${unknown.join("', '")}' has a recipe`);
  const missing = new Map<string, string>();
  const wanted = hosts.filter(({ id }) => options.hosts.length === 0 || options.hosts.includes(id));
  for (const host of wanted) {
    const why = host.missing();
    if (why !== undefined) missing.set(host.id, why);
  }
  const running = wanted.filter(({ id }) => !missing.has(id));
  const verdicts = new Map<string, Verdict>();
  const failed: Failure[] = [];
  const comparison = new Comparison();
  const unexpected: string[] = [];
  const gaveUp: string[] = [];
  const at = (cell: Pick<CellResult, "language" | "host">): string => `${cell.language} on ${cell.host}`;
  const kept: CellResult[] = [];
  const jobs = builders.map(({ id, makes }): Job => {
    const without = options.leftOut?.get(id) ?? [];
    const takes = (host: Host): boolean => (makes === "core" || host.components) && !without.includes(host.id);
    const hosts = running.filter(takes).map((h) => h.id);
    const all = options.featuresOf?.(id) ?? options.features;
    const isKept = (cell: CellResult): boolean =>
      hosts.some((host) => host === cell.host) && all.some((f) => f.name === cell.feature);
    const cells = (options.ledger?.cells(id) ?? []).filter(isKept);
    const features = all.filter((f) => cells.filter((cell) => cell.feature === f.name).length < hosts.length);
    kept.push(...cells.filter((cell) => !features.some((f) => f.name === cell.feature)));
    const together = options.strict !== true && (options.together === true || makes === "component");
    return { language: id, features, hosts, effort: options.effort, together };
  });
  const pace = new Pace(jobs.reduce((n, { features, hosts }) => n + features.length * hosts.length, 0));
  const said = options.progress;
  const progress = said === undefined ? undefined : (line: string): void => said(`${pace.text()}${line}`);
  const reports: Reports = {
    cell(cell) {
      if (cell.gaveUp !== undefined) {
        progress?.(`${at(cell)}, ${cell.feature}: ${cell.gaveUp}`);
        if (options.strict === true) gaveUp.push(`${at(cell)}: ${cell.feature}: ${cell.gaveUp}`);
        else failed.push({ at: at(cell), name: cell.feature, problem: cell.gaveUp });
        return;
      }
      const known = options.strict === true ? new Map() : (options.known ?? knownFailures)(cell.language, cell.host);
      const verdict = judge(cell, known);
      for (const { name, digest } of cell.cases) {
        const key = `${cell.feature}/${name}`;
        const problem = digest === undefined ? undefined : comparison.add(key, at(cell), digest);
        if (problem !== undefined) failed.push({ at: at(cell), name: key, problem });
      }
      verdicts.set(cellKey(cell.feature, cell.language, cell.host), verdict);
      failed.push(...verdict.failed.map((failure) => ({ at: at(cell), ...failure })));
      unexpected.push(...verdict.unexpected.map((line) => `${at(cell)}: ${line}`));
      const bad = verdict.failed.length + verdict.unexpected.length;
      const asKnown = verdict.known.length > 0 ? `, ${verdict.known.length} known failures` : "";
      const said =
        bad === 0
          ? `${verdict.passed} passed${asKnown}`
          : `${verdict.failed.length} failed, ${verdict.unexpected.length} passed unexpectedly`;
      progress?.(`${at(cell)}, ${cell.feature}: ${said}, ${verdict.calls} calls`);
    },
    missing(language, why) {
      missing.set(language, why);
      progress?.(`${language}: ${why}`);
    },
    unsuitable(language, feature, why) {
      failed.push({ at: language, name: feature, problem: why });
    },
  };
  if (kept.length > 0) said?.(`${kept.length} cells passed in a run before this one`);
  for (const cell of kept) reports.cell(cell);
  await runJobs(jobs, {
    ...reports,
    cell(cell) {
      pace.step();
      options.ledger?.add(cell);
      reports.cell(cell);
    },
  });
  const columns: readonly Column[] = builders
    .filter(({ id }) => !missing.has(id))
    .flatMap(({ id, title }) => running.map((host) => ({ language: id, title, host: host.id })));
  const sum = (of: (verdict: Verdict) => number): number => [...verdicts.values()].reduce((n, v) => n + of(v), 0);
  return {
    matrix: { features: options.features.map((f) => f.name), columns, verdicts },
    missing,
    failed,
    unexpected,
    gaveUp,
    known: sum((v) => v.known.length),
    passed: sum((v) => v.passed),
    calls: sum((v) => v.calls),
    compared: comparison.cases,
  };
}
