/** From source files to a graph: parse every file, resolve every package, join them in dependency order. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { packageId } from "../ids.js";
import type { NestedPackage, PackageHeader, SourceTree } from "../wit/ast.js";
import { parseWit } from "../wit/parser.js";
import type { SourceFile, Span } from "../wit/span.js";
import { meaning } from "./diagnostics.js";
import { docsOf } from "./docs.js";
import type { Features } from "./gates.js";
import { linkPackage } from "./link.js";
import type { Linked } from "./linked.js";
import { declList } from "./local-items.js";
import type { LocalPackage } from "./local-model.js";
import { type PackageSource, resolvePackage } from "./local-package.js";
import type { Docs, Graph, PackageName } from "./model.js";
import { comparePackages, packageText } from "./names.js";
import { createReporter, type Reporter } from "./report.js";

/** Files of one folder, or one file: they make one package, and may hold nested ones. */
export interface SourceGroup {
  /** For messages. */
  readonly path: string;
  readonly files: readonly SourceFile[];
}

export interface LoadResult {
  /** Absent when there is an error. */
  readonly graph?: Graph;
  readonly diagnostics: readonly Diagnostic[];
}

/** The first group is the user's own package, the others are its dependencies. */
export function assemble(
  groups: readonly SourceGroup[],
  features: Features,
  reporter: Reporter = createReporter(),
): LoadResult {
  const { report } = reporter;
  const sources = groups.flatMap((group) => packagesOf(group, reporter));
  const failed = (): LoadResult => ({ diagnostics: reporter.diagnostics });
  // What a broken item declares is unknown, and saying so at each use would hide the mistake.
  if (reporter.hasErrors()) return failed();
  const unique = uniquePackages(sources, report);
  const locals = [...unique.values()].map((source) => resolvePackage(source, report));
  if (reporter.hasErrors()) return failed();

  const packages = new Map(locals.flatMap((local) => (local === undefined ? [] : [[packageText(local.name), local]])));
  const order = orderPackages(packages, report);
  const linked: Linked = {
    types: [],
    interfaces: [],
    worlds: [],
    packages: [],
    packageIds: new Map(),
    packageNames: [...packages.keys()],
    features,
  };
  for (const local of order) {
    if (reporter.hasErrors()) return failed();
    linkPackage(linked, local, report);
  }
  if (reporter.hasErrors()) return failed();
  const mainName = sources.find((source) => source.isMain)?.name;
  const main = mainName === undefined ? undefined : linked.packageIds.get(packageText(mainName));
  const worlds = linked.worlds.map((world) => ({
    ...world,
    imports: [...world.imports.values()],
    exports: [...world.exports.values()],
  }));
  const { types, interfaces } = linked;
  const files = groups.flatMap((group) => group.files);
  const graph = { worlds, interfaces, types, packages: linked.packages, sources: files, main: main ?? packageId(0) };
  return { graph, diagnostics: reporter.diagnostics };
}

interface NamedSource extends PackageSource {
  readonly isMain: boolean;
}

/** The nested packages of a group, then the group's own. */
function packagesOf(group: SourceGroup, reporter: Reporter): NamedSource[] {
  const { report } = reporter;
  const trees = group.files
    .toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map((file) => parseWit(file, report));
  const nested = trees.flatMap((tree) => tree.items.flatMap((item) => (item.kind === "package" ? [item] : [])));
  const inner = nested.map((node) => nestedSource(node, report));
  const own = ownSource(group, trees, reporter);
  return own === undefined ? inner : [...inner, own];
}

function nestedSource(node: NestedPackage, report: (d: Diagnostic) => void): NamedSource {
  for (const item of node.items) if (item.kind === "package") report(meaning("wit/nested-package", item.header.span));
  const { header } = node;
  const files = [declList(node.items)];
  return { name: nameOf(header), ...docsOf(header.docs), span: header.span, files, isMain: false };
}

function ownSource(
  group: SourceGroup,
  trees: readonly SourceTree[],
  { report, hasErrors }: Reporter,
): NamedSource | undefined {
  let name: PackageName | undefined;
  let span: Span | undefined;
  let docs: Docs | undefined;
  for (const { header } of trees) {
    if (header === undefined) continue;
    const text = packageText(nameOf(header));
    if (name !== undefined && text !== packageText(name)) {
      report(meaning("wit/package-mismatch", header.span, { name: text, previous: packageText(name) }));
      continue;
    }
    name = nameOf(header);
    span = header.span;
    const own = docsOf(header.docs).docs;
    if (own !== undefined && docs !== undefined) report(meaning("wit/package-docs-twice", header.docs[0]?.span));
    docs ??= own;
  }
  if (name === undefined || span === undefined) {
    const [file] = group.files;
    const start = file === undefined ? undefined : { file, start: 0, end: 0 };
    // A header that could not be read is one mistake, not two.
    if (!hasErrors()) report(meaning("wit/no-package", start, { path: group.path }));
    return undefined;
  }
  const files = trees.map((tree) => declList(tree.items));
  return { name, ...(docs === undefined ? {} : { docs }), span, files, isMain: true };
}

function nameOf(header: PackageHeader): PackageName {
  const version = header.version === undefined ? {} : { version: header.version };
  return { namespace: header.namespace.name, name: header.name.name, ...version };
}

function uniquePackages(sources: readonly NamedSource[], report: (d: Diagnostic) => void): Map<string, NamedSource> {
  const unique = new Map<string, NamedSource>();
  for (const source of sources) {
    const text = packageText(source.name);
    const previous = unique.get(text);
    if (previous === undefined) unique.set(text, source);
    else {
      const d = meaning("wit/duplicate-package", source.span, { name: text });
      report({ ...d, notes: [{ message: "first defined here", span: previous.span }] });
    }
  }
  return unique;
}

/** Dependencies first; where that leaves a choice, by name. */
function orderPackages(packages: ReadonlyMap<string, LocalPackage>, report: (d: Diagnostic) => void): LocalPackage[] {
  const order = new Map<string, LocalPackage>();
  const path: string[] = [];
  const visit = (local: LocalPackage): void => {
    const text = packageText(local.name);
    if (order.has(text)) return;
    for (const [name, { span }] of local.foreign) {
      if (path.includes(name)) {
        const cycle = [...path.slice(path.indexOf(name)), name];
        report(meaning("wit/cycle", span, { what: "package", path: cycle }));
        continue;
      }
      const dependency = packages.get(name);
      if (dependency === undefined) continue;
      path.push(name);
      visit(dependency);
      path.pop();
    }
    order.set(text, local);
  };
  for (const local of [...packages.values()].toSorted((a, b) => comparePackages(a.name, b.name))) visit(local);
  return [...order.values()];
}
