/** Handlers stand in interfaces of their own, which the guest exports and no world imports. */
import { linesOf } from "../../graph/directives-function.js";
import type { InterfaceId } from "../../ids.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext, CheckedFunction } from "../context.js";

export function handlerExported(cx: CheckContext): void {
  const byInterface = new Map<InterfaceId, CheckedFunction[]>();
  for (const checked of cx.functions) {
    const { interface: owner } = checked.site;
    if (owner === undefined) checkInWorld(cx, checked);
    else {
      const known = byInterface.get(owner);
      if (known === undefined) byInterface.set(owner, [checked]);
      else known.push(checked);
    }
  }
  const importedBy = importingWorlds(cx);
  for (const [id, functions] of byInterface) {
    const world = importedBy.get(id);
    const handlers = functions.filter(isHandler);
    for (const { func, lines } of world === undefined ? [] : handlers) {
      const span = linesOf(lines, "handler")[0]?.span;
      cx.report(ruleDiagnostics("handler/imported", span, { name: func.name, world: world ?? "" }));
    }
    if (handlers.length === 0 || world !== undefined) continue;
    for (const { func, guard, lines } of functions) {
      if (guard === undefined || guard.kind === "handler") continue;
      const line = lines.find((other) => other.kind === guard.kind);
      cx.report(ruleDiagnostics("handler/mixed", line?.span, { name: func.name }));
    }
  }
}

function checkInWorld(cx: CheckContext, { func, lines, site }: CheckedFunction): void {
  const line = linesOf(lines, "handler")[0];
  const world = site.world === undefined ? undefined : cx.graph.worlds[site.world];
  const imported = world?.imports.some(({ item }) => item.kind === "function" && item.func === func);
  if (line === undefined || world === undefined || imported !== true) return;
  cx.report(ruleDiagnostics("handler/imported", line.span, { name: func.name, world: world.name }));
}

function isHandler({ guard }: CheckedFunction): boolean {
  return guard?.kind === "handler";
}

/** For each interface, a world that imports it. */
function importingWorlds(cx: CheckContext): ReadonlyMap<InterfaceId, string> {
  const worlds = new Map<InterfaceId, string>();
  for (const { name, imports } of cx.graph.worlds) {
    for (const { item } of imports) if (item.kind === "interface" && !worlds.has(item.id)) worlds.set(item.id, name);
  }
  return worlds;
}
