/** Directives in comments that are attached to no item. */

import type { Diagnostic } from "../diagnostics/index.js";
import type { PackageId } from "../ids.js";
import type { DocumentedItem } from "./directives-items.js";
import type { Graph } from "./model.js";

export function strayDirectives(
  _graph: Graph,
  _items: readonly DocumentedItem[],
  _directed: ReadonlySet<PackageId>,
): readonly Diagnostic[] {
  return [];
}
