/**
 * Links core modules into one: what a part imports from another by its name becomes a call inside, what nobody needs
 * is left out. Code is not compiled; its indices are rewritten.
 */
import { readLinkPart } from "./link-part.js";
import { fail, LinkProblem, resolveParts } from "./link-resolve.js";
import { writeLinked } from "./link-write.js";

export interface LinkInput {
  /** The module name under which the other parts import from this one. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface LinkOptions {
  /** Which exports the result has; those of the first part when absent. */
  readonly keepExport?: (name: string, part: string) => boolean;
}

export type LinkResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  /** The parts are modules and do not fit together. */
  | { readonly ok: false; readonly reason: string };

/**
 * The first part is the main one: its custom sections stay, and its exports unless `keepExport` says otherwise. Imports
 * from modules that are no part remain imports, once each. A memory that one part defines and others import becomes as
 * large as the one that asks for most, so a part may bring data for pages of its own behind the initial memory. Start
 * functions run from the last part to the first. Functions that no export, start function or table reaches are dropped,
 * and imports that only they used.
 *
 * Throws `WasmFormatError` for bytes that are no module or use what no guest needs: exceptions, garbage collection,
 * several memories.
 *
 * @example
 * linkModules([
 *   { name: "main", bytes: app },                       // imports wasi_snapshot_preview1 fd_write
 *   { name: "wasi_snapshot_preview1", bytes: adapter }, // exports fd_write, imports main memory
 * ]);
 */
export function linkModules(inputs: readonly LinkInput[], options: LinkOptions = {}): LinkResult {
  try {
    const parts = inputs.map(({ name, bytes }) => readLinkPart(name, bytes));
    const names = new Set(parts.map(({ name }) => name));
    if (names.size < parts.length) fail("two parts have one name");
    return { ok: true, bytes: writeLinked(resolveParts(parts), options.keepExport) };
  } catch (error) {
    if (error instanceof LinkProblem) return { ok: false, reason: error.message };
    throw error;
  }
}
