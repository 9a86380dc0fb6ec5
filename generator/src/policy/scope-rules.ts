/** The rules of a policy that concern one scope, with their patterns. */
import { Permission, ScopeReader } from "./permission.js";
import { isMistake, parsePermission } from "./permission-text.js";
import type { Policy, Rule } from "./policy.js";
import type { ScopeSpec } from "./scopes.js";

export interface Held {
  readonly rule: Rule;
  readonly permission: Permission;
}

export interface ScopeRules {
  readonly imported: boolean;
  readonly allowAll: boolean;
  readonly requests: "imports" | readonly Held[];
  readonly allow: readonly Held[];
  readonly deny: readonly Held[];
}

/** Of a scope that the policy does not know: nothing is allowed. */
export const noRules: ScopeRules = { imported: false, allowAll: false, requests: [], allow: [], deny: [] };

export function rulesOf(policy: Policy, scope: ScopeSpec): ScopeRules {
  const reader = new ScopeReader(scope);
  const hold = (rules: readonly Rule[]): readonly Held[] =>
    rules.flatMap((rule) => {
      const parsed = parsePermission(rule.permission);
      if (isMistake(parsed)) throw new Error(`'${rule.permission}' is not a permission`);
      if (parsed.scope !== scope.name) return [];
      const permission = reader.patterns(parsed.args);
      if (!(permission instanceof Permission)) throw new Error(`'${rule.permission}' is not canonical`);
      return [{ rule, permission }];
    });
  return {
    imported: policy.imports.includes(scope.name),
    allowAll: policy.allowAll,
    requests: policy.requests === "imports" ? "imports" : hold(policy.requests),
    allow: hold(policy.allow),
    deny: hold(policy.deny),
  };
}
