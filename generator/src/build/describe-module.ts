/** What a linked module can do at most: its import table, read with the directives of the WIT packages. */
import { interfaceModule } from "../abi/core-names.js";
import type { Directives, FuncDirectives, Permission } from "../graph/directive-model.js";
import type { Func, Graph } from "../graph/model.js";
import type { WasmModule } from "../wasm/index.js";

export interface ModuleDescription {
  readonly kind: "command" | "reactor" | "library" | "both";
  readonly bytes: { readonly total: number; readonly code: number; readonly data: number };
  readonly memory: readonly { readonly imported: boolean; readonly pages: number; readonly maxPages?: number }[];
  readonly imports: readonly ImportDescription[];
  readonly exports: readonly string[];
  /** Permissions, with `*` for what only a run will tell; sorted. */
  readonly atMost: readonly string[];
}

export interface ImportDescription {
  readonly module: string;
  readonly name: string;
  /** `unknown`: no WIT that was read has it; a host refuses the module, unless it knows a package that we do not. */
  readonly guard: "requires" | "inherits" | "unrestricted" | "undirected" | "drop" | "unknown";
  readonly permissions: readonly string[];
}

export function describeModule(module: WasmModule, graph: Graph, directives: Directives): ModuleDescription {
  const functions = importable(graph);
  const imports = module.imports.map(({ module: from, name }) => describeImport(from, name, functions, directives));
  const names = module.exports.filter(({ type }) => type.kind === "func").map(({ name }) => name);
  return {
    kind: kindOf(names),
    bytes: module.size,
    memory: module.memories.map(({ imported, limits }) => ({
      imported,
      pages: Number(limits.min),
      ...(limits.max === undefined ? {} : { maxPages: Number(limits.max) }),
    })),
    imports,
    exports: names,
    atMost: [...new Set(imports.flatMap(({ permissions }) => permissions))].toSorted(),
  };
}

function describeImport(
  module: string,
  name: string,
  functions: ReadonlyMap<string, Func | "drop">,
  directives: Directives,
): ImportDescription {
  const found = functions.get(`${module} ${name}`);
  if (found === undefined) return { module, name, guard: "unknown", permissions: [] };
  if (found === "drop") return { module, name, guard: "drop", permissions: [] };
  const said = directives.functions.get(found);
  return { module, name, guard: guardOf(said), permissions: said === undefined ? [] : permissionsOf(said) };
}

function guardOf(said: FuncDirectives | undefined): ImportDescription["guard"] {
  const kind = said?.guard.kind;
  return kind === "requires" || kind === "inherits" || kind === "unrestricted" ? kind : "undirected";
}

/** What a filter lets through is asked for as well: without it the list comes back empty. */
function permissionsOf({ guard, filters }: FuncDirectives): readonly string[] {
  const required = guard.kind === "requires" ? guard.lines.flatMap((line) => line.permissions) : [];
  return [...required, ...filters].map(atMost);
}

/** Only a literal is known before the call. */
function atMost({ scope, args }: Permission): string {
  return `${scope}(${args.map((argument) => (argument.kind === "literal" ? argument.value : "*")).join(", ")})`;
}

function importable(graph: Graph): ReadonlyMap<string, Func | "drop"> {
  const found = new Map<string, Func | "drop">();
  for (const { name, package: owner, functions, types } of graph.interfaces) {
    const pkg = graph.packages[owner];
    if (name === undefined || pkg === undefined) continue;
    const module = interfaceModule(pkg.name, name);
    for (const [field, func] of functions) found.set(`${module} ${field}`, func);
    for (const [type, id] of types) {
      if (graph.types[id]?.kind.kind === "resource") found.set(`${module} [resource-drop]${type}`, "drop");
    }
  }
  return found;
}

function kindOf(exported: readonly string[]): ModuleDescription["kind"] {
  const has = (entry: string) => exported.some((name) => name.startsWith(`ocre:app/${entry}@`));
  if (has("run")) return has("lifecycle") ? "both" : "command";
  return has("lifecycle") ? "reactor" : "library";
}
