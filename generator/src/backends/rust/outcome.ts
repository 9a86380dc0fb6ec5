/** How results reach the app: every error type of a function is an error of Rust as well. */
import type { FuncPlan, Plan, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, empty, type Fragment } from "../../emit/code.js";
import { docText } from "../../emit/docs.js";
import type { TypeId } from "../../ids.js";
import { orUnit, result } from "./types.js";

const errorsOfPlan = new WeakMap<Plan, ReadonlySet<TypeId>>();

/** Whether an enum is the error of some function. */
export function isError(id: TypeId, cx: Context): boolean {
  let known = errorsOfPlan.get(cx.plan);
  if (known === undefined) {
    const all = cx.plan.groups
      .flatMap((g) => g.functions)
      .flatMap(({ outcome }) =>
        outcome.kind === "status"
          ? [outcome.error]
          : outcome.kind === "result" && outcome.err !== undefined
            ? [outcome.err]
            : [],
      );
    known = new Set(all.map((error) => cx.resolved(error).id));
    errorsOfPlan.set(cx.plan, known);
  }
  return known.has(id);
}

/** `Display` and `Error` of an enum: the case's name, as the WIT has it. */
export function errorText(type: TypePlan, cx: Context): Fragment {
  const { kind } = type;
  if (kind.k !== "variant") return empty;
  const name = cx.names.type(type.id);
  const cases = kind.cases.map((c, i) => `Self::${cx.names.member(type.id, i)} => "${c.name.replaceAll("-", " ")}",`);
  return code`
    impl core::fmt::Display for ${name} {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.write_str(match self {
                ${cases}
            })
        }
    }

    impl core::error::Error for ${name} {}`;
}

/** What a function returns; `undefined`: nothing. */
export function returnType({ outcome, result: of }: FuncPlan, cx: Context): Fragment | undefined {
  if (of === undefined) return undefined;
  return outcome.kind === "status" ? result(code`()`, orUnit(outcome.error, cx)) : cx.typeRef(of);
}

/** The first sentence of a documentation. */
export const summary = (docs: string | undefined): string => docText(docs).split("\n")[0] ?? "";
