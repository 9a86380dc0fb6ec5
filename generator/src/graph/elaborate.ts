/** Completes a world: what its imports and exports need is imported as well, and everything gets its final order. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { InterfaceId, WorldId } from "../ids.js";
import type { Span } from "../wit/span.js";
import { meaning } from "./diagnostics.js";
import { interfaceDependencies, type Linked, usedInterface } from "./linked.js";
import { keyText, type LocalEntry } from "./local-model.js";
import type { Stability, WorldItem } from "./model.js";
import { packageText } from "./names.js";

type Entries = Map<string, LocalEntry>;
type InterfaceEntry = LocalEntry & { readonly item: Extract<WorldItem, { kind: "interface" }> };

export function elaborateWorld(linked: Linked, id: WorldId, report: (d: Diagnostic) => void): void {
  const world = linked.worlds[id];
  if (world === undefined) return;
  const imports: Entries = new Map();
  for (const entry of sortImports(linked, world.imports)) {
    const { item, span } = entry;
    if (isInterface(entry)) addImport(linked, imports, entry);
    else {
      const dependency = item.kind === "type" ? usedInterface(linked, item.id) : undefined;
      if (item.kind === "type" && dependency !== undefined) {
        const stability = linked.types[item.id]?.stability ?? { kind: "unknown" };
        addImport(linked, imports, implied(dependency, stability, span));
      }
      imports.set(keyText(entry.key), entry);
    }
  }
  const exports: Entries = new Map();
  const exported = new Map<string, InterfaceEntry>();
  for (const [key, entry] of world.exports) {
    if (isInterface(entry)) exported.set(key, entry);
    else exports.set(key, entry);
  }
  const cx: ExportContext = { linked, imports, exports, exported, required: new Set() };
  for (const entry of exported.values()) {
    if (addExport(cx, entry, true)) continue;
    const name = entryName(linked, entry);
    const note = { message: `'${name}' is exported here`, span: entry.span };
    report({ ...meaning("wit/transitive-dependency", world.span, { name }), notes: [note] });
    break;
  }
  world.imports = new Map(sortImports(linked, imports).map((entry) => [keyText(entry.key), entry]));
  world.exports = exports;
}

function isInterface(entry: LocalEntry): entry is InterfaceEntry {
  return entry.item.kind === "interface";
}

function implied(id: InterfaceId, stability: Stability, span: Span, externalId?: string): InterfaceEntry {
  const external = externalId === undefined ? {} : { externalId };
  return { key: { interface: id }, item: { kind: "interface", id, stability, ...external }, span };
}

/** Interfaces, types that are used, types that are defined, functions, functions of resources: the order of printed WIT. */
function sortImports(linked: Linked, entries: Entries): LocalEntry[] {
  return [...entries.values()]
    .map((entry) => ({ entry, rank: rankOf(linked, entry.item) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}

function rankOf(linked: Linked, item: WorldItem): number {
  switch (item.kind) {
    case "interface":
      return 0;
    case "type": {
      const type = linked.types[item.id];
      if (type?.kind.kind !== "alias" || typeof type.kind.of === "string") return 2;
      const owner = linked.types[type.kind.of]?.owner;
      return JSON.stringify(owner) === JSON.stringify(type.owner) ? 2 : 1;
    }
    case "function":
      return item.func.kind.kind === "freestanding" ? 3 : 4;
  }
}

/** What an interface needs comes before it. */
function addImport(linked: Linked, imports: Entries, entry: InterfaceEntry): void {
  const key = keyText(entry.key);
  if (imports.has(key)) return;
  for (const dependency of interfaceDependencies(linked, entry.item.id)) {
    addImport(linked, imports, implied(dependency, entry.item.stability, entry.span));
  }
  imports.set(key, entry);
}

interface ExportContext {
  readonly linked: Linked;
  readonly imports: Entries;
  readonly exports: Entries;
  readonly exported: ReadonlyMap<string, InterfaceEntry>;
  /** Interfaces that some export needs imported. */
  readonly required: Set<InterfaceId>;
}

/** `false` when an interface is needed both as an import and as an export: a resource would be two. */
function addExport(cx: ExportContext, entry: InterfaceEntry, asExport: boolean): boolean {
  const key = keyText(entry.key);
  const { id, stability, externalId } = entry.item;
  if (cx.exports.has(key)) return asExport;
  if (!asExport && cx.required.has(id)) return true;
  for (const dependency of interfaceDependencies(cx.linked, id)) {
    const needed = implied(dependency, stability, entry.span, externalId);
    if (!addExport(cx, needed, asExport && cx.exported.has(keyText(needed.key)))) return false;
  }
  if (asExport) {
    if (cx.required.has(id)) return false;
    cx.exports.set(key, entry);
    return true;
  }
  cx.required.add(id);
  if (!cx.imports.has(key)) cx.imports.set(key, entry);
  return true;
}

function entryName(linked: Linked, entry: InterfaceEntry): string {
  if ("name" in entry.key) return entry.key.name;
  const found = linked.interfaces[entry.item.id];
  const owner = found === undefined ? undefined : linked.packages[found.package];
  if (owner === undefined) return found?.name ?? "";
  const { version, ...plain } = owner.name;
  return `${packageText(plain)}/${found?.name ?? ""}${version === undefined ? "" : `@${version}`}`;
}
