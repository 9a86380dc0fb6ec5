/** Guards as data: the permissions a call needs, with arguments that are expressions of the plan. */

import type { LocalId, TypeId } from "../ids.js";
import type { Expr } from "./ir.js";

/** One permission, conditional when `when` is not empty (any of them true). */
export interface Requirement {
  readonly scope: string;
  readonly args: readonly GuardArg[];
  readonly when: readonly GuardCondition[];
}

export type GuardArg =
  | { readonly kind: "literal"; readonly value: string }
  /** A lifted value; a list means every element. `optional`: an option whose `none` means `any` (addresses). */
  | { readonly kind: "value"; readonly of: Expr; readonly type: TypeId }
  /** An argument that the handle remembers from the call that minted it. */
  | { readonly kind: "self"; readonly handle: LocalId; readonly path: string };

/** A bool, a set flag (`flag` is its index) or a given option. */
export interface GuardCondition {
  readonly of: Expr;
  readonly type: TypeId;
  readonly flag?: number;
}
