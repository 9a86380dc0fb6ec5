/** A factor of `@bounds` is a number of bytes; in a handler also a string or a `list<u8>`, for its length. */
import type { Path } from "../../graph/directive-model.js";
import { boundFactor, linesOf } from "../../graph/directives-function.js";
import { pathText } from "../../graph/directives-syntax.js";
import { definitionOf } from "../../graph/functions.js";
import type { Func, Type } from "../../graph/model.js";
import { resolvePath } from "../../graph/paths.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function boundsFactors(cx: CheckContext): void {
  for (const { func, lines, site } of cx.functions) {
    const handler = lines.some((line) => line.kind === "handler");
    for (const factor of linesOf(lines, "bounds").flatMap((line) => line.terms.flat())) {
      const bound = boundFactor(cx.graph, site, factor);
      if (typeof bound === "number") continue;
      if (!("func" in bound)) check(cx, func, bound, handler);
      else {
        const other =
          site.interface === undefined ? undefined : cx.graph.interfaces[site.interface]?.functions.get(bound.func);
        if (other !== undefined) check(cx, other, bound.path, false);
      }
    }
  }
}

function check(cx: CheckContext, func: Func, path: Path, handler: boolean): void {
  const result = resolvePath(cx.graph, func, path);
  if ("problem" in result || isNumber(cx, result.found.type) || (handler && hasLength(cx, result.found.type))) return;
  cx.report(ruleDiagnostics("bounds/type", path.span, { path: pathText(path), handler }));
}

function isNumber(cx: CheckContext, type: Type): boolean {
  const def = definitionOf(cx.graph, type);
  return def === "u8" || def === "u16" || def === "u32" || def === "u64";
}

function hasLength(cx: CheckContext, type: Type): boolean {
  const def = definitionOf(cx.graph, type);
  if (typeof def === "string") return def === "string";
  return def.kind.kind === "list" && definitionOf(cx.graph, def.kind.of) === "u8";
}
