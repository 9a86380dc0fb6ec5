/** The graph as canonical WIT: it reads back as the same graph, and is the same for every way to write it. */
import { type InterfaceId, type PackageId, packageId, type TypeDefId, type WorldId } from "../ids.js";
import type {
  Func,
  Graph,
  Interface,
  Package,
  PackageName,
  Stability,
  TypeDef,
  TypeOwner,
  World,
  WorldEntry,
} from "./model.js";
import {
  indent,
  type Lines,
  plainName,
  printDocs,
  printFunc,
  printLead,
  printName,
  printSignature,
  printTypeDecl,
} from "./print-types.js";

export interface PrintOptions {
  /** Only this package, without those it needs. */
  readonly only?: PackageId;
}

/** One text: the main package, and every other one nested below it as `package a:b@1.0.0 { ... }`. */
export function printWit(graph: Graph, options: PrintOptions = {}): string {
  const main = options.only ?? graph.main;
  const blocks = [printMain(graph, main)];
  if (options.only === undefined) {
    for (const [i, pkg] of graph.packages.entries()) if (i !== main) blocks.push(printNested(graph, packageId(i), pkg));
  }
  return `${blocks
    .flatMap((lines) => [...lines, ""])
    .join("\n")
    .trimEnd()}\n`;
}

function printMain(graph: Graph, id: PackageId): Lines {
  const pkg = packageOf(graph, id);
  return [...printDocs(pkg.docs), `package ${packageName(pkg.name)};`, "", ...printItems(graph, id, pkg)];
}

function printNested(graph: Graph, id: PackageId, pkg: Package): Lines {
  return [...printDocs(pkg.docs), `package ${packageName(pkg.name)} {`, ...indent(printItems(graph, id, pkg)), "}"];
}

function packageName(name: PackageName): string {
  const version = name.version === undefined ? "" : `@${name.version}`;
  return `${printName(name.namespace)}:${printName(name.name)}${version}`;
}

function packageOf(graph: Graph, id: PackageId): Package {
  const pkg = graph.packages[id];
  if (pkg === undefined) throw new Error(`the graph has no package ${id}`);
  return pkg;
}

function printItems(graph: Graph, id: PackageId, pkg: Package): Lines {
  const interfaces = [...pkg.interfaces].map(([name, at]): Lines => {
    const found = interfaceOf(graph, at);
    return [...printLead(found), `interface ${printName(name)} {`, ...indent(printMembers(graph, id, at, found)), "}"];
  });
  const worlds = [...pkg.worlds.values()].map((at) => printWorldDecl(graph, at));
  return join([...interfaces, ...worlds]);
}

/** One world, complete: what it includes and what it needs is written out. */
export function printWorld(graph: Graph, id: WorldId): string {
  return `${printWorldDecl(graph, id).join("\n")}\n`;
}

function printWorldDecl(graph: Graph, id: WorldId): Lines {
  const world = graph.worlds[id];
  if (world === undefined) throw new Error(`the graph has no world ${id}`);
  const members = printWorldMembers(graph, world.package, world);
  return [...printLead(world), `world ${printName(world.name)} {`, ...indent(members), "}"];
}

/** Blocks with an empty line between them. */
function join(blocks: readonly Lines[]): Lines {
  return blocks.flatMap((lines, i) => (i === 0 ? lines : ["", ...lines]));
}

function interfaceOf(graph: Graph, id: InterfaceId): Interface {
  const found = graph.interfaces[id];
  if (found === undefined) throw new Error(`the graph has no interface ${id}`);
  return found;
}

function printMembers(graph: Graph, home: PackageId, id: InterfaceId, found: Interface): Lines {
  const funcs = [...found.functions.values()];
  const { uses, decls } = splitTypes(graph, { kind: "interface", id }, [...found.types]);
  const blocks: Lines[] = printUses(graph, home, uses);
  let printed = 0;
  for (const [name, type] of decls) {
    const own = funcs.filter((func) => resourceOf(func) === type);
    // The order of functions is part of the graph, so those before the methods come before the resource.
    const first = own[0] === undefined ? printed : funcs.indexOf(own[0]);
    for (; printed < first; printed++) blocks.push(...printFree(graph, funcs[printed]));
    blocks.push(printTypeDecl(graph, name, typeOf(graph, type), own));
  }
  for (; printed < funcs.length; printed++) blocks.push(...printFree(graph, funcs[printed]));
  return blocks.flat();
}

function printFree(graph: Graph, func: Func | undefined): Lines[] {
  return func === undefined || resourceOf(func) !== undefined ? [] : [printFunc(graph, func)];
}

function resourceOf(func: Func): TypeDefId | undefined {
  return func.kind.kind === "freestanding" ? undefined : func.kind.resource;
}

function typeOf(graph: Graph, id: TypeDefId): TypeDef {
  const type = graph.types[id];
  if (type === undefined) throw new Error(`the graph has no type ${id}`);
  return type;
}

interface UsedType {
  readonly name: string;
  readonly type: TypeDef;
  readonly from: InterfaceId;
  readonly original: string;
}

type NamedType = readonly [name: string, id: TypeDefId];

function splitTypes(
  graph: Graph,
  owner: TypeOwner,
  types: readonly NamedType[],
): { readonly uses: readonly UsedType[]; readonly decls: readonly NamedType[] } {
  const uses: UsedType[] = [];
  const decls: NamedType[] = [];
  for (const [name, id] of types) {
    const type = typeOf(graph, id);
    const target =
      type.kind.kind === "alias" && typeof type.kind.of !== "string" ? typeOf(graph, type.kind.of) : undefined;
    const isOwn = owner.kind === "interface" && target?.owner.kind === "interface" && target.owner.id === owner.id;
    if (target?.owner.kind === "interface" && !isOwn) {
      uses.push({ name, type, from: target.owner.id, original: target.name ?? "" });
    } else decls.push([name, id]);
  }
  return { uses, decls };
}

/** Neighbours from one interface, with the same gate, share a line. */
function printUses(graph: Graph, home: PackageId, uses: readonly UsedType[]): Lines[] {
  const groups: UsedType[][] = [];
  const leadOf = (use: UsedType) => printLead(gateOf(use.type)).join(" ");
  for (const use of uses) {
    const last = groups.at(-1);
    const [first] = last ?? [];
    if (last !== undefined && first?.from === use.from && leadOf(first) === leadOf(use)) last.push(use);
    else groups.push([use]);
  }
  return groups.map((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const names = group.map(({ name, original }) =>
      name === original ? printName(name) : `${printName(original)} as ${printName(name)}`,
    );
    return [...printLead(gateOf(first.type)), `use ${printPath(graph, home, first.from)}.{${names.join(", ")}};`];
  });
}

function gateOf(type: TypeDef): { readonly stability: Stability; readonly externalId?: string } {
  const { stability, externalId } = type;
  return { stability, ...(externalId === undefined ? {} : { externalId }) };
}

function printPath(graph: Graph, home: PackageId, id: InterfaceId): string {
  const found = interfaceOf(graph, id);
  const name = printName(found.name ?? "");
  if (found.package === home) return name;
  const { version, ...plain } = packageOf(graph, found.package).name;
  return `${packageName(plain)}/${name}${version === undefined ? "" : `@${version}`}`;
}

function printWorldMembers(graph: Graph, home: PackageId, world: World): Lines {
  const funcs = world.imports.flatMap(({ item }) => (item.kind === "function" ? [item.func] : []));
  const types = world.imports.flatMap(({ key, item }): NamedType[] =>
    item.kind === "type" && "name" in key ? [[key.name, item.id]] : [],
  );
  const { uses, decls } = splitTypes(graph, { kind: "none" }, types);
  return [
    ...world.imports.flatMap((entry) =>
      entry.item.kind === "interface" ? printEntry(graph, home, "import", entry) : [],
    ),
    ...printUses(graph, home, uses).flat(),
    ...decls.flatMap(([name, id]) => {
      const own = funcs.filter((func) => resourceOf(func) === id);
      return printTypeDecl(graph, name, typeOf(graph, id), own);
    }),
    ...world.imports.flatMap((entry) =>
      entry.item.kind === "function" && resourceOf(entry.item.func) === undefined
        ? printEntry(graph, home, "import", entry)
        : [],
    ),
    ...world.exports.flatMap((entry) => printEntry(graph, home, "export", entry)),
  ];
}

function printEntry(graph: Graph, home: PackageId, verb: string, { key, item }: WorldEntry): Lines {
  switch (item.kind) {
    case "function": {
      const name = printName(plainName(item.func));
      return [...printLead(item.func), `${verb} ${name}: ${printSignature(graph, item.func)};`];
    }
    case "interface": {
      const found = interfaceOf(graph, item.id);
      if (!("name" in key)) return [...printLead(item), `${verb} ${printPath(graph, home, item.id)};`];
      const head = `${verb} ${printName(key.name)}: `;
      if (found.name !== undefined) return [...printLead(item), `${head}${printPath(graph, home, item.id)};`];
      const lead = printLead({ ...item, ...(found.docs === undefined ? {} : { docs: found.docs }) });
      const members = printMembers(graph, home, item.id, found);
      return [...lead, `${head}interface {`, ...indent(members), "}"];
    }
    case "type":
      return [];
  }
}
