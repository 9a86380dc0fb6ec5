/** Worlds of one package: their imports, exports and includes, before they are linked. */
/** The worlds of a package: their imports, exports and includes, before packages are linked. */
import { interfaceId, worldId } from "../ids.js";
import type { Extern, Id, Include, WorldDecl } from "../wit/ast.js";
import { meaning } from "./diagnostics.js";
import { docsOf } from "./docs.js";
import { externalIdOf, stabilityOf } from "./gates.js";
import { resolveFunc } from "./local-funcs.js";
import { type Context, defineTypes, findInterface, resolveInterface, resourceFuncs } from "./local-interface.js";
import { newInterface } from "./local-items.js";
import { type ItemRef, keyText, type LocalEntry, type LocalWorld } from "./local-model.js";
import type { Scope } from "./local-types.js";
import type { WorldItem, WorldKey } from "./model.js";
import { NameScope } from "./names.js";
export function resolveWorld(
  cx: Context,
  ref: Extract<ItemRef, { kind: "world" }>,
  node: WorldDecl,
  file: number,
): void {
  const target = cx.items.worlds[ref.id];
  if (target === undefined) return;
  Object.assign(target, docsOf(node.docs));
  target.stability = stabilityOf(node.attributes, cx.report);
  const scope: Scope = new Map();
  defineTypes(cx, { kind: "world", id: worldId(ref.id) }, node.members, scope, file);
  for (const member of node.members) if (member.kind === "include") resolveInclude(cx, target, member, file);

  const imports = new NameScope(cx.report);
  const exports = new NameScope(cx.report);
  for (const [name, binding] of scope) {
    if (binding.kind !== "type" || !imports.define(name, binding.span)) continue;
    const key = { name };
    target.imports.set(keyText(key), { key, item: { kind: "type", id: binding.id }, span: binding.span });
  }
  for (const member of node.members) {
    if (member.kind === "type") {
      for (const func of resourceFuncs(cx, member, scope)) {
        if (!imports.define(func.name, func.span)) continue;
        const key = { name: func.name };
        target.imports.set(keyText(key), { key, item: { kind: "function", func }, span: func.span });
      }
    }
    if (member.kind !== "import" && member.kind !== "export") continue;
    const found = resolveExtern(cx, member, scope, file);
    if (found === undefined) continue;
    const into = member.kind === "import" ? target.imports : target.exports;
    if (checkKey(cx, member, found, into, member.kind === "import" ? imports : exports)) {
      into.set(keyText(found.key), found);
    }
  }
}

function checkKey(
  cx: Context,
  node: Extern,
  entry: LocalEntry,
  into: ReadonlyMap<string, LocalEntry>,
  names: NameScope,
): boolean {
  const previous = into.get(keyText(entry.key));
  const span = nameOf(node).span;
  if (!("name" in entry.key)) {
    if (previous === undefined) return true;
    cx.report(meaning("wit/imported-twice", span, { verb: node.kind, name: nameOf(node).name }));
    return false;
  }
  const { name } = entry.key;
  if (previous === undefined) return names.define(name, span);
  cx.report(meaning("wit/name-taken", span, { verb: node.kind, name, previous: previous.item.kind }));
  return false;
}

function nameOf(node: Extern): Id {
  return node.item.kind === "path" ? (node.item.label ?? node.item.path.name) : node.item.name;
}

function resolveExtern(cx: Context, node: Extern, scope: Scope, file: number): LocalEntry | undefined {
  const { item } = node;
  switch (item.kind) {
    case "func": {
      const func = resolveFunc({ types: cx.types, scope, report: cx.report }, node, item.name, item.func);
      return { key: { name: func.name }, item: { kind: "function", func }, span: item.name.span };
    }
    case "interface": {
      const id = interfaceId(cx.items.interfaces.push(newInterface(item.name.span)) - 1);
      resolveInterface(cx, id, item.members, node, file);
      const stability = cx.items.interfaces[id]?.stability ?? { kind: "unknown" };
      const external = externalIdOf(node.attributes, cx.report);
      const entry: WorldItem = { kind: "interface", id, stability, ...external };
      return { key: { name: item.name.name }, item: entry, span: item.name.span };
    }
    case "path": {
      const id = findInterface(cx, item.path, file);
      const stability = stabilityOf(node.attributes, cx.report);
      const external = externalIdOf(node.attributes, cx.report);
      if (id === undefined) return undefined;
      const key: WorldKey = item.label === undefined ? { interface: id } : { name: item.label.name };
      const entry: WorldItem = { kind: "interface", id, stability, ...external, ...docsOf(node.docs) };
      return { key, item: entry, span: nameOf(node).span };
    }
  }
}

function resolveInclude(cx: Context, target: LocalWorld, node: Include, file: number): void {
  const stability = stabilityOf(node.attributes, cx.report);
  const ref = cx.items.find(node.from, file);
  const { name, span } = node.from.name;
  if (ref?.kind === "interface") {
    cx.report(meaning("wit/wrong-item", span, { name, is: "an interface", wanted: "a world" }));
  }
  if (ref?.kind !== "world") return;
  const names = node.names.map((n) => ({ name: n.name.name, as: n.as.name, span: n.name.span }));
  target.includes.push({ world: ref.id, names, stability, span });
}
