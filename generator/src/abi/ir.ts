/**
 * Statements and expressions of a plan. Expressions are pure and total; whatever allocates, reads memory, touches a
 * handle or can trap is a statement that binds a local. Both are flat: no operand stack, every value has a name.
 */

import type { LocalId, ResourceId, TypeId } from "../ids.js";
import type { Requirement } from "./guard.js";

export type CoreType = "i32" | "i64" | "f32" | "f64";
/** Width and sign of a memory access; `u32` binds an i32, `u64` an i64. */
export type MemType = "u8" | "s8" | "u16" | "s16" | "u32" | "u64" | "f32" | "f64";

export type LocalType =
  | { readonly t: "core"; readonly core: CoreType }
  /** A value in the language's own form. */
  | { readonly t: "value"; readonly type: TypeId }
  /** An address in guest memory (an i32; a pointer in languages that have them). */
  | { readonly t: "address" }
  /** A loop counter or length. */
  | { readonly t: "index" }
  /** A list under construction. */
  | { readonly t: "list"; readonly type: TypeId }
  /** The rule that allowed a call, handed to the handles it mints. */
  | { readonly t: "rule" };

export interface Address {
  readonly base: LocalId;
  readonly offset: number;
}

export type Expr =
  | { readonly op: "local"; readonly id: LocalId }
  | { readonly op: "const"; readonly core: CoreType; readonly value: number }
  /** Scalars, enums, flags: native to core. */
  | { readonly op: "toCore"; readonly type: TypeId; readonly of: Expr }
  /** Scalars, enums, flags whose lift cannot fail: core to native (small integers are truncated, any non-zero is true). */
  | { readonly op: "fromCore"; readonly type: TypeId; readonly of: Expr }
  /**
   * Reinterprets a joined slot of a variant: f32<->i32, f64<->i64, i32<->i64, f32<->i64. To the canonical ABI the upper
   * half of a slot means nothing: hosts write zeros and wrap, as the reference does. Guests extend integers with their
   * sign, because jco does not wrap: -1 with zeros above it is 4294967295 there, and out of range as an s8.
   */
  | { readonly op: "bits"; readonly from: CoreType; readonly to: CoreType; readonly of: Expr }
  | { readonly op: "field"; readonly type: TypeId; readonly index: number; readonly of: Expr }
  /** Number of elements (list, map, array) or, in a transparent layout, of bytes (string). */
  | { readonly op: "len"; readonly type: TypeId; readonly of: Expr }
  /** Transparent layouts only: the address of the first element. */
  | { readonly op: "ptrOf"; readonly type: TypeId; readonly of: Expr }
  /** Address of element `index` of a block of elements `stride` bytes apart. */
  | { readonly op: "elem"; readonly base: LocalId; readonly index: LocalId; readonly stride: number }
  /** An integer expression plus a constant: a status is its error's number plus one. */
  | { readonly op: "add"; readonly of: Expr; readonly value: number }
  /** A constant of a parameter's type, in place of what the guest passed (paging under `@filters`). */
  | { readonly op: "literal"; readonly type: TypeId; readonly value: "zero" | "max" | "empty" };

/** How long a block lowered into guest memory must live. */
export type Lifetime = "call" | "result";

export interface Arm {
  readonly index: number;
  /** The payload of the case, when it has one. */
  readonly bind?: LocalId;
  readonly body: readonly Stmt[];
}

export type Stmt =
  | { readonly op: "let"; readonly to: LocalId; readonly of: Expr }
  /** Declares a local that the arms below assign; core locals start as zero. */
  | { readonly op: "declare"; readonly to: LocalId }
  | { readonly op: "set"; readonly to: LocalId; readonly of: Expr }
  // -- memory
  | { readonly op: "load"; readonly to: LocalId; readonly mem: MemType; readonly at: Address }
  | { readonly op: "store"; readonly mem: MemType; readonly at: Address; readonly of: Expr }
  /** Transparent layouts: a whole value at once. */
  | { readonly op: "loadValue"; readonly to: LocalId; readonly type: TypeId; readonly at: Address }
  | { readonly op: "storeValue"; readonly type: TypeId; readonly at: Address; readonly of: Expr }
  /**
   * Hosts: traps unless `count * stride` bytes from `at` lie inside guest memory and `at` is aligned; charges them to the
   * byte budget of the call. The verifier proves one before every host load and store.
   */
  | {
      readonly op: "span";
      readonly at: LocalId;
      readonly count?: Expr;
      readonly stride: number;
      readonly align: number;
      readonly access: "read" | "write";
    }
  /** A block in guest memory: a guest allocates it itself, a host asks `cabi_realloc` and checks the answer. */
  | {
      readonly op: "alloc";
      readonly to: LocalId;
      readonly count: Expr;
      readonly size: number;
      readonly align: number;
      readonly lifetime: Lifetime;
    }
  /** Scratch memory of the function: `call` on the caller's stack, `result` static, one for each export. */
  | {
      readonly op: "area";
      readonly to: LocalId;
      readonly size: number;
      readonly align: number;
      readonly lifetime: Lifetime;
    }
  /** Guests with manual storage: gives a block back. */
  | { readonly op: "free"; readonly at: LocalId; readonly count?: Expr; readonly size: number; readonly align: number }
  /** Guests with an arena or a collector: everything lowered for the last result may go. */
  | { readonly op: "release" }
  // -- strings and lists
  /**
   * A string, or a list whose elements need no conversion, from guest memory. `take`: the block came from
   * `cabi_realloc` and belongs to the value now (guests). Hosts check bounds, alignment and UTF-8 and copy.
   */
  | {
      readonly op: "liftBytes";
      readonly to: LocalId;
      readonly type: TypeId;
      readonly ptr: Expr;
      readonly len: Expr;
      readonly take: boolean;
    }
  /** The reverse: binds the address and the length (bytes of a string, elements of a list) of its copy in guest memory. */
  | {
      readonly op: "lowerBytes";
      readonly ptr: LocalId;
      readonly len: LocalId;
      readonly type: TypeId;
      readonly of: Expr;
      readonly lifetime: Lifetime;
    }
  | { readonly op: "newList"; readonly to: LocalId; readonly type: TypeId; readonly length: Expr }
  | { readonly op: "push"; readonly list: LocalId; readonly type: TypeId; readonly of: Expr }
  /** Binds the finished list, map or array. */
  | { readonly op: "finishList"; readonly to: LocalId; readonly type: TypeId; readonly list: LocalId }
  | { readonly op: "times"; readonly count: Expr; readonly index: LocalId; readonly body: readonly Stmt[] }
  | {
      readonly op: "each";
      readonly type: TypeId;
      readonly of: Expr;
      readonly index: LocalId;
      readonly item: LocalId;
      readonly body: readonly Stmt[];
    }
  // -- values
  /** Chars and enums whose lift can fail: traps on a value that is none. */
  | { readonly op: "liftScalar"; readonly to: LocalId; readonly type: TypeId; readonly of: Expr }
  | { readonly op: "make"; readonly to: LocalId; readonly type: TypeId; readonly args: readonly Expr[] }
  /** Assigns to a local that was declared before: cases are made in the arms of a `switch`. */
  | { readonly op: "case"; readonly to: LocalId; readonly type: TypeId; readonly index: number; readonly arg?: Expr }
  /** By the case of a native value. */
  | { readonly op: "match"; readonly type: TypeId; readonly of: Expr; readonly arms: readonly Arm[] }
  /** By a discriminant; a number without an arm traps. */
  | { readonly op: "switch"; readonly of: Expr; readonly arms: readonly Arm[] }
  // -- handles
  /** `lend`: the call re-enters the guest before it ends, so a borrowed handle must be held until `endBorrows`. */
  | {
      readonly op: "liftHandle";
      readonly to: LocalId;
      readonly type: TypeId;
      readonly of: Expr;
      readonly lend: boolean;
      /** A guest whose values are conversions without an owner: a borrow inside of another value, which `endBorrows` cannot name. */
      readonly inner?: true;
    }
  | {
      readonly op: "lowerHandle";
      readonly to: LocalId;
      readonly type: TypeId;
      readonly of: Expr;
      readonly minted?: Minting;
    }
  /**
   * Ends the borrows of this call. A callee names the core handles it lifted: a host gives back its lends, a guest drops
   * its borrowed handles. A host as caller names the core handles it lent to the guest and traps if one is still held.
   * `inner`: and those that were lifted with `inner`.
   */
  | { readonly op: "endBorrows"; readonly of: readonly LocalId[]; readonly inner?: true }
  /** Denied before it was lifted: an `own` handle that the guest passed is gone all the same. */
  | { readonly op: "dropHandle"; readonly resource: ResourceId; readonly of: Expr }
  // -- calls
  | { readonly op: "callCore"; readonly args: readonly Expr[]; readonly to?: LocalId }
  /**
   * `thrown`: in languages where the implementation throws the error, `payload` is bound to it (absent for an error
   * type without a payload) and `body` lowers it; what else is thrown is a fault of the implementation, which
   * the host logs and answers through `fault`, or traps when there is no such case.
   */
  | { readonly op: "callUser"; readonly args: readonly Expr[]; readonly to?: LocalId; readonly thrown?: Thrown }
  | { readonly op: "postReturn"; readonly args: readonly Expr[] }
  | { readonly op: "return"; readonly of?: Expr }
  | { readonly op: "trap"; readonly reason: string }
  // -- guards (host imports only)
  /**
   * First statement: is there any grant for these scopes at all (`any`: for one of them, because all are conditional)?
   * Nothing of the guest's memory was read yet.
   */
  | {
      readonly op: "admit";
      readonly scopes: readonly string[];
      readonly mode: "all" | "any";
      readonly denied: readonly Stmt[];
    }
  /** After lifting, before the call: do the arguments lie inside a grant? Binds the rule for handles to mint. */
  | {
      readonly op: "check";
      readonly requirements: readonly Requirement[];
      readonly rule: LocalId;
      readonly denied: readonly Stmt[];
      readonly invalid: readonly Stmt[];
    }
  /** `@inherits`: does the handle carry the right, and does the grant behind it still stand? */
  | {
      readonly op: "rights";
      readonly handle: LocalId;
      readonly needs?: string;
      readonly rule: LocalId;
      readonly denied: readonly Stmt[];
      readonly closed: readonly Stmt[];
    }
  /** `@limit`: counts `amounts` (byte lengths; none: 1) against a rate. */
  | {
      readonly op: "charge";
      readonly limit: string;
      readonly amounts: readonly Expr[];
      readonly exceeded: readonly Stmt[];
    }
  /** `@filters` and paging: `list` becomes what the guest may see of it. `keep` binds `item` for its requirements. */
  | {
      readonly op: "filter";
      readonly list: LocalId;
      readonly to: LocalId;
      readonly type: TypeId;
      readonly item: LocalId;
      readonly anyOf: readonly Requirement[];
      readonly start?: Expr;
      readonly after?: Expr;
      readonly max?: Expr;
    };

export interface Thrown {
  readonly payload?: LocalId;
  readonly body: readonly Stmt[];
  /** Lowers `internal`; absent: trap. */
  readonly fault?: readonly Stmt[];
}

/** What a new handle remembers: the rule that allowed it, the scopes it carries and the arguments of its call. */
export interface Minting {
  readonly rule?: LocalId;
  /** Scopes of `@requires`; or, with `inherit`, those of the handle it came from. */
  readonly rights: readonly string[];
  readonly inherit?: LocalId;
  /** Arguments that later calls on the handle name as `self.x`, by dotted path. */
  readonly remember: readonly { readonly path: string; readonly of: Expr }[];
  /** The table of handles is full: everything the call minted is dropped, and the call answers this. */
  readonly exhausted: readonly Stmt[];
}
