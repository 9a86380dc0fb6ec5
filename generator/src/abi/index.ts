/** The canonical ABI: types with their layout, signatures, names, and bodies in statements. */
export type * from "./guard.js";
export type * from "./ir.js";
export { type Planned, type PlanOptions, planWorld } from "./plan.js";
export type * from "./plan-model.js";
export { printPlan } from "./print-plan.js";
export type { AbiProfile } from "./profile.js";
export { PlanError, verifyPlan } from "./verify.js";
