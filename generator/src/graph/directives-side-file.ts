/**
 * Directives beside the WIT, for packages that cannot be edited. A line is a path, a directive, or a remark:
 *
 *     # the relays of acme
 *     acme:relay/relays@1.0.0
 *       @scope relay.switch(name: name)
 *     acme:relay/relays@1.0.0#[static]relay.open
 *       @requires relay.switch(name)
 */
import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceFile } from "../wit/span.js";
import { readingDiagnostics } from "./directives-catalog.js";
import { type DocumentedItem, documentedItems } from "./directives-items.js";
import { ItemReader } from "./directives-read.js";
import { plainLine } from "./directives-scan.js";
import type { DirectiveLine } from "./directives-syntax.js";
import { interfacePath, siteOf } from "./functions.js";
import type { Graph } from "./model.js";

export interface SideEntry {
  readonly item: DocumentedItem;
  readonly lines: readonly DirectiveLine[];
  readonly broken: boolean;
}

export interface SideFile {
  readonly entries: readonly SideEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/** `isDirected` says which items have directives in their comments. */
export function readSideFile(graph: Graph, file: SourceFile, isDirected: (item: DocumentedItem) => boolean): SideFile {
  const byPath = itemsByPath(graph);
  const unversioned = withoutVersions(byPath);
  const readers = new Map<DocumentedItem, ItemReader>();
  const diagnostics: Diagnostic[] = [];
  // `undefined` before the first path, `"unknown"` after one that does not exist: its directives need no second error.
  let current: ItemReader | "unknown" | undefined;
  for (let start = 0; start <= file.text.length; ) {
    const newline = file.text.indexOf("\n", start);
    const end = newline < 0 ? file.text.length : newline;
    const line = plainLine({ file, start, end });
    start = end + 1;
    if (line.text === "" || line.text.startsWith("#")) continue;
    if (line.word !== undefined) {
      const { text: word, span } = line.word;
      if (current === undefined) diagnostics.push(readingDiagnostics("directive/side-file-orphan", span, { word }));
      else if (current !== "unknown") current.line(line);
      continue;
    }
    if (!/^[^\s:]+:[^\s:]+$|^[^\s#:/]+#[^\s#]+$/.test(line.text)) {
      diagnostics.push(readingDiagnostics("directive/side-file-line", line.span, { text: clip(line.text) }));
      continue;
    }
    const found = lookUp(byPath, unversioned, line.text);
    current = "unknown";
    if (found === undefined) {
      const problem = { path: clip(line.text), candidates: diagnostics.length < 200 ? byPath.keys() : [] };
      diagnostics.push(readingDiagnostics("directive/side-file-path", line.span, problem));
    } else if (isDirected(found)) {
      diagnostics.push(readingDiagnostics("directive/already-directed", line.span, { path: line.text }));
    } else {
      current = readers.get(found) ?? new ItemReader(found.kind, true);
      readers.set(found, current);
    }
  }
  const entries = [...readers].map(([item, { lines, broken }]) => ({ item, lines, broken }));
  return { entries, diagnostics: [...diagnostics, ...[...readers.values()].flatMap((reader) => reader.diagnostics)] };
}

/** A path without its version is enough when it means one item only. */
function lookUp(
  byPath: ReadonlyMap<string, DocumentedItem>,
  unversioned: ReadonlyMap<string, DocumentedItem | "several">,
  path: string,
): DocumentedItem | undefined {
  const exact = byPath.get(path);
  if (exact !== undefined) return exact;
  const same = unversioned.get(path);
  return same === "several" ? undefined : same;
}

function withoutVersions(byPath: ReadonlyMap<string, DocumentedItem>): ReadonlyMap<string, DocumentedItem | "several"> {
  const short = new Map<string, DocumentedItem | "several">();
  for (const [path, item] of byPath) {
    const key = path.replace(/@[^#]*/, "");
    short.set(key, short.has(key) ? "several" : item);
  }
  return short;
}

function itemsByPath(graph: Graph): ReadonlyMap<string, DocumentedItem> {
  const byPath = new Map<string, DocumentedItem>();
  for (const item of documentedItems(graph)) {
    const path = pathOf(graph, item);
    if (path !== undefined && !byPath.has(path)) byPath.set(path, item);
  }
  return byPath;
}

function pathOf(graph: Graph, { target }: DocumentedItem): string | undefined {
  switch (target.kind) {
    case "function":
      return siteOf(graph, target.func)?.path;
    case "interface":
      return interfacePath(graph, target.id);
    case "enum": {
      const def = graph.types[target.id];
      if (def?.name === undefined || def.owner.kind !== "interface") return undefined;
      const owner = interfacePath(graph, def.owner.id);
      return owner === undefined ? undefined : `${owner}#${def.name}`;
    }
    case "other":
      return undefined;
    default:
      return target satisfies never;
  }
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
