/** Decides calls under a policy that can be replaced while handles and imports live on. */
import type { Allowed, Decision, RefusalReason, Refused } from "./decision.js";
import { type Permission, ScopeReader } from "./permission.js";
import { printPermission } from "./permission-text.js";
import type { Policy, Rule } from "./policy.js";
import { mayConnect } from "./resolved-address.js";
import { noRules, rulesOf, type ScopeRules } from "./scope-rules.js";
import type { ScopeSpec } from "./scopes.js";

const allowAllRule: Rule = { effect: "allow", permission: "*", origin: "--allow-all" };

/** A guest could fill a cache with ever new arguments; beyond this it starts afresh. */
const cacheSize = 1024;

/** Longer arguments are rare, and a guest must not make the host keep them. */
const longestKept = 512;

export class Decider {
  #policy: Policy;
  #epoch = 1;
  readonly #scopes = new Map<string, ScopeDecider>();

  constructor(policy: Policy) {
    this.#policy = policy;
    this.#load();
  }

  get policy(): Policy {
    return this.#policy;
  }

  /** Grows with every replacement of the policy. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Grants, revokes or narrows, in one step; what was allowed by a removed rule is no longer `live`. */
  replace(policy: Policy): void {
    this.#policy = policy;
    this.#epoch += 1;
    this.#load();
  }

  /** Is there any way that a call of this scope is allowed? */
  admitted(scope: string): boolean {
    return this.scope(scope).admitted;
  }

  decide(scope: string, args: readonly (string | number)[]): Decision {
    return this.scope(scope).check(args.map(String));
  }

  /** For a guest that asks about its rights: unknown scopes and odd arguments are simply not allowed. */
  checkText(scope: string, args: readonly string[]): boolean {
    return this.#scopes.get(scope)?.check(args).allowed ?? false;
  }

  /** May the name that was allowed lead to this resolved address? `args` with the name, as checked before. */
  connectAllowed(scope: string, args: readonly string[], address: string): boolean {
    return this.#scopes.get(scope)?.connectAllowed(args, address) ?? false;
  }

  /** Stays valid when the policy is replaced. Throws for a scope that the policy has no declaration of. */
  scope(name: string): ScopeDecider {
    const found = this.#scopes.get(name);
    if (found === undefined) throw new Error(`the policy does not declare the scope '${name}'`);
    return found;
  }

  #load(): void {
    const policy = this.#policy;
    const declared = new Map(policy.scopes.map((scope) => [scope.name, scope]));
    for (const scope of policy.scopes) {
      const rules = rulesOf(policy, scope);
      const known = this.#scopes.get(scope.name);
      if (known === undefined) this.#scopes.set(scope.name, new ScopeDecider(scope, rules));
      else known.load(scope, rules);
    }
    for (const [name, decider] of this.#scopes) if (!declared.has(name)) decider.load(decider.spec, noRules);
  }
}

export class ScopeDecider {
  /** False: every call is refused, so there is no need to look at its arguments. */
  admitted = false;
  /** Why it is not admitted. */
  refusedAs: Exclude<RefusalReason, "invalid-argument"> | undefined;
  #spec: ScopeSpec;
  #reader: ScopeReader;
  #rules: ScopeRules = noRules;
  #epoch = 0;
  readonly #one = new Map<string, Decision>();
  readonly #two = new Map<string, Map<string, Decision>>();
  readonly #many = new Map<string, Decision>();
  #twoSize = 0;

  constructor(spec: ScopeSpec, rules: ScopeRules) {
    this.#spec = spec;
    this.#reader = new ScopeReader(spec);
    this.load(spec, rules);
  }

  get spec(): ScopeSpec {
    return this.#spec;
  }

  /** What the manifest asks for of this scope. */
  get requested(): readonly string[] {
    const { requests } = this.#rules;
    return requests === "imports" ? [] : requests.map((held) => held.permission.text);
  }

  load(spec: ScopeSpec, rules: ScopeRules): void {
    this.#spec = spec;
    this.#reader = new ScopeReader(spec);
    this.#rules = rules;
    this.#epoch += 1;
    this.#one.clear();
    this.#two.clear();
    this.#twoSize = 0;
    this.#many.clear();
    this.refusedAs = this.#admission();
    this.admitted = this.refusedAs === undefined;
  }

  check(args: readonly string[]): Decision {
    const [a, b] = args;
    if (a !== undefined && args.length === 1) return this.check1(a);
    if (a !== undefined && b !== undefined && args.length === 2) return this.check2(a, b);
    const key = args.map((arg) => `${arg.length}:${arg}`).join();
    const known = this.#many.get(key);
    if (known !== undefined) return known;
    const decision = this.#decide(args);
    if (key.length > longestKept) return decision;
    if (this.#many.size >= cacheSize) this.#many.clear();
    this.#many.set(key, decision);
    return decision;
  }

  check1(arg: string): Decision {
    const known = this.#one.get(arg);
    if (known !== undefined) return known;
    const decision = this.#decide([arg]);
    if (arg.length > longestKept) return decision;
    if (this.#one.size >= cacheSize) this.#one.clear();
    this.#one.set(arg, decision);
    return decision;
  }

  check2(first: string, second: string): Decision {
    const known = this.#two.get(first)?.get(second);
    if (known !== undefined) return known;
    const decision = this.#decide([first, second]);
    if (first.length + second.length > longestKept) return decision;
    if (this.#twoSize >= cacheSize) {
      this.#two.clear();
      this.#twoSize = 0;
    }
    this.#twoSize += 1;
    const inner = this.#two.get(first);
    if (inner === undefined) this.#two.set(first, new Map([[second, decision]]));
    else inner.set(second, decision);
    return decision;
  }

  connectAllowed(args: readonly string[], address: string): boolean {
    const named = this.check(args);
    if (!named.allowed) return false;
    const at = this.#spec.params.findIndex((param) => param.matcher.kind === "host");
    if (at < 0) return false;
    const literal = this.#reader.values(named.args.with(at, address));
    const exact = this.#reader.values(named.args)?.exact;
    if (literal === undefined || exact === undefined) return false;
    if (this.#denied(literal.exact) !== undefined) return false;
    if (this.#rules.allowAll) return true;
    return mayConnect(
      this.#rules.allow.map((held) => held.permission),
      at,
      exact,
      literal.exact,
    );
  }

  /** Is this a decision of the present policy, or does the present policy come to the same one by the same rule? */
  stands(decision: Allowed, epoch: number): boolean {
    if (epoch === this.#epoch) return true;
    const again = this.check(decision.args);
    if (!again.allowed) return false;
    if (again.rule.permission === decision.rule.permission) return true;
    return this.#rules.allow.some(({ rule }) => rule.permission === decision.rule.permission);
  }

  #decide(args: readonly string[]): Decision {
    const read = this.#reader.values(args);
    if (read === undefined) return refusal("invalid-argument", this.#spec.name, args);
    const { values, exact } = read;
    const refuse = (reason: RefusalReason, more: Pick<Refused, "rule" | "granted"> = {}): Decision => ({
      allowed: false,
      reason,
      scope: exact.scope,
      args: values,
      permission: exact.text,
      ...more,
    });
    const deny = this.#denied(exact);
    if (deny !== undefined) return refuse("explicit-deny", { rule: deny });
    const { imported, requests, allow, allowAll } = this.#rules;
    if (!imported) return refuse("not-imported");
    const rule = allow.find((held) => held.permission.covers(exact))?.rule ?? (allowAll ? allowAllRule : undefined);
    if (requests !== "imports" && !requests.some((held) => held.permission.covers(exact)))
      return refuse("not-requested", { granted: rule !== undefined });
    if (rule === undefined) return refuse("not-granted");
    return new AllowedBy(this, this.#epoch, exact, values, rule);
  }

  #denied(exact: Permission): Rule | undefined {
    return this.#rules.deny.find((held) => held.permission.overlaps(exact))?.rule;
  }

  #admission(): Exclude<RefusalReason, "invalid-argument"> | undefined {
    const { imported, requests, allow, allowAll, deny } = this.#rules;
    const all = this.#reader.all();
    if (deny.some((held) => held.permission.covers(all))) return "explicit-deny";
    if (!imported) return "not-imported";
    if (requests !== "imports" && requests.length === 0) return "not-requested";
    return allowAll || allow.length > 0 ? undefined : "not-granted";
  }
}

class AllowedBy implements Allowed {
  readonly allowed = true;
  readonly scope: string;
  readonly args: readonly string[];
  readonly permission: string;
  readonly rule: Rule;
  readonly #decider: ScopeDecider;
  readonly #epoch: number;

  constructor(decider: ScopeDecider, epoch: number, exact: Permission, args: readonly string[], rule: Rule) {
    this.scope = exact.scope;
    this.args = args;
    this.permission = exact.text;
    this.rule = rule;
    this.#decider = decider;
    this.#epoch = epoch;
  }

  get live(): boolean {
    return this.#decider.stands(this, this.#epoch);
  }
}

function refusal(reason: RefusalReason, scope: string, args: readonly string[]): Decision {
  return { allowed: false, reason, scope, args, permission: printPermission({ scope, args }) };
}
