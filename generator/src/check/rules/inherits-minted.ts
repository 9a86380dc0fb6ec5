/** `@inherits` stands on a method whose handle some call mints, with the right that `needs` names. */
import { linesOf } from "../../graph/directives-function.js";
import { dealias, mintersOf } from "../../graph/functions.js";
import type { TypeDefId } from "../../ids.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext, CheckedFunction } from "../context.js";

export function inheritsMinted(cx: CheckContext): void {
  const known = new Map<TypeDefId, ReadonlySet<string>>();
  const byFunc = new Map(cx.everyFunction.map((checked) => [checked.func, checked]));
  for (const { func, lines } of cx.functions) {
    const line = linesOf(lines, "inherits")[0];
    if (line === undefined) continue;
    if (func.kind.kind !== "method") {
      cx.report(ruleDiagnostics("inherits/no-method", line.span, { name: func.name }));
      continue;
    }
    const id = dealias(cx.graph, func.kind.resource);
    const resource = cx.graph.types[id]?.name ?? "";
    if (mintersOf(cx.graph, id).length === 0) {
      cx.report(ruleDiagnostics("inherits/never-minted", line.span, { resource }));
      continue;
    }
    if (line.needs === undefined || !cx.directives.scopes.has(line.needs.text)) continue;
    const rights = known.get(id) ?? rightsOf(cx, byFunc, id);
    known.set(id, rights);
    if (rights.has(line.needs.text)) continue;
    const problem = { resource, scope: line.needs.text, candidates: cx.candidates(rights) };
    cx.report(ruleDiagnostics("inherits/no-right", line.needs.span, problem));
  }
}

/** The scopes that a handle can carry: those its calls require, and those of the handles that they inherit from. */
function rightsOf(
  cx: CheckContext,
  byFunc: ReadonlyMap<CheckedFunction["func"], CheckedFunction>,
  resource: TypeDefId,
): ReadonlySet<string> {
  const rights = new Set<string>();
  const seen = new Set<TypeDefId>();
  const pending = [resource];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    for (const { func } of mintersOf(cx.graph, at)) {
      const guard = byFunc.get(func)?.guard;
      if (guard?.kind === "requires") {
        for (const permission of guard.lines.flatMap((line) => line.permissions)) rights.add(permission.scope);
      }
      if (guard?.kind === "inherits" && func.kind.kind === "method")
        pending.push(dealias(cx.graph, func.kind.resource));
    }
  }
  return rights;
}
