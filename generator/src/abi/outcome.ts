/** How a function ends: its result as languages with errors see it, and the lowering of an error by the name of its case. */
import type { LocalId, TypeId } from "../ids.js";
import { type BodyBuilder, constant, core, local } from "./body-builder.js";
import type { Expr, Stmt } from "./ir.js";
import { type LowerContext, lower, store, storeTag } from "./lower.js";
import type { Outcome } from "./plan-model.js";
import type { TypeTable } from "./type-table.js";

export function outcomeOf(table: TypeTable, result: TypeId | undefined): Outcome {
  if (result === undefined) return { kind: "none" };
  const plan = table.resolved(result);
  if (plan.status !== undefined) return { kind: "status", status: plan.id, error: plan.status.error };
  if (plan.kind.k === "variant" && plan.kind.shape === "result") {
    const [ok, err] = plan.kind.cases;
    return {
      kind: "result",
      ...(ok?.type === undefined ? {} : { ok: ok.type }),
      ...(err?.type === undefined ? {} : { err: err.type }),
    };
  }
  return { kind: "value", type: result };
}

/** Where a callee puts its result: in the return value, or at `area`. */
export interface ResultPlace {
  readonly result: TypeId;
  readonly area?: LocalId;
  /** Exports return the address of the area. */
  readonly returnsArea: boolean;
  /** A guest export whose result owns no memory has no `cabi_post_*`: what the call lifted and lowered goes at its end. */
  readonly releases: boolean;
}

export function returnValue(b: BodyBuilder, place: ResultPlace, of: Expr, cx: LowerContext): void {
  if (place.area !== undefined) store(b, place.result, of, b.at(place.area), cx);
  finish(b, place, place.area === undefined ? lower(b, place.result, of, cx)[0] : undefined);
}

/** Lowers case `caseIndex` of a result type from its payload alone, without making the result. */
export function returnCase(
  b: BodyBuilder,
  place: ResultPlace,
  caseIndex: number,
  payload: Expr | undefined,
  cx: LowerContext,
): void {
  const { kind } = b.type(place.result);
  if (kind.k !== "variant") throw new Error("only variants have cases");
  const type = kind.cases[caseIndex]?.type;
  if (place.area !== undefined) {
    storeTag(b, kind.discriminant, caseIndex, b.at(place.area));
    if (type !== undefined && payload !== undefined) store(b, type, payload, b.at(place.area, kind.payloadOffset), cx);
  }
  finish(b, place, constant(caseIndex));
}

function finish(b: BodyBuilder, place: ResultPlace, value: Expr | undefined): void {
  b.endBorrows();
  const returned = place.area === undefined ? value : place.returnsArea ? local(place.area) : undefined;
  if (!place.releases) {
    b.emit({ op: "return", ...(returned === undefined ? {} : { of: returned }) });
    return;
  }
  // The value is computed before its sources go.
  const type = b.type(place.result).flat[0] ?? "i32";
  const kept =
    returned === undefined || returned.op === "const" ? returned : local(b.bound("returned", core(type), returned));
  b.emit({ op: "release" });
  b.emit({ op: "return", ...(kept === undefined ? {} : { of: kept }) });
}

/**
 * Statements that answer a call with the error `name`, or with `denied` where the error type lacks it.
 * `undefined`: the result has no error to answer with.
 */
export function failWith(
  b: BodyBuilder,
  outcome: Outcome,
  place: ResultPlace | undefined,
  names: readonly string[],
): readonly Stmt[] | undefined {
  if (place === undefined || (outcome.kind !== "result" && outcome.kind !== "status")) return undefined;
  const error = outcome.kind === "status" ? outcome.error : outcome.err;
  if (error === undefined)
    return outcome.kind === "result" ? b.block(() => returnCase(b, place, 1, undefined, noHandles)) : undefined;
  const { kind } = b.type(error);
  if (kind.k !== "variant") return undefined;
  const cases = kind.cases;
  const caseIndex = names
    .map((name) => cases.findIndex((c) => c.name === name && c.type === undefined))
    .find((i) => i >= 0);
  if (caseIndex === undefined) return undefined;
  if (outcome.kind === "status") return b.block(() => finish(b, place, constant(caseIndex + 1)));
  return b.block(() => {
    const { area } = place;
    const { kind: result } = b.type(place.result);
    if (area === undefined || result.k !== "variant")
      throw new Error("a result with an error payload goes through memory");
    storeTag(b, result.discriminant, 1, b.at(area));
    storeTag(b, kind.discriminant, caseIndex, b.at(area, result.payloadOffset));
    finish(b, place, undefined);
  });
}

const noHandles: LowerContext = { lifetime: "result", lends: false };
