/** A refusal in words: who called what, which permission that needs, and exactly what would grant it. */
import type { ScopeDecider } from "./decider.js";
import type { Refused } from "./decision.js";
import type { ScopeSpec } from "./scopes.js";
import { escapeInvisible } from "./visible-text.js";

/** An import as the module names it. */
export interface CallSite {
  readonly module: string;
  readonly field: string;
}

/** `ocre:gpio/lines@0.1.0` and `[static]output.open` are `ocre:gpio/lines.output.open`. */
export function functionName({ module, field }: CallSite): string {
  return `${module.replace(/@[^/]*$/, "")}.${field.replace(/^\[[a-z-]+\]/, "")}`;
}

/** Two lines, or one when there is nothing to be done about it; without a line feed at the end. */
export function refusalText(app: string, site: CallSite, scope: ScopeSpec, refused: Refused): string {
  const args = refused.args.map((arg, i) => `${scope.params[i]?.name ?? "argument"}=${JSON.stringify(arg)}`);
  const head = `denied: ${app} called ${functionName(site)}(${args.join(", ")}):`;
  return escapeInvisible(head) + withHint(refusalHint(scope, refused));
}

/** The same for a call that was turned away before its arguments were read. */
export function refusedScopeText(app: string, site: CallSite, scope: ScopeDecider): string {
  const { spec, refusedAs, requested } = scope;
  const template = `${spec.name}(${spec.params.map((param) => `<${param.name}>`).join(", ")})`;
  const wanted = requested.length === 0 ? [template] : requested;
  const words = {
    "explicit-deny": { says: `needs ${spec.name}, which is denied altogether.` },
    "not-imported": { says: `needs ${spec.name}, which no import of the module can ask for.` },
    "not-requested": {
      says: `needs ${spec.name}, of which the manifest requests nothing.`,
      hint: `Request it with "optional": [${JSON.stringify(template)}] in ocre.json.`,
    },
    "not-granted": {
      says: `needs ${spec.name}, of which nothing is granted.`,
      hint: `Grant it with ${wanted.map(allowFlag).join(" ")} or ${allowJson(wanted)} in grants.json.`,
    },
  };
  return escapeInvisible(`denied: ${app} called ${functionName(site)}:`) + withHint(words[refusedAs ?? "not-granted"]);
}

export interface Words {
  readonly says: string;
  readonly hint?: string;
}

function withHint({ says, hint }: Words): string {
  return ` ${says}${hint === undefined ? "" : `\n        ${hint}`}`;
}

/** What is missing, and what to do about it, without saying who called what. */
export function refusalHint(scope: ScopeSpec, { reason, permission, rule, granted, args }: Refused): Words {
  switch (reason) {
    case "invalid-argument":
      return args.length === scope.params.length
        ? { says: `not a valid argument of ${scope.name}.` }
        : { says: `${scope.name} takes another number of arguments.` };
    case "explicit-deny":
      return {
        says: `needs ${permission}, which ${rule?.permission ?? ""} denies (${escapeInvisible(rule?.origin ?? "")}).`,
      };
    case "not-imported":
      return { says: `needs ${permission}, which no import of the module can ask for.` };
    case "not-requested":
      return {
        says: `needs ${permission}, which the manifest does not request.`,
        hint: `Request it with "optional": [${JSON.stringify(permission)}] in ocre.json${granted === true ? "." : `, and grant it with ${allowFlag(permission)}.`}`,
      };
    case "not-granted":
      return {
        says: `needs ${permission}, which is requested but not granted.`,
        hint: `Grant it with ${allowFlag(permission)} or ${allowJson([permission])} in grants.json.`,
      };
  }
}

/** For a POSIX shell. */
function allowFlag(permission: string): string {
  return `--allow '${permission.replaceAll("'", `'\\''`)}'`;
}

function allowJson(permissions: readonly string[]): string {
  return `"allow": [${permissions.map((permission) => JSON.stringify(permission)).join(", ")}]`;
}
