/** The permission steps of a call: what the generated guards ask, and what a handle keeps of the answer. */

/** A rule of the policy that allowed something. */
export interface Rule {
  /** False once the grant was withdrawn. */
  readonly live: boolean;
}

export type Verdict = Rule | "denied" | "invalid";

/** One scope as one function asks for it, resolved once when the imports are made. */
export interface ScopeDecider {
  /** Is there any grant of this scope? */
  readonly admitted: boolean;
  check1(arg: string): Verdict;
  check(args: readonly string[]): Verdict;
  /** As `check`, of what a call returns: nothing is written to the audit log. */
  covers(args: readonly string[]): boolean;
  /** For the audit log: a call that `admitted` turned away. */
  refused(): void;
}

export interface CallSite {
  readonly module: string;
  readonly field: string;
}

export interface Decider {
  scope(name: string, site: CallSite): ScopeDecider;
}

/** The rules behind a handle: which scope each of them allowed. */
export class Grant {
  readonly #scopes: readonly string[];
  readonly #rules: readonly Rule[];

  constructor(scopes: readonly string[], rules: readonly Rule[]) {
    this.#scopes = scopes;
    this.#rules = rules;
  }

  carries(scope: string): boolean {
    return this.#scopes.includes(scope);
  }

  /** False once any of the rules was withdrawn. */
  get stands(): boolean {
    for (const rule of this.#rules) if (!rule.live) return false;
    return true;
  }
}

/** What a path of a directive leads to: a string, a number, an IP address, nothing, or a list of those. */
export type GuardValue = unknown;

/** Collects the requirements of one call; one for each instance, because calls do not nest. */
export class Guard {
  verdict: "allowed" | "denied" | "invalid" = "allowed";
  #counted = 0;
  #scopes: string[] = [];
  #rules: Rule[] = [];

  begin(): void {
    this.verdict = "allowed";
    this.#counted = 0;
    this.#scopes = [];
    this.#rules = [];
  }

  /** A list among the arguments stands for each of its elements, and an empty one for a mistake. */
  require(scope: string, decider: ScopeDecider, args: readonly GuardValue[]): void {
    this.#counted++;
    if (this.verdict !== "allowed") return;
    const list = args.findIndex((arg) => Array.isArray(arg));
    const each = args[list];
    if (!Array.isArray(each)) return this.#one(scope, decider, args.map(guardText));
    if (each.length === 0) this.verdict = "invalid";
    for (const item of each)
      this.#one(
        scope,
        decider,
        args.map((arg, i) => guardText(i === list ? item : arg)),
      );
  }

  /** Ends the collection. If every requirement had a condition and none held, the call means nothing. */
  decide(): "allowed" | "denied" | "invalid" {
    if (this.#counted === 0) this.verdict = "invalid";
    return this.verdict;
  }

  grant(): Grant {
    return new Grant(this.#scopes, this.#rules);
  }

  #one(scope: string, decider: ScopeDecider, args: readonly (string | undefined)[]): void {
    if (this.verdict !== "allowed") return;
    const known = args.filter((arg) => arg !== undefined);
    const verdict = known.length === args.length ? decider.check(known) : "invalid";
    if (verdict === "denied" || verdict === "invalid") this.verdict = verdict;
    else {
      this.#scopes.push(scope);
      this.#rules.push(verdict);
    }
  }
}

/** The text of an argument as grants write it; `undefined` for what has none. */
export function guardText(value: GuardValue): string | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "bigint":
      return String(value);
    case "undefined":
      return "any";
    case "object":
      return addressText(value);
    default:
      return undefined;
  }
}

/** An `ip-address`: a variant of an IPv4 and an IPv6 address as tuples of numbers. */
function addressText(value: object | null): string | undefined {
  if (value === null || !("val" in value) || !Array.isArray(value.val)) return undefined;
  const parts: readonly unknown[] = value.val;
  const numbers = parts.filter((part) => typeof part === "number");
  if (numbers.length !== parts.length) return undefined;
  if (numbers.length === 4) return numbers.join(".");
  return numbers.length === 8 ? numbers.map((n) => n.toString(16)).join(":") : undefined;
}
