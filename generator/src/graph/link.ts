/** Adds one package to the graph: placeholders become what other packages define, what is gated off goes away. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import {
  type InterfaceId,
  interfaceId,
  type PackageId,
  type TypeDefId,
  typeDefId,
  type WorldId,
  worldId,
} from "../ids.js";
import { elaborateWorld } from "./elaborate.js";
import { linkForeign } from "./foreign.js";
import { processIncludes } from "./include.js";
import type { Linked } from "./linked.js";
import { Linker } from "./linker.js";
import { keyText, type LocalEntry, type LocalInterface, type LocalPackage, type LocalWorld } from "./local-model.js";
import type { Func, TypeOwner } from "./model.js";

/** Adds a package whose dependencies have all been added. */
export function linkPackage(linked: Linked, local: LocalPackage, report: (d: Diagnostic) => void): PackageId {
  const linker = new Linker(linked, local, report);
  const { name, docs, span } = local;
  const interfaces = new Map<string, InterfaceId>();
  const worlds = new Map<string, WorldId>();
  linked.packages.push({ name, ...(docs === undefined ? {} : { docs }), interfaces, worlds, span });
  linkForeign(linker);
  const foreign = { types: linker.types.length, interfaces: linker.interfaces.length, worlds: linker.worlds.length };

  const typeStart = linked.types.length;
  linkTypes(linker, foreign.types);
  const interfaceStart = linked.interfaces.length;
  for (const node of local.interfaces.slice(foreign.interfaces)) linkInterface(linker, node);
  fixOwners(linker, typeStart, "interface");
  for (const node of local.worlds.slice(foreign.worlds)) linkWorld(linker, node);
  fixOwners(linker, typeStart, "world");

  for (const target of linker.worlds.slice(foreign.worlds)) {
    if (target.kind !== "at") continue;
    linker.attempt(() => {
      processIncludes(linker, target.id);
      elaborateWorld(linked, target.id, report);
    });
  }
  // Includes may have cloned interfaces; those have no name of their own in the package.
  const interfaceEnd =
    interfaceStart + linker.interfaces.slice(foreign.interfaces).filter((t) => t.kind === "at").length;
  for (let i = interfaceStart; i < interfaceEnd; i++) {
    const own = linked.interfaces[i]?.name;
    if (own !== undefined) interfaces.set(own, interfaceId(i));
  }
  for (const target of linker.worlds.slice(foreign.worlds)) {
    const world = target.kind === "at" ? linked.worlds[target.id] : undefined;
    if (target.kind === "at" && world !== undefined) worlds.set(world.name, target.id);
  }
  linked.packageIds.set(packageKey(local), linker.package);
  return linker.package;
}

function packageKey(local: LocalPackage): string {
  const version = local.name.version === undefined ? "" : `@${local.name.version}`;
  return `${local.name.namespace}:${local.name.name}${version}`;
}

/** Types are in dependency order already. Their owners are fixed later, when the owners have ids. */
function linkTypes(linker: Linker, from: number): void {
  const { linked, local } = linker;
  for (const type of local.types.slice(from)) {
    const { kind } = type;
    if (!linker.isEnabled(type.stability, type.span)) {
      linker.types.push({ kind: "off" });
      continue;
    }
    const mapped = kind.kind === "foreign" ? undefined : linker.attempt(() => linker.mapKind(kind, type.span));
    if (mapped === undefined) {
      linker.types.push({ kind: "broken" });
      continue;
    }
    const id = typeDefId(linked.types.length);
    linked.types.push({ ...type, kind: mapped });
    linker.types.push({ kind: "at", id });
  }
}

function linkInterface(linker: Linker, node: LocalInterface): void {
  const { linked } = linker;
  if (!linker.isEnabled(node.stability, node.span)) {
    linker.interfaces.push({ kind: "off" });
    return;
  }
  const types = new Map<string, TypeDefId>();
  for (const [name, id] of node.types) {
    const target = linker.types[id];
    if (target?.kind === "at") types.set(name, target.id);
  }
  const functions = new Map<string, Func>();
  for (const [name, func] of node.functions) {
    if (!linker.isEnabled(func.stability, func.span)) continue;
    const mapped = linker.attempt(() => linker.mapFunc(func));
    if (mapped !== undefined) functions.set(name, mapped);
  }
  linker.interfaces.push({ kind: "at", id: interfaceId(linked.interfaces.length) });
  linked.interfaces.push({ ...node, types, functions, package: linker.package });
}

function linkWorld(linker: Linker, node: LocalWorld): void {
  const { linked } = linker;
  if (!linker.isEnabled(node.stability, node.span)) {
    linker.worlds.push({ kind: "off" });
    return;
  }
  const { includes: _, ...rest } = node;
  const imports = linkEntries(linker, node.imports);
  const exports = linkEntries(linker, node.exports);
  linker.worlds.push({ kind: "at", id: worldId(linked.worlds.length) });
  linked.worlds.push({ ...rest, imports, exports, package: linker.package });
}

function linkEntries(linker: Linker, entries: ReadonlyMap<string, LocalEntry>): Map<string, LocalEntry> {
  const result = new Map<string, LocalEntry>();
  for (const entry of entries.values()) {
    const mapped = linker.attempt(() => linkEntry(linker, entry));
    if (mapped !== undefined) result.set(keyText(mapped.key), mapped);
  }
  return result;
}

/** `undefined` when the entry is gated off. */
function linkEntry(linker: Linker, entry: LocalEntry): LocalEntry | undefined {
  const { item, span } = entry;
  switch (item.kind) {
    case "type":
      return { ...entry, item: { kind: "type", id: linker.mapType(item.id, span) } };
    case "function":
      if (!linker.isEnabled(item.func.stability, span)) return undefined;
      return { ...entry, item: { kind: "function", func: linker.mapFunc(item.func) } };
    case "interface": {
      if (!linker.isEnabled(item.stability, span)) return undefined;
      const id = linker.mapInterface(item.id, span);
      return { key: "name" in entry.key ? entry.key : { interface: id }, item: { ...item, id }, span };
    }
  }
}

/** Only what this package's own declarations own: anonymous types have no owner. */
function fixOwners(linker: Linker, from: number, kind: "interface" | "world"): void {
  for (const type of linker.linked.types.slice(from)) {
    const owner: TypeOwner = type.owner;
    if (owner.kind !== kind) continue;
    linker.attempt(() => {
      type.owner =
        owner.kind === "interface"
          ? { kind: "interface", id: linker.mapInterface(owner.id, type.span) }
          : owner.kind === "world"
            ? { kind: "world", id: linker.mapWorld(owner.id, type.span) }
            : owner;
    });
  }
}
