/** Names of what no app sees: core imports, core exports, result areas. */
import type { FuncPlan, ResourcePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, type Fragment } from "../../emit/code.js";

/** A method's name alone would meet that of a function. */
function symbol(fn: FuncPlan, cx: Context): string {
  const name = cx.names.func(fn);
  return fn.kind === "method" && fn.resource !== undefined ? `${cx.names.resource(fn.resource)}_${name}` : name;
}

export const coreFunction = (fn: FuncPlan, cx: Context): Fragment => code`import${symbol(fn, cx)}`;
export const exportFunction = (fn: FuncPlan, cx: Context): string => `export${symbol(fn, cx)}`;
export const releaseFunction = (fn: FuncPlan, cx: Context): string => `release${symbol(fn, cx)}`;
export const areaName = (fn: FuncPlan, cx: Context): string => `area${symbol(fn, cx)}`;

/** Small letters after the underscore, which no method has. */
export const intrinsic = (resource: ResourcePlan, what: "drop" | "new" | "rep", cx: Context): string =>
  `import${cx.names.resource(resource.id)}_${what}`;
export const destructor = (resource: ResourcePlan, cx: Context): string =>
  `export${cx.names.resource(resource.id)}_destroy`;
