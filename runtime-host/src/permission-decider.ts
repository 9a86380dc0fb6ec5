/** The permissions of one container on its thread: the decider of its guards, and a record of what it decides. */
import { type Decider, type Decision, refusalText, refusedScopeText } from "ocrekit/policy";
import type { CallSite } from "./rt/guards.js";

/** One decision, or several equal ones; plain data, so that it can cross threads. */
export interface DecisionRecord {
  /** Unix time in milliseconds. */
  readonly time: number;
  readonly policy: string;
  /** As the module imports it: `ocre:gpio/lines@0.1.0#[static]output.open`. */
  readonly function: string;
  /** `gpio.write(relay)`; only the scope when the arguments were not read. */
  readonly permission: string;
  readonly args: readonly string[];
  readonly decision: "allowed" | "denied";
  readonly reason?: string;
  /** The rule that allowed or denied it. */
  readonly rule?: string;
  /** Equal decisions since the last record of this one, that had no record of their own. */
  readonly suppressed: number;
  /** Other decisions since the last record that got none, because there were too many. */
  readonly dropped?: number;
  /** For people, of a refusal: what was missing and how to grant it. */
  readonly text?: string;
}

type HeardDecision = { readonly allowed: boolean } | undefined;

export interface PermissionDecider {
  scope(name: string): ReturnType<Decider["scope"]>;
  /** To be given to the instance with the decider. */
  readonly audit: (site: CallSite, scope: string, decision: HeardDecision) => void;
  /** Writes the counts of what was repeated; from time to time, and at the end. */
  flush(): void;
}

export interface RecordOptions {
  /** Unix time in milliseconds. */
  readonly now?: () => number;
  /** Different decisions that are kept apart at one time. */
  readonly kept?: number;
  /** A guest that asks for ever new things must not flood the thread that writes; 100 when absent. */
  readonly recordsPerSecond?: number;
}

interface Repeated {
  readonly site: CallSite;
  readonly scope: string;
  readonly decision: Decision | undefined;
  count: number;
}

/**
 * The first decision of its kind is recorded at once; equal ones are counted until `flush`. Decisions are equal when
 * they are the same object, which the decider's cache sees to: a hot call costs a comparison, not a record.
 */
export function createPermissionDecider(
  decider: Decider,
  emit: (record: DecisionRecord) => void,
  options: RecordOptions = {},
): PermissionDecider {
  const now = options.now ?? Date.now;
  const kept = options.kept ?? 256;
  const seen = new Map<CallSite, Map<unknown, Repeated>>();
  const rate = options.recordsPerSecond ?? 100;
  let size = 0;
  let last: Repeated | undefined;
  let left = rate;
  let filled = now();
  let dropped = 0;

  const write = ({ site, scope, decision }: Repeated, suppressed: number): void => {
    const time = now();
    left = Math.min(rate, left + (Math.max(0, time - filled) / 1000) * rate);
    filled = time;
    if (left < 1) {
      dropped += Math.max(1, suppressed);
      return;
    }
    left -= 1;
    const lost = dropped;
    dropped = 0;
    emit({
      time,
      policy: decider.policy.hash,
      function: `${site.module}#${site.field}`,
      ...outcome(decider, site, scope, decision),
      suppressed,
      ...(lost === 0 ? {} : { dropped: lost }),
    });
  };

  const flush = (): void => {
    for (const bySite of seen.values())
      for (const repeated of bySite.values()) if (repeated.count > 0) write(repeated, repeated.count);
    seen.clear();
    size = 0;
    last = undefined;
  };

  const audit = (site: CallSite, scope: string, heard: HeardDecision): void => {
    if (last !== undefined && last.decision === heard && last.site === site && last.scope === scope) {
      last.count += 1;
      return;
    }
    const known = seen.get(site)?.get(heard ?? scope);
    if (known !== undefined) {
      known.count += 1;
      last = known;
      return;
    }
    if (size >= kept) flush();
    const repeated: Repeated = { site, scope, decision: isDecision(heard) ? heard : undefined, count: 0 };
    const bySite = seen.get(site) ?? new Map<unknown, Repeated>();
    seen.set(site, bySite.set(heard ?? scope, repeated));
    size += 1;
    last = repeated;
    write(repeated, 0);
  };

  return { scope: (name) => decider.scope(name), audit, flush };
}

/** The guards pass on the decisions of our own decider as they are. */
function isDecision(heard: HeardDecision): heard is Decision {
  return heard !== undefined && "permission" in heard;
}

type Outcome = Pick<DecisionRecord, "permission" | "args" | "decision" | "reason" | "rule" | "text">;

function outcome(decider: Decider, site: CallSite, scope: string, decision: Decision | undefined): Outcome {
  const app = decider.policy.app;
  const asked = decider.scope(scope);
  if (decision === undefined) {
    const reason = asked.refusedAs ?? "not-granted";
    return { permission: scope, args: [], decision: "denied", reason, text: refusedScopeText(app, site, asked) };
  }
  const { permission, args, rule } = decision;
  const common = { permission, args, ...(rule === undefined ? {} : { rule: rule.permission }) };
  if (decision.allowed) return { ...common, decision: "allowed" };
  return { ...common, decision: "denied", reason: decision.reason, text: refusalText(app, site, asked.spec, decision) };
}
