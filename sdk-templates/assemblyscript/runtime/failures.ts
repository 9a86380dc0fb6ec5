/**
 * Failures as log lines: an app that imports this file has a line for each `throw`, failed `assert` and index out of
 * range before it traps, and one for each `trace`.
 *
 * @example
 * import "../build/sdk/runtime/failures";
 */
import { Level, log as write } from "../system/log";

// @ts-ignore: decorator
@stands("abort")
function abort(message: string | null, file: string | null, line: u32, column: u32): void {
  const place = `${file === null ? "?" : file}:${line}:${column}`;
  write(Level.Error, "abort", `${message === null ? "failed" : message} (${place})`);
  unreachable();
}

// @ts-ignore: decorator
@stands("trace")
function trace(
  message: string,
  count: i32 = 0,
  a: f64 = 0,
  b: f64 = 0,
  c: f64 = 0,
  d: f64 = 0,
  e: f64 = 0,
): void {
  const values = [a, b, c, d, e];
  let line = message;
  for (let i = 0; i < count; i++) line += ` ${values[i]}`;
  write(Level.Trace, "", line);
}
