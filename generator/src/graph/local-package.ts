/** Resolves one package on its own: every name inside it, with placeholders for what other packages define. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { type InterfaceId, interfaceId, type TypeDefId, worldId } from "../ids.js";
import type { Extern, Id, Include, Lead, Member, Path, TypeDecl, TypeNode, Use, WorldDecl } from "../wit/ast.js";
import type { Span } from "../wit/span.js";
import { meaning } from "./diagnostics.js";
import { docsOf } from "./docs.js";
import { externalIdOf, stabilityOf } from "./gates.js";
import { resolveFunc, resolveResourceFunc } from "./local-funcs.js";
import { collectItems, type DeclList, type LocalItems, newInterface, pathsOf } from "./local-items.js";
import { type ItemRef, keyText, type LocalEntry, type LocalPackage, type LocalWorld } from "./local-model.js";
import { LocalTypes, type Scope, unknownType } from "./local-types.js";
import type { Docs, Func, PackageName, TypeOwner, WorldItem, WorldKey } from "./model.js";
import { NameScope } from "./names.js";
import { placeSettersAfterGetters } from "./setters.js";
import { type Edge, toposort } from "./toposort.js";

interface Context {
  readonly items: LocalItems;
  readonly types: LocalTypes;
  /** What each interface defines, as `use` sees it. */
  readonly scopes: Map<InterfaceId, Scope>;
  readonly foreignInterfaces: ReadonlySet<InterfaceId>;
  readonly report: (d: Diagnostic) => void;
}

export interface PackageSource {
  readonly name: PackageName;
  readonly docs?: Docs;
  readonly span: Span;
  readonly files: readonly DeclList[];
}

/** `undefined` when the package's own items depend on each other in a circle. */
export function resolvePackage(source: PackageSource, report: (d: Diagnostic) => void): LocalPackage | undefined {
  const items = collectItems(source.files, report);
  if (items === undefined) return undefined;
  const foreignInterfaces = new Set<InterfaceId>();
  for (const { items: wanted } of items.foreign.values()) {
    for (const { ref } of wanted.values()) if (ref.kind === "interface") foreignInterfaces.add(ref.id);
  }
  const cx: Context = { items, types: new LocalTypes(report), scopes: new Map(), foreignInterfaces, report };
  addForeignTypes(cx, source.files);
  for (const { node, file, ref } of items.order) {
    if (ref.kind === "interface" && node.kind === "interface") {
      resolveInterface(cx, ref.id, node.members, node, file);
    }
  }
  for (const { node, file, ref } of items.order) {
    if (ref.kind === "world" && node.kind === "world") resolveWorld(cx, ref, node, file);
  }
  const { name, docs, span } = source;
  return {
    name,
    ...(docs === undefined ? {} : { docs }),
    span,
    types: cx.types.types,
    interfaces: items.interfaces,
    worlds: items.worlds,
    foreign: items.foreign,
    requiredResources: cx.types.requiredResources,
  };
}

/** Types that `use` brings from other packages come first of all types. */
function addForeignTypes(cx: Context, files: readonly DeclList[]): void {
  for (const [file, list] of files.entries()) {
    for (const { path, names, attributes } of pathsOf(list)) {
      if (names === undefined) continue;
      const id = findInterface(cx, path, file);
      if (id === undefined || !cx.foreignInterfaces.has(id)) continue;
      const scope = cx.scopes.get(id) ?? new Map();
      cx.scopes.set(id, scope);
      for (const { name } of names) {
        if (scope.has(name.name)) continue;
        const type = cx.types.add({
          name: name.name,
          kind: { kind: "foreign" },
          owner: { kind: "interface", id },
          stability: stabilityOf(attributes, cx.report),
          ...externalIdOf(attributes, cx.report),
          span: name.span,
        });
        scope.set(name.name, { kind: "type", id: type, span: name.span });
        cx.items.interfaces[id]?.types.set(name.name, type);
      }
    }
  }
}

function findInterface(cx: Context, path: Path, file: number): InterfaceId | undefined {
  const ref = cx.items.find(path, file);
  if (ref === undefined || ref.kind === "interface") return ref?.id;
  const { name, span } = path.name;
  cx.report(meaning("wit/wrong-item", span, { name, is: "a world", wanted: "an interface" }));
  return undefined;
}

function resolveInterface(cx: Context, id: InterfaceId, members: readonly Member[], lead: Lead, file: number): void {
  const target = cx.items.interfaces[id];
  if (target === undefined) return;
  Object.assign(target, docsOf(lead.docs));
  target.stability = stabilityOf(lead.attributes, cx.report);
  const scope: Scope = new Map();
  defineTypes(cx, { kind: "interface", id }, members, scope, file);
  cx.scopes.set(id, scope);

  const names = new NameScope(cx.report);
  for (const [name, binding] of scope) {
    if (binding.kind === "type" && names.define(name, binding.span)) target.types.set(name, binding.id);
  }
  // Marked first, so that a function used as a type is called by its name.
  for (const member of members) {
    if (member.kind === "func" && !scope.has(member.name.name)) {
      scope.set(member.name.name, { kind: "function", span: member.name.span });
    }
  }
  const funcCx = { types: cx.types, scope, report: cx.report };
  const funcs: Func[] = [];
  const define = (func: Func): void => {
    if (names.define(func.name, func.span)) funcs.push(func);
  };
  for (const member of members) {
    if (member.kind === "func") define(resolveFunc(funcCx, member, member.name, member.func));
    if (member.kind === "type") for (const func of resourceFuncs(cx, member, scope)) define(func);
  }
  names.checkSetters();
  const ordered = placeSettersAfterGetters(funcs, (func) => func);
  for (const func of ordered) target.functions.set(func.name, func);
}

function resourceFuncs(cx: Context, decl: TypeDecl, scope: Scope): Func[] {
  if (decl.body.kind !== "resource") return [];
  const binding = scope.get(decl.name.name);
  if (binding?.kind !== "type") return [];
  const funcCx = { types: cx.types, scope, report: cx.report };
  return decl.body.funcs.map((func) => resolveResourceFunc(funcCx, func, decl.name, binding.id));
}

/** `use` first, then declarations in dependency order: both go into the scope in that order. */
function defineTypes(
  cx: Context,
  owner: TypeOwner,
  members: readonly { readonly kind: string }[],
  scope: Scope,
  file: number,
): void {
  const uses = members.filter(isUse);
  for (const use of uses) defineUse(cx, owner, use, scope, file);

  const decls = new Map<string, TypeDecl>();
  const nodes = new Map<string, Edge<Id>[]>();
  for (const decl of members) {
    if (!isTypeDecl(decl)) {
      if (isUse(decl)) for (const { name, as } of decl.names) nodes.set((as ?? name).name, []);
      continue;
    }
    const { name, span } = decl.name;
    const previous = decls.get(name)?.name.span ?? bindingSpan(scope, name);
    if (previous !== undefined || scope.has(name)) {
      const d = meaning("wit/duplicate-name", span, { what: "name", name });
      cx.report(previous === undefined ? d : { ...d, notes: [{ message: "first defined here", span: previous }] });
      continue;
    }
    decls.set(name, decl);
    nodes.set(
      name,
      mentioned(decl).map((id) => ({ to: id.name, place: id })),
    );
  }
  for (const [name, edges] of nodes) {
    for (const { to, place } of edges) {
      if (nodes.has(to)) continue;
      cx.report(
        unknownType(
          place,
          [...nodes.keys()].filter((other) => other !== name),
        ),
      );
    }
  }
  const { order, cycle } = toposort(nodes);
  if (cycle !== undefined) {
    cx.report(meaning("wit/cycle", cycle.place.span, { what: "type", path: cycle.path }));
    // What is in the circle, or needs it, stays unknown; saying so again would only hide the cause.
    for (const name of decls.keys()) if (!order.includes(name)) scope.set(name, { kind: "unknown" });
  }
  for (const name of order) {
    const decl = decls.get(name);
    if (decl === undefined) continue;
    const stability = stabilityOf(decl.attributes, cx.report);
    const kind = cx.types.declare(decl.name, decl.body, scope, stability);
    if (kind === undefined) {
      scope.set(name, { kind: "unknown" });
      continue;
    }
    const id = cx.types.add({
      name,
      kind,
      owner,
      ...docsOf(decl.docs),
      stability,
      ...externalIdOf(decl.attributes, cx.report),
      span: decl.name.span,
    });
    scope.set(name, { kind: "type", id, span: decl.name.span });
  }
}

function isUse(member: { readonly kind: string }): member is Use {
  return member.kind === "use";
}

function isTypeDecl(member: { readonly kind: string }): member is TypeDecl {
  return member.kind === "type";
}

function bindingSpan(scope: Scope, name: string): Span | undefined {
  const binding = scope.get(name);
  return binding === undefined || binding.kind === "unknown" ? undefined : binding.span;
}

function defineUse(cx: Context, owner: TypeOwner, use: Use, scope: Scope, file: number): void {
  const from = findInterface(cx, use.from, file);
  const source = from === undefined ? undefined : cx.scopes.get(from);
  const stability = stabilityOf(use.attributes, cx.report);
  for (const { name, as } of use.names) {
    const local = as ?? name;
    const id = source === undefined ? undefined : usedType(cx, use, name, source);
    if (scope.has(local.name)) {
      cx.report(meaning("wit/duplicate-name", local.span, { what: "name", name: local.name }));
      continue;
    }
    if (id === undefined) {
      scope.set(local.name, { kind: "unknown" });
      continue;
    }
    const type = cx.types.add({
      name: local.name,
      kind: { kind: "alias", of: id },
      owner,
      stability,
      ...externalIdOf(use.attributes, cx.report),
      span: name.span,
    });
    scope.set(local.name, { kind: "type", id: type, span: local.span });
  }
}

function usedType(cx: Context, use: Use, name: Id, source: Scope): TypeDefId | undefined {
  const found = source.get(name.name);
  if (found?.kind === "type") return found.id;
  if (found?.kind === "function") cx.report(meaning("wit/not-a-type", name.span, { name: name.name }));
  else if (found === undefined) {
    const types = [...source].flatMap(([key, binding]) => (binding.kind === "type" ? [key] : []));
    const near = didYouMean(name.name, types);
    cx.report(meaning("wit/unknown-name", name.span, { name: name.name, interface: use.from.name.name, near }));
  }
  return undefined;
}

/** The names that a declaration needs to be resolved before it. Methods come later, so a resource needs none. */
function mentioned(decl: TypeDecl): Id[] {
  const { body } = decl;
  switch (body.kind) {
    case "alias":
      return namesIn(body.type);
    case "record":
      return body.fields.flatMap((field) => namesIn(field.type));
    case "variant":
      return body.cases.flatMap((c) => (c.type === undefined ? [] : namesIn(c.type)));
    default:
      return [];
  }
}

function namesIn(node: TypeNode): Id[] {
  switch (node.kind) {
    case "primitive":
      return [];
    case "name":
      return [node.id];
    case "handle":
      return [node.resource];
    case "tuple":
      return node.types.flatMap(namesIn);
    case "map":
      return [...namesIn(node.key), ...namesIn(node.value)];
    case "result":
      return [...(node.ok === undefined ? [] : namesIn(node.ok)), ...(node.err === undefined ? [] : namesIn(node.err))];
    default:
      return node.of === undefined ? [] : namesIn(node.of);
  }
}

function resolveWorld(cx: Context, ref: Extract<ItemRef, { kind: "world" }>, node: WorldDecl, file: number): void {
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
