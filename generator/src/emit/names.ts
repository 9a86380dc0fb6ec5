/**
 * Final spelling of every symbol of a plan. A language says how a symbol of a kind is cased, which words are reserved
 * and which symbols share a name space; collisions are settled here, in the plan's order, by a counting suffix.
 */
import type { FuncPlan } from "../abi/plan-model.js";
import type { LocalId, ResourceId, TypeId } from "../ids.js";

export type SymbolKind = "type" | "resource" | "func" | "field" | "case" | "flag" | "param" | "local";

/** What a symbol is called in WIT, outermost first. */
export interface SymbolPath {
  readonly kind: SymbolKind;
  /** `ocre`, `gpio`, version: of the package that declares it. */
  readonly package: { readonly namespace: string; readonly name: string; readonly version?: string };
  readonly interface: string;
  readonly direction?: "import" | "export";
  /** True for types of exported interfaces that hold exported handles. */
  readonly exported: boolean;
  /** The type of a field, case or flag; the resource of a method; kebab. */
  readonly parent?: string;
  /** `method`, `static`, `constructor`, `free`. */
  readonly func?: FuncPlan["kind"];
  /** Kebab. */
  readonly name: string;
}

export interface NamePolicy {
  readonly reserved: ReadonlySet<string>;
  /**
   * What a reserved or colliding name becomes; `attempt` counts from 0 (reserved) and 2 (collision). Without a path: an
   * anonymous type.
   */
  escape(name: string, attempt: number, path?: SymbolPath): string;
  spell(path: SymbolPath): string;
  /** Symbols with the same space must differ; the empty string is the symbol's own type or function. */
  space(path: SymbolPath): string;
  /**
   * Name of an anonymous type, in languages that declare those. `parts` are the final names of the types it is made
   * of; scalars and strings are their WIT words, an absent payload is `unit`.
   */
  anonymous?(shape: AnonymousShape, parts: readonly string[]): string;
}

export type AnonymousShape =
  | { readonly kind: "list" | "map" | "option" | "result" | "tuple" | "own" | "borrow" }
  | { readonly kind: "array"; readonly length: number };

export interface Names {
  type(id: TypeId): string;
  resource(id: ResourceId): string;
  func(fn: FuncPlan): string;
  param(fn: FuncPlan, index: number): string;
  local(fn: FuncPlan, id: LocalId): string;
  /** Fields, cases or flags of a type, by index. */
  member(id: TypeId, index: number): string;
}
