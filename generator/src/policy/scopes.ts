/** Scopes as the policy needs them: a name and a matcher for each argument. */

export type MatcherSpec =
  | { readonly kind: "name" | "path" | "key" | "prefix" | "topic" | "filter" | "host" | "port" | "address" }
  | { readonly kind: "word"; readonly words: readonly string[] };

export interface ScopeSpec {
  /** `gpio.write` */
  readonly name: string;
  readonly params: readonly { readonly name: string; readonly matcher: MatcherSpec }[];
}

/** By name. The `scopes` of a graph's directives are one. */
export type ScopeTable = ReadonlyMap<string, ScopeSpec>;

export function scopeTable(scopes: Iterable<ScopeSpec>): ScopeTable {
  return new Map(Array.from(scopes, (scope) => [scope.name, scope]));
}

/** `gpio.write(line: name)`, as it is declared. */
export function printScope(scope: ScopeSpec): string {
  const params = scope.params.map(({ name, matcher }) => `${name}: ${printMatcher(matcher)}`);
  return `${scope.name}(${params.join(", ")})`;
}

function printMatcher(matcher: MatcherSpec): string {
  return matcher.kind === "word" ? `word(${matcher.words.join("|")})` : matcher.kind;
}
