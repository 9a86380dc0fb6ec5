/** From a resolved world to its plan, for one side of the boundary and one kind of language. */
import { type Diagnostic, defineDiagnostics } from "../diagnostics/index.js";
import type { Directives, FuncDirectives, Path, ScopeDecl } from "../graph/directive-model.js";
import type { Func, Graph, Interface, PackageName, World, WorldEntry } from "../graph/model.js";
import type { ResourceId, TypeDefId, TypeId, WorldId } from "../ids.js";
import { address, BodyBuilder } from "./body-builder.js";
import { planCallee } from "./callee.js";
import { type CallPlan, planCaller } from "./caller.js";
import { functionName, postReturnName, rootModule } from "./core-names.js";
import { outcomeOf } from "./outcome.js";
import type { Direction, FuncPlan, Group, Plan, Role } from "./plan-model.js";
import type { AbiProfile } from "./profile.js";
import { releaseAt } from "./release.js";
import { signatureOf } from "./signature.js";
import { TypeTable, UnsupportedType } from "./type-table.js";
import { verifyPlan } from "./verify.js";

export const planDiagnostics = defineDiagnostics({
  "abi/unsupported": {
    message: (p: { what: string }) =>
      `${p.what} cannot be generated yet: only the synchronous canonical ABI has a plan`,
    hint: () => "leave it out of this world, or generate this language through a component toolchain",
  },
});

export interface PlanOptions {
  readonly side: "guest" | "host";
  readonly profile: AbiProfile;
  /** What a host does with a function that has no directive; the check stage refuses it unless it was told otherwise. */
  readonly undirected?: "deny" | "allow";
}

export interface Planned {
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
}

export function planWorld(graph: Graph, directives: Directives, id: WorldId, options: PlanOptions): Planned {
  const world = graph.worlds[id];
  const pkg = world && graph.packages[world.package];
  if (world === undefined || pkg === undefined) throw new Error(`no world ${id}`);
  const planner = new WorldPlanner(graph, directives, world, options);
  const groups = planner.groups();
  const plan: Plan = {
    world: { name: world.name, package: pkg.name, ...docsOf(world) },
    side: options.side,
    types: planner.table.types,
    resources: planner.table.resources,
    groups,
    scopes: usedScopes(directives, groups),
    sources: sourcesOf(graph, groups),
  };
  verifyPlan(plan);
  return { plan, diagnostics: planner.diagnostics };
}

const docsOf = (item: { readonly docs?: { readonly contents: string } }): { docs?: string } =>
  item.docs === undefined ? {} : { docs: item.docs.contents };

function usedScopes(directives: Directives, groups: readonly Group[]): ReadonlyMap<string, ScopeDecl> {
  const used = new Set<string>();
  for (const fn of groups.flatMap((g) => g.functions)) {
    const guard = fn.directives?.guard;
    if (guard?.kind === "requires") for (const p of guard.lines.flatMap((l) => l.permissions)) used.add(p.scope);
    if (guard?.kind === "inherits" && guard.needs !== undefined) used.add(guard.needs);
    for (const p of fn.directives?.filters ?? []) used.add(p.scope);
  }
  return new Map([...directives.scopes].filter(([name]) => used.has(name)));
}

function sourcesOf(graph: Graph, groups: readonly Group[]): readonly string[] {
  const used = new Set(groups.map((g) => g.span.file.path));
  return graph.sources.map((s) => s.path).filter((path) => used.has(path));
}

class WorldPlanner {
  readonly table: TypeTable;
  readonly diagnostics: Diagnostic[] = [];
  readonly #graph: Graph;
  readonly #directives: Directives;
  readonly #world: World;
  readonly #options: PlanOptions;
  readonly #declared = new Set<TypeId>();
  readonly #remembered: ReadonlyMap<TypeDefId, readonly string[]>;

  constructor(graph: Graph, directives: Directives, world: World, options: PlanOptions) {
    this.#graph = graph;
    this.#directives = directives;
    this.#world = world;
    this.#options = options;
    this.table = new TypeTable(graph, directives, world);
    this.#remembered = rememberedPaths(graph, directives);
  }

  groups(): readonly Group[] {
    const direct = (direction: Direction, entries: readonly WorldEntry[]): readonly Group[] => {
      const interfaces = entries.flatMap((entry) => {
        const item = entry.item.kind === "interface" ? this.#graph.interfaces[entry.item.id] : undefined;
        if (item === undefined || entry.item.kind !== "interface") return [];
        if (!("name" in entry.key))
          return [this.#interface(direction, entry, item, this.table.moduleOf(entry.item.id))];
        if (this.#isRenamedResource(item)) {
          const what = `the interface '${item.name}', which has resources, by another name`;
          this.diagnostics.push(planDiagnostics("abi/unsupported", entry.span, { what }));
          return [];
        }
        return [this.#interface(direction, entry, item, entry.key.name)];
      });
      const own = this.#worldGroup(direction, entries);
      return own === undefined ? interfaces : [...interfaces, own];
    };
    return [...direct("import", this.#world.imports), ...direct("export", this.#world.exports)];
  }

  /** Each name would make resources of its own, of which the plan knows one. */
  #isRenamedResource({ name, types }: Interface): boolean {
    return name !== undefined && [...types.values()].some((id) => this.table.typeDef(id).kind.kind === "resource");
  }

  #interface(direction: Direction, entry: WorldEntry, item: Interface, module: string): Group {
    const functions = [...item.functions.values()];
    const inline = "name" in entry.key;
    return {
      direction,
      module,
      kind: inline ? "inline" : "interface",
      name: "name" in entry.key ? entry.key.name : (item.name ?? module),
      package: this.#packageOf(item.package),
      ...docsOf(item),
      stability: item.stability,
      ...this.#types(direction, [...item.types.values()]),
      functions: this.#functions(direction, module, functions),
      span: item.span,
    };
  }

  /** What the world imports or exports without an interface. */
  #worldGroup(direction: Direction, entries: readonly WorldEntry[]): Group | undefined {
    const functions = entries.flatMap((e) => (e.item.kind === "function" ? [e.item.func] : []));
    const types = entries.flatMap((e) => (e.item.kind === "type" ? [e.item.id] : []));
    const declared = this.#types(direction, types);
    if (functions.length === 0 && declared.types.length === 0 && declared.resources.length === 0) return undefined;
    return {
      direction,
      module: rootModule,
      kind: "world",
      name: this.#world.name,
      package: this.#packageOf(this.#world.package),
      ...docsOf(this.#world),
      stability: this.#world.stability,
      ...declared,
      functions: this.#functions(direction, rootModule, functions),
      span: this.#world.span,
    };
  }

  #packageOf(id: Interface["package"]): PackageName {
    const pkg = this.#graph.packages[id];
    if (pkg === undefined) throw new Error(`no package ${id}`);
    return pkg.name;
  }

  /** Types that this group declares: not what it `use`s, and nothing that an earlier group declared. */
  #types(
    direction: Direction,
    ids: readonly TypeDefId[],
  ): { readonly types: readonly TypeId[]; readonly resources: readonly ResourceId[] } {
    const types: TypeId[] = [];
    const resources: ResourceId[] = [];
    for (const id of ids) {
      const def = this.table.typeDef(id);
      this.#guarded(() => {
        if (def.kind.kind === "resource") resources.push(this.table.resource(id, direction));
        else if (!this.table.isResource(id)) {
          const type = this.table.intern(id, direction, def.span);
          const plan = this.table.get(type);
          if (plan.name !== def.name || this.#declared.has(type)) return;
          this.#declared.add(type);
          types.push(type);
        }
      });
    }
    return { types, resources };
  }

  #functions(direction: Direction, module: string, functions: readonly Func[]): readonly FuncPlan[] {
    return functions.flatMap((func) => {
      if (func.async) {
        this.diagnostics.push(
          planDiagnostics("abi/unsupported", func.span, { what: `the async function '${func.name}'` }),
        );
        return [];
      }
      if (func.accessor !== undefined) {
        // Their names in a core module are not settled between the tools yet.
        this.diagnostics.push(planDiagnostics("abi/unsupported", func.span, { what: `the accessor '${func.name}'` }));
        return [];
      }
      const plan = this.#guarded(() => this.#function(direction, module, func));
      return plan === undefined ? [] : [plan];
    });
  }

  #guarded<T>(make: () => T): T | undefined {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof UnsupportedType)) throw error;
      this.diagnostics.push(planDiagnostics("abi/unsupported", error.span, { what: `'${error.what}'` }));
      return undefined;
    }
  }

  #function(direction: Direction, module: string, func: Func): FuncPlan {
    const params = func.params.map((p) => ({ name: p.name, type: this.table.intern(p.type, direction, p.span) }));
    const result = func.result === undefined ? undefined : this.table.intern(func.result, direction, func.span);
    const signature = signatureOf(
      direction,
      params.map((p) => this.table.get(p.type).flat),
      result === undefined ? [] : this.table.get(result).flat,
    );
    const core = functionName(direction, module, func.name);
    const role = roleOf(this.#options.side, direction);
    const directives = this.#directives.functions.get(func);
    const outcome = outcomeOf(this.table, result);
    const b = new BodyBuilder(this.table, this.#options.profile, this.#options.side);
    const call: CallPlan = { params, signature, ...(result === undefined ? {} : { result }) };
    const isMethod = func.kind.kind === "method";
    const calls = role === "guest-import" || role === "host-export";
    const inputs = calls
      ? planCaller(b, call)
      : planCallee(b, {
          ...call,
          outcome,
          isMethod,
          remembered: this.#rememberedOf(result),
          undirected: this.#options.undirected ?? "deny",
          ...(directives === undefined ? {} : { directives }),
        });
    return {
      role,
      core,
      signature,
      params,
      outcome,
      inputs,
      name: func.name,
      item: itemName(func.name),
      kind: func.kind.kind === "freestanding" ? "free" : func.kind.kind,
      ...(func.kind.kind === "freestanding" ? {} : { resource: this.table.resource(func.kind.resource, direction) }),
      ...(result === undefined ? {} : { result }),
      body: b.statements,
      locals: b.locals,
      ...(role === "guest-export" && result !== undefined ? this.#post(b, core.field, result) : {}),
      ...(role === "host-export" ? { postReturn: postReturnName(core.field) } : {}),
      ...docsOf(func),
      ...(directives === undefined ? {} : { directives }),
      source: func,
      span: func.span,
    };
  }

  /** `cabi_post_*` exists where the result owns memory. */
  #post(b: BodyBuilder, exported: string, result: TypeId): Pick<FuncPlan, "post"> {
    if (!this.table.get(result).hasPointers) return {};
    const input = b.fresh("result-area", address);
    const { storage } = this.#options.profile;
    const body = b.block(() => {
      if (storage === "manual" || storage === "owned") releaseAt(b, result, b.at(input));
      b.emit({ op: "release" });
    });
    return { post: { name: postReturnName(exported), input, body } };
  }

  #rememberedOf(result: TypeId | undefined): readonly string[] {
    if (result === undefined) return [];
    const paths = new Set<string>();
    const walk = (id: TypeId): void => {
      const { kind } = this.table.resolved(id);
      if (kind.k === "handle") {
        const resource = this.table.resources[kind.resource];
        for (const path of (resource && this.#remembered.get(resource.typeDef)) ?? []) paths.add(path);
      } else if (kind.k === "record") for (const field of kind.fields) walk(field.type);
      else if (kind.k === "variant") for (const c of kind.cases) if (c.type !== undefined) walk(c.type);
      if (kind.k === "list" || kind.k === "array") walk(kind.of);
    };
    walk(result);
    return [...paths].sort();
  }
}

function roleOf(side: "guest" | "host", direction: Direction): Role {
  if (side === "guest") return direction === "import" ? "guest-import" : "guest-export";
  return direction === "import" ? "host-import" : "host-export";
}

/** `[method]r.f` is `f`, `[constructor]r` is `r`. */
function itemName(canonical: string): string {
  const bare = canonical.slice(canonical.indexOf("]") + 1);
  return canonical.startsWith("[constructor]") ? bare : bare.slice(bare.indexOf(".") + 1);
}

/** For each resource: the `self.x` paths that its methods' guards name, which every call that mints one remembers. */
function rememberedPaths(graph: Graph, directives: Directives): ReadonlyMap<TypeDefId, readonly string[]> {
  const found = new Map<TypeDefId, string[]>();
  const functions = graph.interfaces.flatMap((i) => [...i.functions.values()]);
  for (const func of functions) {
    const own = directives.functions.get(func);
    if (func.kind.kind !== "method" || own === undefined) continue;
    const paths = selfPaths(own).map((path) => path.names.join("."));
    if (paths.length > 0) found.set(func.kind.resource, [...(found.get(func.kind.resource) ?? []), ...paths]);
  }
  return found;
}

function selfPaths(own: FuncDirectives): readonly Path[] {
  const permissions = [
    ...(own.guard.kind === "requires" ? own.guard.lines.flatMap((l) => l.permissions) : []),
    ...own.filters,
  ];
  return permissions.flatMap((p) => p.args).flatMap((a) => (a.kind === "path" && a.root === "self" ? [a] : []));
}
