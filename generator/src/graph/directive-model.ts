/**
 * What the directives of a graph say, parsed and resolved: the only form in which the planner sees them.
 * Grammar and meaning: `wit/README.md`.
 */
import type { InterfaceId, TypeDefId } from "../ids.js";
import type { Span } from "../wit/span.js";
import type { Func } from "./model.js";

export interface Directives {
  /** By scope name, `gpio.write`. */
  readonly scopes: ReadonlyMap<string, ScopeDecl>;
  readonly functions: ReadonlyMap<Func, FuncDirectives>;
  /** Enums with `@status E`: the error enum E. The cases are `ok` and then those of E. */
  readonly statuses: ReadonlyMap<TypeDefId, TypeDefId>;
}

export interface ScopeDecl {
  /** `gpio.write` */
  readonly name: string;
  readonly params: readonly ScopeParam[];
  readonly owner: InterfaceId;
  readonly span: Span;
}

export interface ScopeParam {
  readonly name: string;
  readonly matcher: Matcher;
}

export type Matcher =
  | { readonly kind: "name" | "path" | "key" | "prefix" | "topic" | "filter" | "host" | "port" | "address" }
  | { readonly kind: "word"; readonly words: readonly string[] };

export interface FuncDirectives {
  readonly guard: GuardDirective;
  /** `@filters`: a result element stays when one of these covers it. */
  readonly filters: readonly Permission[];
  /** `@errors`; `undefined` when the line is absent. */
  readonly errors?: readonly string[];
  readonly blocks?: "until-done" | Path;
  readonly flat: boolean;
  readonly bounds?: Bounds;
  readonly event?: string;
  /** `@limit` */
  readonly limit?: string;
  readonly redact: readonly Path[];
  /** `@ocre`: functions of upstream Ocre's C API that this one replaces. */
  readonly replaces: readonly string[];
  readonly span: Span;
}

export type GuardDirective =
  | { readonly kind: "requires"; readonly lines: readonly RequiresLine[] }
  | { readonly kind: "inherits"; readonly needs?: string; readonly otherwise?: string | number }
  | { readonly kind: "unrestricted" }
  | { readonly kind: "handler"; readonly event: string };

/** One `@requires` line: all permissions hold together; it counts when one of `when` is true (or `when` is empty). */
export interface RequiresLine {
  readonly permissions: readonly Permission[];
  readonly when: readonly Path[];
}

/** `scope(arg, ...)` of a directive, its arguments still paths. */
export interface Permission {
  readonly scope: string;
  readonly args: readonly Argument[];
}

export type Argument = { readonly kind: "literal"; readonly value: string } | Path;

/**
 * Where a value is found. `param`: `names[0]` is a parameter, the rest fields or flags. `self`: an argument of the call
 * that minted the handle. `result`: in `@filters`, an element of the returned list (names may be empty).
 */
export interface Path {
  readonly kind: "path";
  readonly root: "param" | "self" | "result";
  readonly names: readonly string[];
  readonly span: Span;
}

/** Sum of products. */
export interface Bounds {
  readonly terms: readonly (readonly BoundFactor[])[];
}
export type BoundFactor = number | Path | { readonly func: string; readonly path: Path };
