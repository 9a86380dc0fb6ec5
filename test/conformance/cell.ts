/** One feature of one language on one host: all its cases. */

import { type Case, casesOf } from "./cases.js";
import type { Feature } from "./features.js";
import type { GuestBuilder } from "./guests.js";
import { type Guest, type Host, HostGaveUp } from "./hosts/host.js";
import { limitTries, refusable, runLimits, runRefusals } from "./refusals.js";
import type { CaseResult, Effort } from "./run-case.js";
import { Restarting, runCase } from "./run-case.js";
import { loadSubject, type Subject } from "./subject.js";
import { loadTogether } from "./together.js";

export interface CellResult {
  readonly feature: string;
  readonly language: string;
  readonly host: string;
  readonly cases: readonly CaseResult[];
  /** Set where the host's own tools cannot take this component; there are no cases then. */
  readonly gaveUp?: string;
}

export interface Work {
  readonly builder: GuestBuilder;
  readonly hosts: readonly Host[];
  readonly effort: Effort;
  readonly begin: (feature: string) => void;
  readonly report: (result: CellResult) => void;
}

/** A guest for the feature alone. Returns why there is no compiler here. */
export async function runFeature(feature: Feature, subject: Subject, work: Work): Promise<string | undefined> {
  const cases = triable(casesOf(subject), work);
  const built = await work.builder.build(subject);
  if (!built.ok && built.missing) return built.why;
  for (const host of hostsOf(work)) {
    const cell = { feature: feature.name, language: work.builder.id, host: host.id };
    if (built.ok) work.report({ ...cell, ...(await runCell(feature, cases, subject, built.guest, host, work.effort)) });
    else work.report({ ...cell, cases: cases.map(({ name }) => ({ name, calls: 0, problem: `build: ${built.why}` })) });
  }
  return undefined;
}

/** One guest for all features; false when there is none, and each has to be tried for itself. */
export async function runTogether(all: readonly Feature[], work: Work): Promise<boolean> {
  const refuses = ({ name, wit, world }: Feature): boolean =>
    work.builder.refusal?.(loadSubject(name, wit, world)) !== undefined;
  const features = all.filter((f) => !refuses(f));
  const { subject, cases } = loadTogether(features);
  const built = await work.builder.build(subject);
  if (!built.ok) return false;
  for (const host of hostsOf(work)) {
    const instance = new Restarting(host, subject, built.guest);
    try {
      await instance.ready();
      await instance.close();
    } catch {
      return false;
    }
  }
  // What the language cannot do is told at once, and stays out of the world of the others.
  for (const feature of all.filter((f) => !features.includes(f))) {
    work.begin(feature.name);
    await runFeature(feature, loadSubject(feature.name, feature.wit, feature.world), work);
  }
  for (const feature of features) {
    work.begin(feature.name);
    const own = triable(cases.get(feature.name) ?? [], work);
    for (const host of hostsOf(work)) {
      const cell = { feature: feature.name, language: work.builder.id, host: host.id };
      work.report({ ...cell, ...(await runCell(feature, own, subject, built.guest, host, work.effort)) });
    }
  }
  return true;
}

const triable = (cases: readonly Case[], { builder }: Work): readonly Case[] =>
  cases.filter(({ behaviour: { kind } }) => kind !== "none" && (builder.does ?? [kind]).includes(kind));

/** Names of all that is tried of a feature, in a language that does everything. */
export function triesOf({ name, wit, world, also }: Feature): readonly string[] {
  const cases = casesOf(loadSubject(name, wit, world)).filter(({ behaviour }) => behaviour.kind !== "none");
  return [
    ...cases.map((of) => of.name),
    ...(also === "refusals" ? refusable(cases).map((of) => of.name) : []),
    ...(also === "limits" ? limitTries : []),
  ];
}

const hostsOf = ({ builder, hosts }: Work): readonly Host[] =>
  hosts.filter((host) => builder.makes === "core" || host.components);

async function runCell(
  feature: Feature,
  all: readonly Case[],
  subject: Subject,
  guest: Guest,
  host: Host,
  effort: Effort,
): Promise<Pick<CellResult, "cases" | "gaveUp">> {
  const cases: CaseResult[] = [];
  const instance = new Restarting(host, subject, guest);
  try {
    await instance.ready();
    for (const of of all) cases.push(await runCase(of, subject, instance, effort));
    await instance.close();
    if (feature.also === "refusals") cases.push(...(await runRefusals(all, subject, guest, host)));
    if (feature.also === "limits") cases.push(...(await runLimits(all, subject, guest, host)));
  } catch (error) {
    if (error instanceof HostGaveUp) return { cases: [], gaveUp: error.message };
    const problem = error instanceof Error ? error.message : String(error);
    const rest = all.slice(cases.length);
    cases.push(...(rest.length > 0 ? rest : all.slice(0, 1)).map(({ name }) => ({ name, calls: 0, problem })));
  }
  return { cases };
}
