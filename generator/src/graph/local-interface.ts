/** Interfaces of one package: what they use, declare and define, in the order that names need. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/suggest.js";
import type { InterfaceId, TypeDefId } from "../ids.js";
import type { Id, Lead, Member, Path, TypeDecl, TypeNode, Use } from "../wit/ast.js";
import type { Span } from "../wit/span.js";
import { meaning } from "./diagnostics.js";
import { docsOf } from "./docs.js";
import { externalIdOf, stabilityOf } from "./gates.js";
import { resolveFunc, resolveResourceFunc } from "./local-funcs.js";
import type { LocalItems } from "./local-items.js";
import { type LocalTypes, type Scope, unknownType } from "./local-types.js";
import type { Func, TypeOwner } from "./model.js";
import { NameScope } from "./names.js";
import { placeSettersAfterGetters } from "./setters.js";
import { type Edge, toposort } from "./toposort.js";

export interface Context {
  readonly items: LocalItems;
  readonly types: LocalTypes;
  /** What each interface defines, as `use` sees it. */
  readonly scopes: Map<InterfaceId, Scope>;
  readonly foreignInterfaces: ReadonlySet<InterfaceId>;
  readonly report: (d: Diagnostic) => void;
}

export function findInterface(cx: Context, path: Path, file: number): InterfaceId | undefined {
  const ref = cx.items.find(path, file);
  if (ref === undefined || ref.kind === "interface") return ref?.id;
  const { name, span } = path.name;
  cx.report(meaning("wit/wrong-item", span, { name, is: "a world", wanted: "an interface" }));
  return undefined;
}

export function resolveInterface(
  cx: Context,
  id: InterfaceId,
  members: readonly Member[],
  lead: Lead,
  file: number,
): void {
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

export function resourceFuncs(cx: Context, decl: TypeDecl, scope: Scope): Func[] {
  if (decl.body.kind !== "resource") return [];
  const binding = scope.get(decl.name.name);
  if (binding?.kind !== "type") return [];
  const funcCx = { types: cx.types, scope, report: cx.report };
  return decl.body.funcs.map((func) => resolveResourceFunc(funcCx, func, decl.name, binding.id));
}

/** `use` first, then declarations in dependency order: both go into the scope in that order. */
export function defineTypes(
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
