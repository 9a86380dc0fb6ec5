/** The profiles that tests plan for, beside those of the back-ends. */
import type { AbiProfile } from "ocrekit/abi";

/** A host whose values are converted and whose every access is checked: what the interpreter runs. */
export const hostProfile: AbiProfile = {
  layout: "copied",
  memory: "offset",
  storage: "gc",
  errors: "returned",
  bulk: new Set(["u8", "s8", "u16", "s16", "u32", "s32", "u64", "s64", "f32", "f64"]),
};
