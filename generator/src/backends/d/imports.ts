/** Core functions that the host brings, and the symbols behind exports: D's own names have letters, digits and `_` only. */

import type { CoreType } from "../../abi/ir.js";
import type { CoreName } from "../../abi/plan-model.js";
import { code, type Fragment } from "../../emit/code.js";
import { breakable } from "../../emit/line-breaks.js";

export const coreTypes = { i32: "int", i64: "long", f32: "float", f64: "double" } as const satisfies Record<
  CoreType,
  string
>;

/** `okrt_`, and every character that no symbol has as its number: no two names become one. */
export const symbolOf = (text: string): string =>
  `okrt_${text.replaceAll(/[^0-9A-Za-z]/g, (c) => `_${(c.codePointAt(0) ?? 0).toString(16)}_`)}`;

export interface CoreImport {
  readonly name: string;
  readonly declaration: Fragment;
}

/** `name` is the module's own; the symbol behind it must differ from those of all modules. */
export function importOf(name: string, core: CoreName, result: string, params: readonly string[]): CoreImport {
  return {
    name,
    declaration: code`
      @(wit.importModule("${core.module}"), wit.importName("${core.field}"))
      pragma(mangle, "${symbolOf(`${core.module} ${core.field}`)}")
      ${breakable(`private extern (C) ${result} ${name}(`, params, ");")}`,
  };
}
