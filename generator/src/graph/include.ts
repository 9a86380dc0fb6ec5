/** `include`: copies the imports and exports of one world into another, renamed where the user says so. */
import { didYouMean } from "../diagnostics/suggest.js";
import type { WorldId } from "../ids.js";
import type { Span } from "../wit/span.js";
import { Cloner } from "./clone.js";
import { meaning } from "./diagnostics.js";
import { sameStability } from "./gates.js";
import { funcOfItem, type LinkedWorld } from "./linked.js";
import { type Linker, LinkFailure } from "./linker.js";
import { keyText, type LocalEntry, type LocalInclude } from "./local-model.js";
import { canonicalName } from "./names.js";
import { placeSettersAfterGetters } from "./setters.js";

export function processIncludes(linker: Linker, id: WorldId): void {
  const { linked, local } = linker;
  const world = linked.worlds[id];
  const node = local.worlds.find((w, i) => {
    const target = linker.worlds[i];
    return target?.kind === "at" && target.id === id && w.includes.length > 0;
  });
  if (world === undefined) return;
  for (const include of node?.includes ?? []) {
    if (!linker.isEnabled(include.stability, include.span)) continue;
    includeWorld(linker, id, world, include);
  }
  checkNames(linker, world, world.imports, "import");
  checkNames(linker, world, world.exports, "export");
  world.imports = inOrder(world.imports);
  world.exports = inOrder(world.exports);
  checkSetters(linker, world, world.imports, "import");
  checkSetters(linker, world, world.exports, "export");
}

function inOrder(entries: ReadonlyMap<string, LocalEntry>): Map<string, LocalEntry> {
  const sorted = placeSettersAfterGetters([...entries.values()], (entry) => funcOfItem(entry.item));
  return new Map(sorted.map((entry) => [keyText(entry.key), entry]));
}

function includeWorld(linker: Linker, id: WorldId, world: LinkedWorld, include: LocalInclude): void {
  const { linked, report } = linker;
  const from = linker.mapWorld(include.world, include.span);
  const source = linked.worlds[from];
  if (source === undefined) return;
  const isExternal = source.package !== linker.package;
  const names = [...source.imports.values(), ...source.exports.values()].flatMap(({ key }) =>
    "name" in key ? [key.name] : [],
  );
  const unmatched = include.names.filter((rename) => !names.some((name) => renamed(name, rename) !== undefined));
  for (const { name, span } of unmatched) {
    // wit-parser points at the included world; the name itself is the better place to look.
    report(meaning("wit/rename-unknown", span, { name, near: didYouMean(name, names) }));
  }
  if (unmatched.length > 0) throw new LinkFailure();

  const cloner = new Cloner(linked, { kind: "world", id: from }, { kind: "world", id }, linker.package);
  const copy = (entries: ReadonlyMap<string, LocalEntry>, into: Map<string, LocalEntry>, verb: string) => {
    for (const entry of entries.values()) {
      if ("name" in entry.key) copyNamed(linker, cloner, entry.key.name, entry, include, into, verb);
      else mergeInterface(linker, entry, into, isExternal);
    }
  };
  copy(source.imports, world.imports, "import");
  copy(source.exports, world.exports, "export");
}

function copyNamed(
  linker: Linker,
  cloner: Cloner,
  oldName: string,
  entry: LocalEntry,
  include: LocalInclude,
  into: Map<string, LocalEntry>,
  verb: string,
): void {
  const name = include.names.map((r) => renamed(oldName, r)).find((n) => n !== undefined) ?? oldName;
  let item = cloner.worldItem(entry.item);
  if (item.kind === "function") item = { kind: "function", func: { ...item.func, name } };
  if (item.kind === "type") {
    const type = linker.linked.types[item.id];
    if (type !== undefined) type.name = name;
  }
  const key = { name };
  if (into.has(keyText(key))) linker.report(meaning("wit/shadowing", include.span, { verb, name }));
  else into.set(keyText(key), { key, item, span: entry.span });
}

/** An interface that both worlds have stays once. */
function mergeInterface(linker: Linker, entry: LocalEntry, into: Map<string, LocalEntry>, isExternal: boolean): void {
  const key = keyText(entry.key);
  const own = into.get(key) ?? entry;
  into.set(key, own);
  if (entry.item.kind !== "interface" || own.item.kind !== "interface") return;
  const from = entry.item.stability;
  const to = own.item.stability;
  // Another package's `@since` speaks of that package's versions.
  if (isExternal && from.kind === "stable") {
    into.set(key, { ...own, item: { ...own.item, stability: { kind: "unknown" } } });
  } else if (from.kind === "unknown" || sameStability(from, to)) return;
  else if (to.kind === "unknown") into.set(key, { ...own, item: { ...own.item, stability: from } });
  else linker.report(meaning("wit/stability-mismatch", entry.span));
}

/** The new name, when `rename` is about this one: resources are renamed in the names of their functions too. */
function renamed(name: string, rename: { readonly name: string; readonly as: string }): string | undefined {
  const prefix = /^(?:\[[^\]]*\])*/.exec(name)?.[0] ?? "";
  const rest = name.slice(prefix.length);
  const dot = rest.indexOf(".");
  if (dot < 0) return rest === rename.name ? `${prefix}${rename.as}` : undefined;
  return rest.slice(0, dot) === rename.name ? `${prefix}${rename.as}${rest.slice(dot)}` : undefined;
}

function checkNames(linker: Linker, world: LinkedWorld, entries: ReadonlyMap<string, LocalEntry>, verb: string): void {
  const seen = new Map<string, string>();
  for (const { key } of entries.values()) {
    if (!("name" in key)) continue;
    const canonical = canonicalName(key.name);
    const previous = seen.get(canonical);
    if (previous !== undefined) {
      const params = { verb, world: world.name, name: key.name, previous };
      linker.report(meaning("wit/similar-world-names", world.span, params));
    }
    seen.set(canonical, key.name);
  }
}

/** A getter may come from an included world, so this waits for the includes. */
function checkSetters(
  linker: Linker,
  world: LinkedWorld,
  entries: ReadonlyMap<string, LocalEntry>,
  verb: string,
): void {
  for (const { item, span } of entries.values()) {
    const func = funcOfItem(item);
    if (func?.accessor !== "set") continue;
    const getter = func.name.replace("[set]", "[get]");
    if (entries.has(keyText({ name: getter }))) continue;
    reportSetter(linker, span, `${verb} '${func.name}' of world '${world.name}' has no getter '${getter}'`);
  }
}

function reportSetter(linker: Linker, span: Span, problem: string): void {
  linker.report(meaning("wit/accessor", span, { problem }));
}
