/** The answer to one question, with all that a person, a log and a handle need of it. */
import type { Rule } from "./policy.js";

export type RefusalReason = "invalid-argument" | "explicit-deny" | "not-imported" | "not-requested" | "not-granted";

export interface Allowed {
  readonly allowed: true;
  readonly scope: string;
  /** Canonical: the only arguments that an implementation may use. */
  readonly args: readonly string[];
  /** The permission that means exactly this call. */
  readonly permission: string;
  readonly rule: Rule;
  /** False once the policy no longer gives this by the same rule: a handle that was minted by it is inert then. */
  readonly live: boolean;
}

export interface Refused {
  readonly allowed: false;
  readonly reason: RefusalReason;
  readonly scope: string;
  /** Canonical, except for an invalid argument. */
  readonly args: readonly string[];
  readonly permission: string;
  /** The deny that forbids it. */
  readonly rule?: Rule;
  /** Of what is not requested: an allow is there already. */
  readonly granted?: boolean;
}

export type Decision = Allowed | Refused;
