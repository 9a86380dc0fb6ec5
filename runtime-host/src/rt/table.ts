/** What a generated host serves and calls, as data: for the check before a start, `inspect` and the tests. */

export interface ImportEntry {
  /** `ocre:gpio/lines@0.1.0` */
  readonly module: string;
  /** `[static]input.open` */
  readonly field: string;
  /** `(i32, i32) -> i32` */
  readonly signature: string;
  readonly guard: "requires" | "inherits" | "unrestricted" | "intrinsic" | "none";
  /** Scopes the call may need: those of `@requires`, or the right that `@inherits` needs. */
  readonly scopes: readonly string[];
}

export interface ExportEntry {
  /** `ocre:gpio/line-handler@0.1.0#on-line` */
  readonly name: string;
  readonly signature: string;
  /** Kind of event it handles. */
  readonly event?: string;
}

/** The import object of a world: module by name, then function by canonical name. */
export type ImportObject = Record<string, import("./instance.js").ImportFields>;
