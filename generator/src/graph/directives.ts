/** Reads the directives of a graph out of its doc comments, and out of a side file for packages without any. */

import type { Diagnostic } from "../diagnostics/index.js";
import type { InterfaceId, PackageId, TypeDefId } from "../ids.js";
import type { SourceFile } from "../wit/span.js";
import type { FuncDirectives, ScopeDecl } from "./directive-model.js";
import { readingDiagnostics } from "./directives-catalog.js";
import { funcDirectives } from "./directives-function.js";
import { type DocumentedItem, documentedItems } from "./directives-items.js";
import { readItem } from "./directives-read.js";
import { readSideFile } from "./directives-side-file.js";
import { strayDirectives } from "./directives-stray.js";
import type { DirectiveLine, FunctionSyntax, ParsedDirectives, ScopeLine, StatusLine } from "./directives-syntax.js";
import { dealias, functionSites } from "./functions.js";
import type { Func, Graph } from "./model.js";
import { uniqueDiagnostics } from "./unique-diagnostics.js";

export interface DirectiveOptions {
  /** Directives for items that have none in their comments: `--directives FILE`. */
  readonly sideFile?: SourceFile;
}

export interface DirectiveResult {
  readonly directives: ParsedDirectives;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the directives say. A line with an error is left out, and its function counts as having no guard. */
export function parseDirectives(graph: Graph, options: DirectiveOptions = {}): DirectiveResult {
  const items = documentedItems(graph);
  const directed = directedPackages(items);
  const table = new Table(graph);
  for (const item of items) {
    const read = readItem(item, directed.has(item.package));
    table.diagnostics.push(...read.diagnostics);
    table.add(item, read.lines, read.broken);
  }
  table.diagnostics.push(...strayDirectives(graph, items));
  if (options.sideFile !== undefined) {
    const side = readSideFile(graph, options.sideFile, (item) => table.has(item));
    table.diagnostics.push(...side.diagnostics);
    for (const entry of side.entries) table.add(entry.item, entry.lines, entry.broken);
  }
  return { directives: table.directives(), diagnostics: uniqueDiagnostics(table.diagnostics) };
}

/** Packages in which somebody wrote a directive, be it in the wrong kind of comment. */
function directedPackages(items: readonly DocumentedItem[]): Set<PackageId> {
  const directed = new Set<PackageId>();
  for (const item of items) if (item.directed) directed.add(item.package);
  return directed;
}

class Table {
  readonly diagnostics: Diagnostic[] = [];
  readonly #graph: Graph;
  readonly #functions = new Map<Func, FunctionSyntax>();
  readonly #scopes: { owner: InterfaceId; line: ScopeLine }[] = [];
  readonly #statuses: { type: TypeDefId; line: StatusLine }[] = [];
  readonly #targets = new Set<object | number | string>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  has(item: DocumentedItem): boolean {
    return this.#targets.has(keyOf(item));
  }

  add(item: DocumentedItem, lines: readonly DirectiveLine[], broken: boolean): void {
    if (lines.length === 0 && !broken) return;
    this.#targets.add(keyOf(item));
    const { target } = item;
    if (target.kind === "function") this.#functions.set(target.func, { lines, broken });
    for (const line of lines) {
      if (line.kind === "scope" && target.kind === "interface") this.#scopes.push({ owner: target.id, line });
      if (line.kind === "status" && target.kind === "enum") this.#statuses.push({ type: target.id, line });
    }
  }

  directives(): ParsedDirectives {
    const scopes = new Map<string, ScopeDecl>();
    for (const { owner, line } of this.#scopes) {
      const { text: name, span } = line.scope;
      // Of two declarations the first holds; the second is the mistake that a rule reports.
      if (scopes.has(name)) continue;
      const params = line.params.map((param) => ({ name: param.name.text, matcher: param.matcher }));
      scopes.set(name, { name, params, owner, span });
    }
    const functions = new Map<Func, FuncDirectives>();
    for (const site of functionSites(this.#graph)) {
      const syntax = this.#functions.get(site.func);
      const read = syntax === undefined ? undefined : funcDirectives(this.#graph, site, syntax);
      if (read !== undefined) functions.set(site.func, read);
    }
    const statuses = this.#resolveStatuses();
    const syntax = { functions: this.#functions, scopes: this.#scopes, statuses: this.#statuses };
    return { scopes, functions, statuses, syntax };
  }

  #resolveStatuses(): Map<TypeDefId, TypeDefId> {
    const graph = this.#graph;
    const statuses = new Map<TypeDefId, TypeDefId>();
    for (const { type, line } of this.#statuses) {
      const owner = graph.types[type]?.owner;
      const names = owner?.kind === "interface" ? graph.interfaces[owner.id]?.types : undefined;
      const isEnum = (id: TypeDefId): boolean => graph.types[dealias(graph, id)]?.kind.kind === "enum";
      const found = names?.get(line.of.text);
      if (found !== undefined && isEnum(found)) {
        statuses.set(type, dealias(graph, found));
        continue;
      }
      const candidates = [...(names ?? [])].flatMap(([name, id]) => (isEnum(id) && id !== type ? [name] : []));
      const problem = { name: line.of.text, candidates };
      this.diagnostics.push(readingDiagnostics("directive/unknown-enum", line.of.span, problem));
    }
    return statuses;
  }
}

function keyOf({ target }: DocumentedItem): object | number | string {
  switch (target.kind) {
    case "function":
      return target.func;
    case "interface":
      return `interface ${target.id}`;
    case "enum":
      return `enum ${target.id}`;
    case "other":
      return target;
    default:
      return target satisfies never;
  }
}
