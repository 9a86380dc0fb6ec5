/** The permission steps of a call: what the generated guards ask, and what a handle keeps of the answer. */

/** What the policy says of one call; a `Decision` of `ocrekit/policy`. */
export type Decision =
  | { readonly allowed: true; readonly args: readonly string[]; readonly live: boolean }
  | { readonly allowed: false; readonly reason: string };

/** A decision that allowed something; `live` until its grant is withdrawn. */
export interface Rule {
  readonly live: boolean;
}

export type Verdict = Rule | "denied" | "invalid";

/** The `Decider` of `ocrekit/policy`, as far as a host asks it. */
export interface PolicyDecider {
  /** Grows with every change of the policy; absent when it never changes. */
  readonly epoch?: number;
  scope(name: string): PolicyScope;
}

export interface PolicyScope {
  /** Is there any grant of this scope? */
  readonly admitted: boolean;
  check1(arg: string): Decision;
  check(args: readonly string[]): Decision;
}

/** The function that asks. */
export interface CallSite {
  readonly module: string;
  readonly field: string;
}

/** Hears of every decision. `undefined`: the call was turned away before its arguments were read. */
export type Audit = (site: CallSite, scope: string, decision: Decision | undefined) => void;

/** One scope as one function asks for it, resolved once when the imports are made. */
export class ScopeDecider {
  readonly #scope: PolicyScope;
  readonly #name: string;
  readonly #site: CallSite;
  readonly #audit: Audit | undefined;

  constructor(scope: PolicyScope, name: string, site: CallSite, audit: Audit | undefined) {
    this.#scope = scope;
    this.#name = name;
    this.#site = site;
    this.#audit = audit;
  }

  get admitted(): boolean {
    return this.#scope.admitted;
  }

  refused(): void {
    this.#audit?.(this.#site, this.#name, undefined);
  }

  check1(arg: string): Verdict {
    const decision = this.#scope.check1(arg);
    this.#audit?.(this.#site, this.#name, decision);
    if (decision.allowed) return decision.args[0] === arg ? decision : "invalid";
    return decision.reason === "invalid-argument" ? "invalid" : "denied";
  }

  /** `texts`: what the guest wrote itself must be canonical already, because the implementation gets it as it is. */
  check(args: readonly string[], texts: readonly boolean[]): Verdict {
    const decision = this.#scope.check(args);
    this.#audit?.(this.#site, this.#name, decision);
    if (!decision.allowed) return decision.reason === "invalid-argument" ? "invalid" : "denied";
    return args.every((arg, i) => texts[i] !== true || decision.args[i] === arg) ? decision : "invalid";
  }

  /** As `check`, of what a call returns: nobody asked for it, so nothing is written to the audit log. */
  covers(args: readonly GuardValue[]): boolean {
    const texts = args.map(guardText).filter((text) => text !== undefined);
    return texts.length === args.length && this.#scope.check(texts).allowed;
  }
}

/** The rules behind a handle: which scope each of them allowed. */
export class Grant {
  readonly #scopes: readonly string[];
  readonly #rules: readonly Rule[];

  constructor(scopes: readonly string[], rules: readonly Rule[]) {
    this.#scopes = scopes;
    this.#rules = rules;
  }

  /** The scope, when there is one only. */
  get only(): string | undefined {
    return this.#scopes.length === 1 ? this.#scopes[0] : undefined;
  }

  carries(scope: string): boolean {
    return this.#scopes.includes(scope);
  }

  /** False once any of the rules was withdrawn. */
  get stands(): boolean {
    return this.#rules.every((rule) => rule.live);
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
    if (!Array.isArray(each)) this.#one(scope, decider, args);
    else if (each.length === 0) this.verdict = "invalid";
    else for (const item of each) this.#one(scope, decider, args.with(list, item));
  }

  /** Ends the collection. If every requirement had a condition and none held, the call means nothing. */
  decide(): "allowed" | "denied" | "invalid" {
    if (this.#counted === 0) this.verdict = "invalid";
    return this.verdict;
  }

  grant(): Grant {
    return new Grant(this.#scopes, this.#rules);
  }

  #one(scope: string, decider: ScopeDecider, args: readonly GuardValue[]): void {
    if (this.verdict !== "allowed") return;
    const texts = args.map(guardText).filter((text) => text !== undefined);
    const written = args.map((arg) => typeof arg === "string");
    const verdict = texts.length === args.length ? decider.check(texts, written) : "invalid";
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
