/** What generated hosts and the implementations behind them use. */
export {
  dropAll,
  EnumCases,
  element,
  f32FromI32,
  f32FromI64,
  f64FromI64,
  fixed,
  i32FromF32,
  i32FromI64,
  i64FromF32,
  i64FromF64,
  i64FromI32,
  isBefore,
  liftChar,
  lowerChar,
  noCase,
} from "./convert.js";
export { GuestExit, Unwind, WasmTrap, WitError } from "./errors.js";
export {
  type Audit,
  type CallSite,
  type Decision,
  Grant,
  Guard,
  type GuardValue,
  type PolicyDecider,
  type PolicyScope,
  type Rule,
  ScopeDecider,
  type Verdict,
} from "./guards.js";
export { exportOf, GuestObject, type GuestResource, GuestResources, guestResource } from "./guest-resources.js";
export { type Droppable, HandleTable, type Remembered, type ResourceType, resourceType } from "./handles.js";
export {
  type CoreFunction,
  type CoreValue,
  createInstanceRuntime,
  type GuestInstance,
  type ImportFields,
  type InstanceOptions,
  type InstanceRuntime,
} from "./instance.js";
export { GuestMemory, type WasmMemory } from "./memory.js";
export type { ExportEntry, ImportEntry, ImportObject } from "./table.js";
