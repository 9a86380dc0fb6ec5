/** Which QuickJS, and how it is compiled. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The package of crates.io that carries the C source of quickjs-ng; of Rust nothing is used. */
export const quickjsPackage = {
  name: "rquickjs-sys",
  version: "0.14.0",
  quickjs: "0.16.2",
  /** Of the files below, in their order; cargo checks the package, and this the part that is used. */
  sha256: "1107dfec2a3dbe0352ec9ef5e2495eda4bdee5cbafebe0a1c243520f8d8d8682",
} as const;

export const quickjsSources = ["libregexp.c", "libunicode.c", "dtoa.c"] as const;

const usedFiles = ["quickjs.c", "quickjs.h", ...quickjsSources, "cutils.h", "libunicode-table.h"];

/** In memory, for scripts and for the engine itself; it lies first, so that using it up traps. */
const stackBytes = 192 * 1024;
/** Of the stack, for each function that goes deep: see the stack check in the engine. */
const stackWeight = 160;

export const compilerFlags: readonly string[] = [
  "--target=wasm32-wasi",
  "-mexec-model=reactor",
  "-mcpu=mvp+bulk_memory+sign_ext+mutable_globals+nontrapping_fptoint",
  "-Oz",
  "-DNDEBUG",
  "-D_GNU_SOURCE",
  `-DSTACK_WEIGHT=${stackWeight}`,
  // The warnings of QuickJS are for its authors.
  "-w",
  "-Wl,--strip-all",
  `-Wl,-z,stack-size=${stackBytes}`,
];

/** Added for the module that runs bytecode only. */
export const withoutParser = "-DQJS_DISABLE_PARSER";

export function sourceHash(folder: string): string {
  const hash = createHash("sha256");
  for (const name of usedFiles) hash.update(readFileSync(join(folder, name)));
  return hash.digest("hex");
}

/** A name in parentheses is no call of a macro: the engine puts one around this function. */
export function withStackCheck(source: string): string {
  const found = "static inline bool js_check_stack_overflow(";
  if (!source.includes(found)) throw new Error("this QuickJS checks its stack otherwise");
  return source.replace(found, "static inline bool (js_check_stack_overflow)(");
}
