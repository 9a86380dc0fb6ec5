/** Decisions on their way from the guards to people: what was asked, what was answered, and why. */
import type { Decider } from "ocrekit/policy";
import type { CallSite, Decision as GuardDecision, PolicyDecider } from "../rt/index.js";

/** One decision about one call; crosses threads as a copy. */
export interface DecisionRecord {
  readonly module: string;
  readonly field: string;
  readonly scope: string;
  /** The permission that means exactly this call; nothing when its arguments were not read. */
  readonly permission: string | undefined;
  readonly args: readonly string[];
  readonly allowed: boolean;
  readonly reason: string;
  /** The rule that decided: its text and where a person finds it. */
  readonly rule: { readonly permission: string; readonly origin: string } | undefined;
}

/**
 * A decider that lets the arguments be read even where nothing of the scope is granted, so that the denial can name
 * the exact grant. The call is denied all the same, and no implementation is reached.
 */
export function explaining(decider: Decider): PolicyDecider {
  return {
    scope: (name) => {
      const scope = decider.scope(name);
      return { admitted: true, check1: (arg) => scope.check1(arg), check: (args) => scope.check(args) };
    },
  };
}

export function record(site: CallSite, scope: string, decision: GuardDecision | undefined): DecisionRecord {
  const base = { module: site.module, field: site.field, scope, allowed: decision?.allowed === true };
  if (decision === undefined) {
    return { ...base, permission: undefined, args: [], reason: "not-granted", rule: undefined };
  }
  return {
    ...base,
    permission: text(decision, "permission"),
    args: "args" in decision ? decision.args : [],
    reason: text(decision, "reason") ?? "allowed",
    rule: ruleOf(decision),
  };
}

/** Guards know less of a decision than the policy puts into it. */
function text(decision: object, key: string): string | undefined {
  const value: unknown = Reflect.get(decision, key);
  return typeof value === "string" ? value : undefined;
}

function ruleOf(decision: object): DecisionRecord["rule"] {
  const rule: unknown = Reflect.get(decision, "rule");
  if (typeof rule !== "object" || rule === null) return undefined;
  return { permission: text(rule, "permission") ?? "", origin: text(rule, "origin") ?? "" };
}
