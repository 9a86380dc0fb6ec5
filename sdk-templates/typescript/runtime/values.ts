/** Types of values that WIT names no type for. */

type Case<Tag extends string, Value> = [Value] extends [void]
  ? { readonly tag: Tag; readonly val?: undefined }
  : { readonly tag: Tag; readonly val: Value };

/** A result inside another value. A function whose own result it is returns the `ok` and throws an `OcreError` instead. */
export type Result<Ok, Err> = Case<"ok", Ok> | Case<"err", Err>;

/** An option whose value may be `undefined` itself. */
export type Option<Value> = Case<"none", void> | { readonly tag: "some"; readonly val: Value };
