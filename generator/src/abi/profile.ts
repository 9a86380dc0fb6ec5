/** What the planner must know of a language, as data; shared code never asks which language it is. */
import type { ScalarName } from "./plan-model.js";

export interface AbiProfile {
  /** `transparent`: native bytes are the canonical bytes (C, Zig, C++); `copied`: values are converted. */
  readonly layout: "transparent" | "copied";
  /** Raw addresses of the own memory, or checked offsets into another's (hosts). */
  readonly memory: "pointer" | "offset";
  /** Who frees what was lifted or lowered: explicit frees, one reset, ownership in types, a collector. */
  readonly storage: "manual" | "arena" | "owned" | "gc";
  /** How an implementation reports an error of its result: as a value, or by throwing the error's payload. */
  readonly errors: "returned" | "thrown";
  /** Scalars whose lists move as one block. Ignored in transparent layouts, where all lists do. */
  readonly bulk: ReadonlySet<ScalarName>;
}
