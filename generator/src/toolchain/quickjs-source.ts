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

const usedFiles = [
  "quickjs.c",
  "quickjs.h",
  "libregexp.c",
  "libunicode.c",
  "dtoa.c",
  "cutils.h",
  "libunicode-table.h",
] as const;

/** In memory, for scripts and for the engine itself; it lies first, so that using it up traps. */
const stackBytes = 192 * 1024;
/** Of the stack, for each function that goes deep: see the stack check in the engine. */
const stackWeight = 160;

/** The folder of the source is one of the system, whose warnings are for its authors; ours has none. */
export const compilerFlags: readonly string[] = [
  "--target=wasm32-wasi",
  "-mexec-model=reactor",
  "-mcpu=mvp+bulk_memory+sign_ext+mutable_globals+nontrapping_fptoint",
  "-Oz",
  "-DNDEBUG",
  "-D_GNU_SOURCE",
  `-DSTACK_WEIGHT=${stackWeight}`,
  "-isystem",
  "quickjs",
  "-Wall",
  "-Wextra",
  "-Wshadow",
  "-Wconversion",
  // Every function of a script has the same parameters.
  "-Wno-unused-parameter",
  "-Werror",
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

interface Change {
  /** Stands in `quickjs.c` once. */
  readonly from: string;
  readonly to: string;
}

/** Where the engine needs a word with QuickJS; `interpreter.c` has what is called. */
export const changes: readonly Change[] = [
  // A name in parentheses is no call of a macro: the engine puts one around this function.
  {
    from: "static inline bool js_check_stack_overflow(",
    to: "static inline bool (js_check_stack_overflow)(",
  },
  // A call stands where the name of what it calls does, not where the last argument is.
  {
    from: "        bool has_optional_chain = false;\n\n        if (s->token.val == TOK_QUESTION_MARK_DOT) {",
    to:
      "        bool has_optional_chain = false;\n        int call_line = s->last_line_num, call_column = s->last_col_num;\n" +
      "\n        if (s->token.val == TOK_QUESTION_MARK_DOT) {",
  },
  {
    from: "            emit_func_call:",
    to: "            emit_func_call: emit_source_loc_at(s, call_line, call_column);",
  },
  {
    from: "                /* apply function call */",
    to: "                emit_source_loc_at(s, call_line, call_column);",
  },
  // A function may have several files.
  {
    from: "atom_str = b->filename ? JS_AtomToCString(ctx, b->filename) : NULL;",
    to:
      "JSValue file = file_of_position(ctx, b->filename, &line_num1);" +
      " atom_str = JS_ToCString(ctx, file); JS_FreeValue(ctx, file);",
  },
  {
    from: "csd->filename = JS_AtomToString(ctx, b->filename);",
    to: "csd->filename = file_of_position(ctx, b->filename, &csd->line_num);",
  },
];

export function withChanges(source: string): string {
  let changed = source;
  for (const { from, to } of changes) {
    if (changed.split(from).length !== 2) throw new Error(`this QuickJS has not once what is changed in it: ${from}`);
    changed = changed.replace(from, () => to);
  }
  return changed;
}
