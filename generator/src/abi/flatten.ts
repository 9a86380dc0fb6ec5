/** Flat core types of values. @see CanonicalABI.md, "Flattening" */
import type { CoreType } from "./ir.js";
import type { ScalarName } from "./plan-model.js";

/** The most core values that travel as parameters; more go through memory. */
export const maxFlatParams = 16;
/** The most core values that are returned directly. */
export const maxFlatResults = 1;
/** Longer flat forms are never used, so they are cut here: a fixed list of a million elements stays cheap. */
const cut = maxFlatParams + 1;

export const scalarCore = {
  bool: "i32",
  u8: "i32",
  s8: "i32",
  u16: "i32",
  s16: "i32",
  u32: "i32",
  s32: "i32",
  u64: "i64",
  s64: "i64",
  f32: "f32",
  f64: "f64",
  char: "i32",
} as const satisfies Record<ScalarName, CoreType>;

export function flattenRecord(fields: readonly (readonly CoreType[])[]): readonly CoreType[] {
  const out: CoreType[] = [];
  for (const field of fields) {
    out.push(...field);
    if (out.length >= cut) return out.slice(0, cut);
  }
  return out;
}

export function flattenArray(of: readonly CoreType[], length: number): readonly CoreType[] {
  return flattenRecord(Array.from({ length: of.length === 0 ? 0 : Math.min(length, cut) }, () => of));
}

/** The discriminant, then slots wide enough for the payload of every case. */
export function flattenVariant(payloads: readonly (readonly CoreType[] | undefined)[]): readonly CoreType[] {
  const slots: CoreType[] = [];
  for (const payload of payloads) {
    payload?.forEach((core, index) => {
      const before = slots[index];
      slots[index] = before === undefined ? core : join(before, core);
    });
  }
  const flat: CoreType[] = ["i32", ...slots];
  return flat.slice(0, cut);
}

/** The core type that holds both: i32 for i32 and f32, i64 for everything else that differs. */
export function join(a: CoreType, b: CoreType): CoreType {
  if (a === b) return a;
  return (a === "i32" && b === "f32") || (a === "f32" && b === "i32") ? "i32" : "i64";
}
