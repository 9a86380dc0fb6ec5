/** Numbers of C and C++: as core values, as they lie in memory, and as an app sees them. */
import type { CoreType } from "../../abi/ir.js";
import type { ScalarName } from "../../abi/plan-model.js";

export const coreTypes = { i32: "int32_t", i64: "int64_t", f32: "float", f64: "double" } as const satisfies Record<
  CoreType,
  string
>;

export const memTypes = {
  u8: "uint8_t",
  s8: "int8_t",
  u16: "uint16_t",
  s16: "int16_t",
  u32: "uint32_t",
  u64: "uint64_t",
  f32: "float",
  f64: "double",
} as const;

/** What tells the cases of a variant apart, and what flags are. */
export const unsignedTypes = { u8: "uint8_t", u16: "uint16_t", u32: "uint32_t" } as const;

export const scalarTypes = {
  bool: "bool",
  u8: "uint8_t",
  s8: "int8_t",
  u16: "uint16_t",
  s16: "int16_t",
  u32: "uint32_t",
  s32: "int32_t",
  u64: "uint64_t",
  s64: "int64_t",
  f32: "float",
  f64: "double",
  char: "uint32_t",
} as const satisfies Record<ScalarName, string>;
