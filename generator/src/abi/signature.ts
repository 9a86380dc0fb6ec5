/**
 * Core signatures: the one place that knows how imports and exports differ. What does not fit goes through memory; a
 * caller passes the result's address to an import, an export returns the address.
 */
import { maxFlatParams, maxFlatResults } from "./flatten.js";
import type { CoreType } from "./ir.js";
import type { CoreSignature, Direction } from "./plan-model.js";

export function signatureOf(
  direction: Direction,
  params: readonly (readonly CoreType[])[],
  result: readonly CoreType[],
): CoreSignature {
  const flat = params.flat();
  const spilledParams = flat.length > maxFlatParams;
  const spilledResult = result.length > maxFlatResults;
  const passed: CoreType[] = spilledParams ? ["i32"] : flat;
  if (!spilledResult) return { params: passed, results: result, spilledParams, spilledResult };
  return direction === "import"
    ? { params: [...passed, "i32"], results: [], spilledParams, spilledResult }
    : { params: passed, results: ["i32"], spilledParams, spilledResult };
}
