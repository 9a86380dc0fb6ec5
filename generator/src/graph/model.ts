/**
 * The resolved WIT: every name is a reference, every `use` and `include` is expanded.
 *
 * The shape follows wit-parser's `Resolve`, so that `json.ts` is a plain walk and any consumer of `wasm-tools component
 * wit --json` finds the same order of ids. What the JSON leaves out (spans, directives) is beside it.
 */
import type { InterfaceId, PackageId, TypeDefId, WorldId } from "../ids.js";
import type { SourceFile, Span } from "../wit/span.js";

export interface Graph {
  readonly worlds: readonly World[];
  readonly interfaces: readonly Interface[];
  readonly types: readonly TypeDef[];
  readonly packages: readonly Package[];
  /** Every source file that was read, for diagnostics and for the side file of directives. */
  readonly sources: readonly SourceFile[];
  /** The package the user named (the last one in dependency order). */
  readonly main: PackageId;
}

export interface PackageName {
  readonly namespace: string;
  readonly name: string;
  /** Full semantic version, without `@`. */
  readonly version?: string;
}

export interface Package {
  readonly name: PackageName;
  readonly docs?: Docs;
  readonly interfaces: ReadonlyMap<string, InterfaceId>;
  readonly worlds: ReadonlyMap<string, WorldId>;
  readonly span: Span;
}

/** `interface-<id>` keys of the JSON are `{ interface }` keys here; a kebab name is a plain string key. */
export type WorldKey = { readonly name: string } | { readonly interface: InterfaceId };

export interface World {
  readonly name: string;
  readonly imports: readonly WorldEntry[];
  readonly exports: readonly WorldEntry[];
  readonly package: PackageId;
  readonly docs?: Docs;
  readonly stability: Stability;
  readonly span: Span;
}

export interface WorldEntry {
  readonly key: WorldKey;
  readonly item: WorldItem;
  readonly span: Span;
}

export type WorldItem =
  | {
      readonly kind: "interface";
      readonly id: InterfaceId;
      readonly stability: Stability;
      readonly externalId?: string;
      readonly docs?: Docs;
    }
  | { readonly kind: "function"; readonly func: Func }
  | { readonly kind: "type"; readonly id: TypeDefId };

export interface Interface {
  /** `undefined` for an inline interface of a world. */
  readonly name?: string;
  readonly types: ReadonlyMap<string, TypeDefId>;
  /** Keyed by the canonical name: `f`, `[method]r.f`, `[static]r.f`, `[constructor]r`. */
  readonly functions: ReadonlyMap<string, Func>;
  readonly docs?: Docs;
  readonly stability: Stability;
  readonly package: PackageId;
  readonly cloneOf?: InterfaceId;
  readonly span: Span;
}

export interface TypeDef {
  /** `undefined` for an anonymous type (`list<u8>`, `own<r>`). */
  readonly name?: string;
  readonly kind: TypeDefKind;
  readonly owner: TypeOwner;
  readonly docs?: Docs;
  readonly stability: Stability;
  readonly externalId?: string;
  readonly span: Span;
}

export type TypeOwner =
  | { readonly kind: "world"; readonly id: WorldId }
  | { readonly kind: "interface"; readonly id: InterfaceId }
  | { readonly kind: "none" };

export const primitives = [
  "bool",
  "u8",
  "u16",
  "u32",
  "u64",
  "s8",
  "s16",
  "s32",
  "s64",
  "f32",
  "f64",
  "char",
  "string",
  "error-context",
] as const;
export type Primitive = (typeof primitives)[number];

/** A primitive by name, or a reference to a type definition. */
export type Type = Primitive | TypeDefId;

export type TypeDefKind =
  | { readonly kind: "resource" }
  | { readonly kind: "record"; readonly fields: readonly Field[] }
  | { readonly kind: "flags"; readonly flags: readonly Named[] }
  | { readonly kind: "tuple"; readonly types: readonly Type[] }
  | { readonly kind: "variant"; readonly cases: readonly Case[] }
  | { readonly kind: "enum"; readonly cases: readonly Named[] }
  | { readonly kind: "option"; readonly of: Type }
  | { readonly kind: "result"; readonly ok?: Type; readonly err?: Type }
  | { readonly kind: "list"; readonly of: Type }
  | { readonly kind: "map"; readonly key: Type; readonly value: Type }
  | { readonly kind: "fixed-length-list"; readonly of: Type; readonly length: number }
  | { readonly kind: "future"; readonly of?: Type }
  | { readonly kind: "stream"; readonly of?: Type }
  | { readonly kind: "handle"; readonly mode: "own" | "borrow"; readonly resource: TypeDefId }
  /** `type a = b` and every `use`. */
  | { readonly kind: "alias"; readonly of: Type };

export interface Named {
  readonly name: string;
  readonly docs?: Docs;
  readonly span: Span;
}
export interface Field extends Named {
  readonly type: Type;
}
export interface Case extends Named {
  readonly type?: Type;
}

export type FuncKind =
  | { readonly kind: "freestanding" }
  | { readonly kind: "method" | "static" | "constructor"; readonly resource: TypeDefId };

export interface Func {
  /** Canonical name, e.g. `[method]output.write`. */
  readonly name: string;
  readonly kind: FuncKind;
  readonly async: boolean;
  /** `get(...)` and `set(...)`; the canonical name then carries `[get]` or `[set]`. */
  readonly accessor?: "get" | "set";
  /** Methods list `self` explicitly, as a `borrow` handle. */
  readonly params: readonly Param[];
  readonly result?: Type;
  readonly docs?: Docs;
  readonly stability: Stability;
  readonly externalId?: string;
  /** The name of the function in the source. */
  readonly span: Span;
}

export interface Param {
  readonly name: string;
  readonly type: Type;
  readonly span: Span;
}

export interface Docs {
  /** As wit-parser joins comments: every attached comment, markers stripped, lines joined by `\n`. */
  readonly contents: string;
  /** The comments the text came from, in order; directives count only in `doc` comments on lines of their own. */
  readonly comments: readonly DocComment[];
}

export interface DocComment {
  readonly style: "doc-line" | "doc-block" | "line" | "block";
  /** False for a comment that follows code on its line. */
  readonly ownLine: boolean;
  readonly text: string;
  readonly span: Span;
}

export type Stability =
  | { readonly kind: "unknown" }
  | { readonly kind: "stable"; readonly since: string; readonly deprecated?: string }
  | { readonly kind: "unstable"; readonly feature: string; readonly deprecated?: string };
