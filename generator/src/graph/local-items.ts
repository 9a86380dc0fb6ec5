/** The outermost names of one package: its interfaces and worlds in dependency order, and what it wants of others. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { interfaceId, worldId } from "../ids.js";
import type { Attribute, Id, InterfaceItem, Item, Path, TopUse, Use, WorldDecl } from "../wit/ast.js";
import type { Span } from "../wit/span.js";
import { meaning } from "./diagnostics.js";
import { stabilityOf } from "./gates.js";
import type { ForeignPackage, ItemRef, LocalInterface, LocalWorld } from "./local-model.js";
import type { PackageName } from "./model.js";
import { packageText } from "./names.js";
import { type Edge, toposort } from "./toposort.js";

/** The declarations of one file. */
export interface DeclList {
  readonly interfaces: readonly InterfaceItem[];
  readonly worlds: readonly WorldDecl[];
  readonly uses: readonly TopUse[];
  readonly all: readonly (InterfaceItem | WorldDecl | TopUse)[];
}

export interface Declared {
  readonly node: InterfaceItem | WorldDecl;
  readonly file: number;
}

export interface LocalItems {
  readonly interfaces: LocalInterface[];
  readonly worlds: LocalWorld[];
  readonly foreign: ReadonlyMap<string, ForeignPackage>;
  /** In dependency order. */
  readonly order: readonly (Declared & { readonly ref: ItemRef })[];
  /** The item that a path means in a file; reports when there is none. */
  readonly find: (path: Path, file: number) => ItemRef | undefined;
}

/** What a path is written for: it says what an unknown name must be. */
export interface PathUse {
  readonly path: Path;
  readonly attributes: readonly Attribute[];
  readonly wants: "interface" | "world";
  /** The interface or world whose order depends on it. */
  readonly within?: Id;
  readonly names?: Use["names"];
}

export function declList(items: readonly Item[]): DeclList {
  const all = items.flatMap((item) => (item.kind === "package" ? [] : [item]));
  return {
    all,
    interfaces: all.flatMap((item) => (item.kind === "interface" ? [item] : [])),
    worlds: all.flatMap((item) => (item.kind === "world" ? [item] : [])),
    uses: all.flatMap((item) => (item.kind === "top-use" ? [item] : [])),
  };
}

export function newInterface(span: Span, name?: string): LocalInterface {
  const stability = { kind: "unknown" } as const;
  return { ...(name === undefined ? {} : { name }), types: new Map(), functions: new Map(), stability, span };
}

function newWorld(span: Span, name: string): LocalWorld {
  return { name, imports: new Map(), exports: new Map(), includes: [], stability: { kind: "unknown" }, span };
}

/** Every path of a file. Imports come before exports, whatever their order in the text: so does printed WIT. */
export function pathsOf(list: DeclList): PathUse[] {
  const paths: PathUse[] = [];
  const addUse = (use: Use, within?: Id) => {
    const { from: path, attributes, names } = use;
    paths.push({ path, attributes, wants: "interface", names, ...(within === undefined ? {} : { within }) });
  };
  for (const item of list.all) {
    if (item.kind === "top-use") paths.push({ path: item.from, attributes: item.attributes, wants: "interface" });
    if (item.kind === "interface") for (const m of item.members) if (m.kind === "use") addUse(m, item.name);
    if (item.kind !== "world") continue;
    for (const m of item.members) {
      if (m.kind === "use") addUse(m);
      if (m.kind === "include") {
        paths.push({ path: m.from, attributes: m.attributes, wants: "world", within: item.name });
      }
    }
    for (const direction of ["import", "export"]) {
      for (const m of item.members) {
        if (m.kind !== direction || (m.kind !== "import" && m.kind !== "export")) continue;
        if (m.item.kind === "path") paths.push({ path: m.item.path, attributes: m.attributes, wants: "interface" });
        if (m.item.kind === "interface") for (const use of m.item.members) if (use.kind === "use") addUse(use);
      }
    }
  }
  return paths;
}

/** `undefined` when the items depend on each other in a circle: nothing can be resolved then. */
export function collectItems(lists: readonly DeclList[], report: (d: Diagnostic) => void): LocalItems | undefined {
  const interfaces: LocalInterface[] = [];
  const worlds: LocalWorld[] = [];
  const foreign = collectForeign(lists, interfaces, worlds, report);

  const declared = new Map<string, Declared>();
  for (const [file, list] of lists.entries()) {
    for (const node of list.all) {
      if (node.kind === "top-use") continue;
      const previous = declared.get(node.name.name);
      if (previous === undefined) declared.set(node.name.name, { node, file });
      else {
        const d = meaning("wit/duplicate-name", node.name.span, { what: "item", name: node.name.name });
        report({ ...d, notes: [{ message: "first defined here", span: previous.node.name.span }] });
      }
    }
  }

  const order = orderItems(lists, declared, report);
  if (order === undefined) return undefined;
  const refs = new Map<string, ItemRef>();
  const ordered = order.flatMap((name) => {
    const found = declared.get(name);
    if (found === undefined) return [];
    const { span } = found.node.name;
    let ref: ItemRef;
    if (found.node.kind === "interface") {
      ref = { kind: "interface", id: interfaceId(interfaces.push(newInterface(span, name)) - 1) };
    } else ref = { kind: "world", id: worldId(worlds.push(newWorld(span, name)) - 1) };
    refs.set(name, ref);
    return [{ ...found, ref }];
  });

  const inFile = lists.map((list) => {
    const names = new Map<string, ItemRef>();
    for (const use of list.uses) {
      if (use.attributes.length > 0) {
        report(meaning("wit/gate", use.span, { problem: "'use' outside of interfaces and worlds has no attributes" }));
      }
      const ref = use.from.package === undefined ? refs.get(use.from.name.name) : foreignRef(foreign, use.from);
      if (ref === undefined) report(unknownItem(use.from.name, refs.keys()));
      else names.set((use.as ?? use.from.name).name, ref);
    }
    return names;
  });
  const find = (path: Path, file: number): ItemRef | undefined => {
    if (path.package !== undefined) return foreignRef(foreign, path);
    const { name } = path.name;
    const found = inFile[file]?.get(name) ?? refs.get(name);
    if (found === undefined) report(unknownItem(path.name, [...(inFile[file]?.keys() ?? []), ...refs.keys()]));
    return found;
  };
  return { interfaces, worlds, foreign, order: ordered, find };
}

function unknownItem(id: Id, candidates: Iterable<string>): Diagnostic {
  return meaning("wit/unknown-item", id.span, {
    what: "interface or world",
    name: id.name,
    near: didYouMean(id.name, candidates),
  });
}

function packageOf(pkg: NonNullable<Path["package"]>): PackageName {
  const version = pkg.version === undefined ? {} : { version: pkg.version };
  return { namespace: pkg.namespace.name, name: pkg.name.name, ...version };
}

function foreignRef(foreign: ReadonlyMap<string, ForeignPackage>, path: Path): ItemRef | undefined {
  if (path.package === undefined) return undefined;
  return foreign.get(packageText(packageOf(path.package)))?.items.get(path.name.name)?.ref;
}

function collectForeign(
  lists: readonly DeclList[],
  interfaces: LocalInterface[],
  worlds: LocalWorld[],
  report: (d: Diagnostic) => void,
): ReadonlyMap<string, ForeignPackage> {
  const foreign = new Map<string, ForeignPackage>();
  for (const { path, attributes, wants } of lists.flatMap(pathsOf)) {
    if (path.package === undefined) continue;
    const name = packageOf(path.package);
    const key = packageText(name);
    const pkg = foreign.get(key) ?? { name, span: path.package.span, items: new Map() };
    foreign.set(key, pkg);
    const known = pkg.items.get(path.name.name);
    const stability = stabilityOf(attributes, report);
    if (known !== undefined) {
      known.stabilities.push(stability);
      continue;
    }
    const { span } = path.name;
    const ref: ItemRef =
      wants === "interface"
        ? { kind: "interface", id: interfaceId(interfaces.push(newInterface(span)) - 1) }
        : { kind: "world", id: worldId(worlds.push(newWorld(span, "")) - 1) };
    pkg.items.set(path.name.name, { ref, stabilities: [stability], span });
  }
  return foreign;
}

function orderItems(
  lists: readonly DeclList[],
  declared: ReadonlyMap<string, Declared>,
  report: (d: Diagnostic) => void,
): readonly string[] | undefined {
  const nodes = new Map<string, Edge<Span>[]>([...declared.keys()].map((name) => [name, []]));
  for (const list of lists) {
    const names = namesOfFile(list, declared, report);
    for (const { path, within } of pathsOf(list)) {
      if (within === undefined || path.package !== undefined) continue;
      const target = names.get(path.name.name);
      if (target === "foreign") continue;
      const to = target ?? path.name;
      if (!declared.has(to.name)) report(unknownItem(to, [...names.keys(), ...declared.keys()]));
      nodes.get(within.name)?.push({ to: to.name, place: to.span });
    }
  }
  const { order, cycle } = toposort(nodes);
  if (cycle === undefined) return order;
  const first = declared.get(cycle.path[0] ?? "")?.node.kind ?? "interface";
  report(meaning("wit/cycle", cycle.place, { what: first, path: cycle.path }));
  return undefined;
}

/** What the names of a file mean there: something of this package, or something of another one. */
function namesOfFile(
  list: DeclList,
  declared: ReadonlyMap<string, Declared>,
  report: (d: Diagnostic) => void,
): Map<string, Id | "foreign"> {
  const names = new Map<string, Id | "foreign">();
  for (const item of list.all) {
    const name = item.kind === "top-use" ? (item.as ?? item.from.name) : item.name;
    // Declared in an earlier file or line, which is reported already.
    if (item.kind !== "top-use" && declared.get(name.name)?.node !== item) continue;
    if (names.has(name.name)) {
      report(meaning("wit/duplicate-name", name.span, { what: "name", name: name.name }));
      continue;
    }
    const isForeign = item.kind === "top-use" && item.from.package !== undefined;
    names.set(name.name, isForeign ? "foreign" : item.kind === "top-use" ? item.from.name : name);
  }
  return names;
}
