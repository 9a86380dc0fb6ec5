/** The canonical ABI: types with their layout, signatures, names, and bodies in statements. */
export type * from "./guard.js";
export type * from "./ir.js";
export type * from "./plan-model.js";
export type { AbiProfile } from "./profile.js";
export { type PlanOptions, type Planned, planWorld } from "./plan.js";
export { printPlan } from "./print-plan.js";
export { PlanError, verifyPlan } from "./verify.js";
