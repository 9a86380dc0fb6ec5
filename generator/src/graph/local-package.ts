/** Resolves one package on its own: every name inside it, with placeholders for what other packages define. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { InterfaceId } from "../ids.js";
import type { Span } from "../wit/span.js";
import { externalIdOf, stabilityOf } from "./gates.js";
import { type Context, findInterface, resolveInterface } from "./local-interface.js";
import { collectItems, type DeclList, pathsOf } from "./local-items.js";
import type { LocalPackage } from "./local-model.js";
import { LocalTypes } from "./local-types.js";
import { resolveWorld } from "./local-world.js";
import type { Docs, PackageName } from "./model.js";

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
