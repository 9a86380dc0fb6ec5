/** The tree of one WIT file: what is written, with places, before any name means anything. */
import type { Span } from "./span.js";
import type { Comment } from "./tokens.js";

export interface Id {
  readonly name: string;
  readonly span: Span;
}

export type Comments = readonly Comment[];

export interface Attribute {
  readonly kind: "since" | "unstable" | "deprecated" | "external-id";
  /** The version, the feature or the id. */
  readonly value: string;
  /** The attribute's name, after `@`. */
  readonly span: Span;
}

/** What every documented item begins with. */
export interface Lead {
  readonly docs: Comments;
  readonly attributes: readonly Attribute[];
}

export interface PackageHeader {
  readonly docs: Comments;
  readonly namespace: Id;
  readonly name: Id;
  readonly version?: string;
  readonly span: Span;
}

export interface SourceTree {
  /** `package a:b;` */
  readonly header?: PackageHeader;
  readonly items: readonly Item[];
}

export interface NestedPackage {
  readonly kind: "package";
  readonly header: PackageHeader;
  readonly items: readonly Item[];
}

export type Item = InterfaceItem | WorldDecl | TopUse | NestedPackage;

export interface InterfaceItem extends Lead {
  readonly kind: "interface";
  readonly name: Id;
  readonly members: readonly Member[];
}

export interface WorldDecl extends Lead {
  readonly kind: "world";
  readonly name: Id;
  readonly members: readonly WorldMember[];
}

/** `use a:b/c as d;` outside of interfaces and worlds. */
export interface TopUse extends Lead {
  readonly kind: "top-use";
  readonly from: Path;
  readonly as?: Id;
  readonly span: Span;
}

/** `name`, or `namespace:package/name@version`. */
export interface Path {
  readonly package?: { readonly namespace: Id; readonly name: Id; readonly version?: string; readonly span: Span };
  readonly name: Id;
}

export interface Use extends Lead {
  readonly kind: "use";
  readonly from: Path;
  readonly names: readonly { readonly name: Id; readonly as?: Id }[];
}

export interface Include extends Lead {
  readonly kind: "include";
  readonly from: Path;
  readonly names: readonly { readonly name: Id; readonly as: Id }[];
}

export type Member = Use | TypeDecl | NamedFunc;
export type WorldMember = Use | TypeDecl | Include | Extern;

export interface Extern extends Lead {
  readonly kind: "import" | "export";
  readonly item: ExternItem;
}

export type ExternItem =
  | { readonly kind: "interface"; readonly name: Id; readonly members: readonly Member[] }
  | { readonly kind: "func"; readonly name: Id; readonly func: FuncSignature }
  /** With `label`, an interface imported or exported under another name. */
  | { readonly kind: "path"; readonly label?: Id; readonly path: Path };

export interface NamedFunc extends Lead {
  readonly kind: "func";
  readonly name: Id;
  readonly func: FuncSignature;
}

export interface FuncSignature {
  readonly async: boolean;
  /** `get(...)` and `set(...)` in the place of `func(...)`. */
  readonly accessor?: "get" | "set";
  readonly params: readonly { readonly name: Id; readonly type: TypeNode }[];
  readonly result?: TypeNode;
  /** The keyword. */
  readonly span: Span;
}

export interface TypeDecl extends Lead {
  readonly kind: "type";
  readonly name: Id;
  readonly body: TypeBody;
}

export interface NamedItem {
  readonly docs: Comments;
  readonly name: Id;
}

export type TypeBody =
  | { readonly kind: "alias"; readonly type: TypeNode }
  | { readonly kind: "record"; readonly fields: readonly (NamedItem & { readonly type: TypeNode })[] }
  | { readonly kind: "variant"; readonly cases: readonly (NamedItem & { readonly type?: TypeNode })[] }
  | { readonly kind: "enum"; readonly cases: readonly NamedItem[] }
  | { readonly kind: "flags"; readonly flags: readonly NamedItem[] }
  | { readonly kind: "resource"; readonly funcs: readonly ResourceFunc[] };

export interface ResourceFunc extends Lead {
  readonly kind: "method" | "static" | "constructor";
  /** For a constructor, the keyword. */
  readonly name: Id;
  readonly func: FuncSignature;
}

export type PrimitiveName =
  | "bool"
  | "u8"
  | "u16"
  | "u32"
  | "u64"
  | "s8"
  | "s16"
  | "s32"
  | "s64"
  | "f32"
  | "f64"
  | "char"
  | "string"
  | "error-context";

export type TypeNode =
  | { readonly kind: "primitive"; readonly name: PrimitiveName; readonly span: Span }
  | { readonly kind: "name"; readonly id: Id; readonly span: Span }
  | { readonly kind: "option"; readonly of: TypeNode; readonly span: Span }
  | { readonly kind: "list"; readonly of: TypeNode; readonly length?: number; readonly span: Span }
  | { readonly kind: "map"; readonly key: TypeNode; readonly value: TypeNode; readonly span: Span }
  | { readonly kind: "tuple"; readonly types: readonly TypeNode[]; readonly span: Span }
  | { readonly kind: "result"; readonly ok?: TypeNode; readonly err?: TypeNode; readonly span: Span }
  | { readonly kind: "future" | "stream"; readonly of?: TypeNode; readonly span: Span }
  /** The span is that of the resource's name. */
  | { readonly kind: "handle"; readonly mode: "own" | "borrow"; readonly resource: Id; readonly span: Span };
