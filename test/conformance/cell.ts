/** One feature of one language on one host: all its cases. */

import { casesOf } from "./cases.js";
import type { Feature } from "./features.js";
import type { GuestBuilder } from "./guests.js";
import { type Host, HostGaveUp } from "./hosts/host.js";
import { runLimits, runRefusals } from "./refusals.js";
import type { CaseResult, Effort } from "./run-case.js";
import { Restarting, runCase } from "./run-case.js";
import type { Subject } from "./subject.js";

export interface CellResult {
  readonly feature: string;
  readonly language: string;
  readonly host: string;
  readonly cases: readonly CaseResult[];
  /** Set where the host's own tools cannot take this component; there are no cases then. */
  readonly gaveUp?: string;
}

/** Nothing when there is no compiler here. */
export async function runFeature(
  feature: Feature,
  subject: Subject,
  builder: GuestBuilder,
  hosts: readonly Host[],
  effort: Effort,
  report: (result: CellResult) => void,
): Promise<string | undefined> {
  const all = casesOf(subject).filter((c) => c.behaviour.kind !== "none");
  const built = await builder.build(subject);
  if (!built.ok && built.missing) return built.why;
  for (const host of hosts) {
    if (builder.makes === "component" && !host.components) continue;
    const cell = { feature: feature.name, language: builder.id, host: host.id };
    if (!built.ok) {
      report({ ...cell, cases: all.map(({ name }) => ({ name, calls: 0, problem: `build: ${built.why}` })) });
      continue;
    }
    const cases: CaseResult[] = [];
    const instance = new Restarting(host, subject, built.guest);
    try {
      await instance.ready();
      for (const of of all) cases.push(await runCase(of, subject, instance, effort));
      await instance.close();
      if (feature.also === "refusals") cases.push(...(await runRefusals(all, subject, built.guest, host)));
      if (feature.also === "limits") cases.push(...(await runLimits(all, subject, built.guest, host)));
    } catch (error) {
      if (error instanceof HostGaveUp) {
        report({ ...cell, cases: [], gaveUp: error.message });
        continue;
      }
      const problem = error instanceof Error ? error.message : String(error);
      const rest = all.slice(cases.length);
      cases.push(...(rest.length > 0 ? rest : all.slice(0, 1)).map(({ name }) => ({ name, calls: 0, problem })));
    }
    report({ ...cell, cases });
  }
  return undefined;
}
