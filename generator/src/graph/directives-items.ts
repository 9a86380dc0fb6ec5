/** Everything in a graph that a comment can be attached to. */
import type { InterfaceId, PackageId, TypeDefId } from "../ids.js";
import { interfaceId, packageId } from "../ids.js";
import { commentLines } from "./directives-scan.js";
import { directiveWord, type ItemKind } from "./directives-syntax.js";
import { functionSites, packageOfType, typeEntries } from "./functions.js";
import type { Docs, Func, Graph, Named, TypeDef } from "./model.js";

export interface DocumentedItem {
  readonly kind: ItemKind;
  readonly docs?: Docs;
  readonly package: PackageId;
  /** Whether a comment of the item has a line that begins with a directive's word. */
  readonly directed: boolean;
  readonly target: ItemTarget;
}

export type ItemTarget =
  | { readonly kind: "function"; readonly func: Func }
  | { readonly kind: "interface"; readonly id: InterfaceId }
  | { readonly kind: "enum"; readonly id: TypeDefId }
  | { readonly kind: "other" };

/** The items in the order of the graph. Only functions, interfaces and enums are listed without a comment. */
export function documentedItems(graph: Graph): readonly DocumentedItem[] {
  const items: DocumentedItem[] = [];
  const seen = new Set<Docs>();
  const add = (kind: ItemKind, owner: PackageId | undefined, docs: Docs | undefined, target?: ItemTarget): void => {
    if (owner === undefined || (docs === undefined && target === undefined)) return;
    if (docs !== undefined && target === undefined && seen.has(docs)) return;
    if (docs !== undefined) seen.add(docs);
    const directed = docs !== undefined && hasKnownWord(docs);
    const item = { kind, package: owner, directed, target: target ?? { kind: "other" } };
    items.push(docs === undefined ? item : { ...item, docs });
  };

  for (const [i, pkg] of graph.packages.entries()) add("package", packageId(i), pkg.docs);
  for (const [i, found] of graph.interfaces.entries()) {
    add("interface", found.package, found.docs, { kind: "interface", id: interfaceId(i) });
  }
  for (const site of functionSites(graph)) {
    add("function", site.package, site.func.docs, { kind: "function", func: site.func });
  }
  for (const [id, def] of typeEntries(graph)) {
    const owner = packageOfType(graph, def);
    if (def.kind.kind === "enum") add("enum", owner, def.docs, { kind: "enum", id });
    else add("type", owner, def.docs);
    for (const [kind, member] of membersOf(def)) add(kind, owner, member.docs);
  }
  for (const world of graph.worlds) {
    add("world", world.package, world.docs);
    for (const { item } of [...world.imports, ...world.exports]) {
      if (item.kind !== "interface") continue;
      const inline = graph.interfaces[item.id]?.name === undefined;
      add("import", world.package, item.docs, inline ? { kind: "interface", id: item.id } : undefined);
    }
  }
  return items;
}

function membersOf({ kind }: TypeDef): readonly (readonly [ItemKind, Named])[] {
  switch (kind.kind) {
    case "record":
      return kind.fields.map((field) => ["field", field] as const);
    case "flags":
      return kind.flags.map((flag) => ["flag", flag] as const);
    case "variant":
    case "enum":
      return kind.cases.map((c: Named) => ["case", c] as const);
    default:
      return [];
  }
}

function hasKnownWord(docs: Docs): boolean {
  return docs.comments.some(
    (comment) =>
      comment.text.includes("@") &&
      commentLines(comment).some((line) => line.word !== undefined && isKnown(line.word.text)),
  );
}

/** Whether the word, with or without a slip of a colon, is a directive's. */
export function isKnown(word: string): boolean {
  return directiveWord(word.replace(/:$/, "")) !== undefined;
}
