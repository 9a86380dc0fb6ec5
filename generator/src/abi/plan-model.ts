/**
 * The plan: everything a back-end prints, decided. Types with their layout, resources, functions with their core
 * signature and their body in the statements of `ir.ts`. Nothing in it knows a language.
 */

import type { FuncDirectives, ScopeDecl } from "../graph/directive-model.js";
import type { Func, PackageName, Stability } from "../graph/model.js";
import type { LocalId, ResourceId, TypeDefId, TypeId } from "../ids.js";
import type { Span } from "../wit/span.js";
import type { CoreType, LocalType, Stmt } from "./ir.js";

export interface Plan {
  readonly world: { readonly name: string; readonly package: PackageName; readonly docs?: string };
  readonly side: "guest" | "host";
  /** In dependency order: a type comes after every type it contains. */
  readonly types: readonly TypePlan[];
  readonly resources: readonly ResourcePlan[];
  /** Interfaces in the world's order; world-level items are in one group of their own per direction. */
  readonly groups: readonly Group[];
  /** The scopes that the guards of this world name. */
  readonly scopes: ReadonlyMap<string, ScopeDecl>;
  /** Paths of the WIT files that this plan was made from, as the user gave them. */
  readonly sources: readonly string[];
}

export type Direction = "import" | "export";

/** An interface in one direction: a file or a section of the output. */
export interface Group {
  readonly direction: Direction;
  /** `ocre:gpio/lines@0.1.0`, an inline interface's bare name, or `$root` for the world's own functions. */
  readonly module: string;
  readonly kind: "interface" | "inline" | "world";
  /** Kebab name of the interface, or of the world. */
  readonly name: string;
  readonly package: PackageName;
  readonly docs?: string;
  readonly stability: Stability;
  readonly types: readonly TypeId[];
  readonly resources: readonly ResourceId[];
  readonly functions: readonly FuncPlan[];
  readonly span: Span;
}

export interface Layout {
  readonly size: number;
  readonly align: number;
}

export interface TypePlan {
  readonly id: TypeId;
  /** Kebab name; `undefined` for an anonymous type such as `list<u8>`. */
  readonly name?: string;
  /** Where a named type was declared: the group's `module` and interface name, for qualified names. */
  readonly home?: TypeHome;
  readonly docs?: string;
  readonly kind: TypeKind;
  readonly layout: Layout;
  readonly flat: readonly CoreType[];
  /** A string or list somewhere inside: values of it own memory. */
  readonly hasPointers: boolean;
  /** An `own` handle somewhere inside. */
  readonly hasOwn: boolean;
  readonly hasBorrow: boolean;
  /** `@status E`: the enum is `ok` and then the cases of E. */
  readonly status?: { readonly error: TypeId };
  readonly span: Span;
}

export interface TypeHome {
  readonly package: PackageName;
  readonly interface: string;
  readonly module: string;
  /** Set when the type holds handles of an exported resource; the same interface may be imported too. */
  readonly exported: boolean;
}

export type ScalarName = "bool" | "u8" | "s8" | "u16" | "s16" | "u32" | "s32" | "u64" | "s64" | "f32" | "f64" | "char";
export type Discriminant = "u8" | "u16" | "u32";

export type TypeKind =
  | { readonly k: "scalar"; readonly scalar: ScalarName }
  | { readonly k: "string" }
  /** `map`: a `map<K, V>`, whose canonical form is a list of tuples; `of` is that tuple. */
  | { readonly k: "list"; readonly of: TypeId; readonly map: boolean }
  /** A fixed-length list. */
  | { readonly k: "array"; readonly of: TypeId; readonly length: number }
  | { readonly k: "record"; readonly shape: "record" | "tuple"; readonly fields: readonly FieldPlan[] }
  | { readonly k: "flags"; readonly flags: readonly Label[]; readonly repr: "u8" | "u16" | "u32" }
  | {
      readonly k: "variant";
      readonly shape: "variant" | "enum" | "option" | "result";
      readonly cases: readonly CasePlan[];
      readonly discriminant: Discriminant;
      readonly payloadOffset: number;
    }
  | { readonly k: "handle"; readonly mode: "own" | "borrow"; readonly resource: ResourceId }
  /** `type a = b`; a `use` is no alias but the used type itself. */
  | { readonly k: "alias"; readonly of: TypeId };

export interface Label {
  readonly name: string;
  readonly docs?: string;
}
export interface FieldPlan extends Label {
  readonly type: TypeId;
  readonly offset: number;
}
/** Options have the cases `none`, `some`; results `ok`, `err`. */
export interface CasePlan extends Label {
  readonly type?: TypeId;
}

export interface ResourcePlan {
  readonly id: ResourceId;
  readonly typeDef: TypeDefId;
  readonly name: string;
  readonly home: TypeHome;
  /** Relative to the guest: who implements it. */
  readonly direction: Direction;
  readonly docs?: string;
  /** Module (import) and field of `[resource-drop]r`, from the guest's side. */
  readonly drop: CoreName;
  /** Only of exported resources: the intrinsics `[resource-new]r`, `[resource-rep]r`. */
  readonly intrinsics?: { readonly make: CoreName; readonly rep: CoreName };
  /** Only of exported resources: the name of the export `I#[dtor]r`. */
  readonly destructor?: string;
  readonly span: Span;
}

/** Where a core import is found, or (with an empty module) the name of a core export. */
export interface CoreName {
  readonly module: string;
  readonly field: string;
}

export interface CoreSignature {
  readonly params: readonly CoreType[];
  readonly results: readonly CoreType[];
  /** More than 16 flat parameters: one pointer to a record of all parameters. */
  readonly spilledParams: boolean;
  /** More than one flat result: through memory. */
  readonly spilledResult: boolean;
}

export type Role = "guest-import" | "guest-export" | "host-import" | "host-export";

export interface FuncPlan {
  readonly role: Role;
  /** Canonical name: `f`, `[method]r.f`, `[static]r.f`, `[constructor]r`. */
  readonly name: string;
  /** Kebab name without the marker: `f`; of a constructor the resource's name. */
  readonly item: string;
  readonly kind: "free" | "method" | "static" | "constructor";
  readonly resource?: ResourceId;
  readonly core: CoreName;
  readonly signature: CoreSignature;
  /** Methods include `self` first. */
  readonly params: readonly ParamPlan[];
  readonly result?: TypeId;
  /** How a language with errors of its own sees the result. */
  readonly outcome: Outcome;
  readonly locals: readonly LocalPlan[];
  /** The native parameters (caller) or the core parameters (callee), in order. */
  readonly inputs: readonly LocalId[];
  readonly body: readonly Stmt[];
  /** The body of `cabi_post_*` for a guest export whose result owns memory; its input is `post.input`. */
  readonly post?: { readonly name: string; readonly input: LocalId; readonly body: readonly Stmt[] };
  /** Of a host-export: the name of the optional export to call after the result was read. */
  readonly postReturn?: string;
  readonly docs?: string;
  readonly directives?: FuncDirectives;
  readonly source: Func;
  readonly span: Span;
}

export interface ParamPlan {
  readonly name: string;
  readonly type: TypeId;
}

export type Outcome =
  | { readonly kind: "none" }
  | { readonly kind: "value"; readonly type: TypeId }
  | { readonly kind: "result"; readonly ok?: TypeId; readonly err?: TypeId }
  /** One core i32 on the wire; `status` is the enum, `error` the error enum without `ok`. */
  | { readonly kind: "status"; readonly status: TypeId; readonly error: TypeId };

export interface LocalPlan {
  readonly id: LocalId;
  /** A kebab name for the reader, unique in the function. */
  readonly hint: string;
  readonly type: LocalType;
}
