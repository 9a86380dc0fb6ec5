/** The struct that a case of a variant is. */
import type { TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import type { Fragment } from "../../emit/code.js";
import { pathOfHome, sdkName } from "./packages.js";

export function caseName(type: TypePlan, index: number, cx: Context): Fragment {
  if (type.home === undefined) throw new Error("a variant has a home");
  return sdkName(pathOfHome(type.home, cx.plan), cx.names.member(type.id, index));
}
