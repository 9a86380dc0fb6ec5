/** Permissions with meaning: the arguments of a scope as patterns or as canonical values. */

import { matcherOf } from "./matchers/index.js";
import type { Canonical, Matcher, Pattern } from "./matchers/matcher.js";
import { printPermission } from "./permission-text.js";
import type { ScopeSpec } from "./scopes.js";

/** A set of calls: one pattern for each argument of the scope. */
export class Permission {
  readonly scope: string;
  readonly args: readonly Pattern[];
  /** Canonical. */
  readonly text: string;

  constructor(scope: string, args: readonly Pattern[]) {
    this.scope = scope;
    this.args = args;
    this.text = printPermission({ scope, args: args.map((arg) => arg.text) });
  }

  covers(other: Permission): boolean {
    return this.scope === other.scope && this.args.every((arg, i) => meets(arg, other.args[i], "covers"));
  }

  overlaps(other: Permission): boolean {
    return this.scope === other.scope && this.args.every((arg, i) => meets(arg, other.args[i], "overlaps"));
  }
}

function meets(mine: Pattern, theirs: Pattern | undefined, how: "covers" | "overlaps"): boolean {
  return theirs !== undefined && mine[how](theirs);
}

/** Reads the arguments of one scope; made once for each scope of a policy. */
export class ScopeReader {
  readonly scope: ScopeSpec;
  readonly #matchers: readonly Matcher[];

  constructor(scope: ScopeSpec) {
    this.scope = scope;
    this.#matchers = scope.params.map((param) => matcherOf(param.matcher));
  }

  /** The canonical arguments of a call, or `undefined` if one of them has no canonical form. */
  values(raw: readonly string[]): { readonly values: readonly string[]; readonly exact: Permission } | undefined {
    if (raw.length !== this.#matchers.length) return undefined;
    const found: Canonical[] = [];
    for (const [i, matcher] of this.#matchers.entries()) {
      const canonical = matcher.value(raw[i] ?? "");
      if (canonical === undefined) return undefined;
      found.push(canonical);
    }
    const exact = new Permission(
      this.scope.name,
      found.map((canonical) => canonical.pattern),
    );
    return { values: found.map((canonical) => canonical.value), exact };
  }

  /** The patterns of a grant, or what is wrong with the `index`-th (-1: their number). */
  patterns(texts: readonly string[]): Permission | { readonly index: number; readonly why: string } {
    if (texts.length !== this.#matchers.length) return { index: -1, why: "" };
    const found: Pattern[] = [];
    for (const [index, matcher] of this.#matchers.entries()) {
      const pattern = matcher.pattern(texts[index] ?? "");
      if (typeof pattern === "string") return { index, why: pattern };
      found.push(pattern);
    }
    return new Permission(this.scope.name, found);
  }

  /** The scope with everything granted. */
  all(): Permission {
    return new Permission(
      this.scope.name,
      this.#matchers.map((matcher) => matcher.all),
    );
  }
}
