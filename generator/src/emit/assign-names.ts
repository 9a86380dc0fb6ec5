/** Assigns every symbol of a plan its final name, and settles collisions in the plan's order. */
import type { FuncPlan, Group, Label, Plan, TypeHome, TypePlan } from "../abi/plan-model.js";
import type { LocalId, ResourceId, TypeId } from "../ids.js";
import type { AnonymousShape, NamePolicy, Names, SymbolKind, SymbolPath } from "./names.js";

/** Names of all types, resources and functions at once; those inside a type or a function when first asked for. */
export function assignNames(plan: Plan, policy: NamePolicy): Names {
  const spaces = new Map<string, Set<string>>();
  const types = new Map<TypeId, string>();
  const resources = new Map<ResourceId, string>();
  const funcs = new Map<FuncPlan, string>();
  const members = new Map<TypeId, readonly string[]>();

  for (const group of plan.groups) {
    for (const id of group.resources) nameResource(id);
    for (const id of group.types) nameType(id);
    for (const fn of group.functions) {
      funcs.set(fn, claim({ ...funcPath(plan, group, fn), kind: "func", name: fn.item }, spaces, ""));
    }
  }
  // What no group lists: types of worlds, anonymous types, resources that are only referred to.
  for (const resource of plan.resources) nameResource(resource.id);
  for (const type of plan.types) nameType(type.id);

  const groups = new Map(plan.groups.flatMap((group) => group.functions.map((fn) => [fn, group] as const)));
  const inner = new Map<FuncPlan, FuncNames>();
  const inside = (fn: FuncPlan): FuncNames => {
    let names = inner.get(fn);
    if (names === undefined) {
      names = nameInside(fn, found(groups.get(fn), `function '${fn.name}' of no group`));
      inner.set(fn, names);
    }
    return names;
  };

  return {
    type: (id) => found(types.get(id), `name of type ${id}`),
    resource: (id) => found(resources.get(id), `name of resource ${id}`),
    func: (fn) => found(funcs.get(fn), `name of function '${fn.name}'`),
    param: (fn, index) => found(inside(fn).params[index], `name of parameter ${index} of '${fn.name}'`),
    local: (fn, id) => found(inside(fn).locals.get(id), `name of local ${id} of '${fn.name}'`),
    member: (id, index) => found(members.get(id)?.[index], `name of member ${index} of type ${id}`),
  };

  /** Spells, escapes what is reserved, and counts until the name is free in its space. */
  function claim(path: SymbolPath, own: Map<string, Set<string>>, ownKey: string): string {
    const space = policy.space(path);
    const table = space === "" ? own : spaces;
    const key = space === "" ? ownKey : space;
    const taken = table.get(key) ?? new Set<string>();
    table.set(key, taken);
    return settle(policy.spell(path), taken, path);
  }

  function settle(spelled: string, taken: Set<string>, path?: SymbolPath): string {
    const base = policy.reserved.has(spelled) ? policy.escape(spelled, 0, path) : spelled;
    let name = base;
    for (let attempt = 2; taken.has(name); attempt++) name = policy.escape(base, attempt, path);
    taken.add(name);
    return name;
  }

  function nameResource(id: ResourceId): void {
    if (resources.has(id)) return;
    const resource = found(plan.resources[id], `resource ${id}`);
    const path = {
      ...homePath(resource.home),
      direction: resource.direction,
      exported: resource.direction === "export",
    };
    resources.set(id, claim({ ...path, kind: "resource", name: resource.name }, spaces, ""));
  }

  function nameType(id: TypeId): void {
    if (types.has(id)) return;
    const type = found(plan.types[id], `type ${id}`);
    if (type.name === undefined || type.home === undefined) {
      const name = nameAnonymous(type);
      if (name !== undefined) types.set(id, name);
      nameMembers(type, "anonymous");
      return;
    }
    types.set(id, claim({ ...homePath(type.home), kind: "type", name: type.name }, spaces, ""));
    nameMembers(type, type.name);
  }

  function anonymousNames(type: TypePlan): Set<string> {
    const space = policy.space({ ...worldPath(plan), kind: "type", name: type.kind.k });
    const taken = spaces.get(space) ?? new Set<string>();
    spaces.set(space, taken);
    return taken;
  }

  function nameAnonymous(type: TypePlan): string | undefined {
    const { kind } = type;
    const part = (id: TypeId | undefined): string => {
      if (id === undefined) return "unit";
      const of = found(plan.types[id], `type ${id}`);
      if (of.name === undefined && of.kind.k === "scalar") return of.kind.scalar;
      if (of.name === undefined && of.kind.k === "string") return "string";
      nameType(id);
      return types.get(id) ?? `type-${id}`;
    };
    const make = (shape: AnonymousShape, parts: readonly string[]): string | undefined => {
      const name = policy.anonymous?.(shape, parts);
      // Handles are spelled after their resource and declare nothing.
      return name === undefined || kind.k === "handle" ? name : settle(name, anonymousNames(type));
    };
    switch (kind.k) {
      case "scalar":
        return kind.scalar;
      case "string":
        return "string";
      case "list":
        return make({ kind: kind.map ? "map" : "list" }, [part(kind.of)]);
      case "array":
        return make({ kind: "array", length: kind.length }, [part(kind.of)]);
      case "record":
        return make(
          { kind: "tuple" },
          kind.fields.map((f) => part(f.type)),
        );
      case "variant":
        if (kind.shape === "option") return make({ kind: "option" }, [part(kind.cases[1]?.type)]);
        return make(
          { kind: "result" },
          kind.cases.map((c) => part(c.type)),
        );
      case "handle":
        nameResource(kind.resource);
        return make({ kind: kind.mode }, [found(resources.get(kind.resource), "resource name")]);
      case "alias":
        return part(kind.of);
      case "flags":
        return undefined;
    }
  }

  function nameMembers(type: TypePlan, parent: string): void {
    const { kind } = type;
    const home = type.home === undefined ? worldPath(plan) : homePath(type.home);
    const own = new Map<string, Set<string>>();
    const all = (memberKind: SymbolKind, labels: readonly Label[]): void => {
      members.set(
        type.id,
        labels.map((l) => claim({ ...home, kind: memberKind, parent, name: l.name }, own, "")),
      );
    };
    if (kind.k === "record") all("field", kind.fields);
    else if (kind.k === "flags") all("flag", kind.flags);
    // Options and results have no case names of their own; whoever prints them knows them by index.
    else if (kind.k === "variant" && (kind.shape === "variant" || kind.shape === "enum")) all("case", kind.cases);
  }

  function nameInside(fn: FuncPlan, group: Group): FuncNames {
    const path = { ...funcPath(plan, group, fn), parent: fn.item };
    const own = new Map<string, Set<string>>();
    const params = fn.params.map((p) => claim({ ...path, kind: "param", name: p.name }, own, "params"));
    const locals = new Map<LocalId, string>();
    // A caller's inputs are the parameters that the user sees; a callee's are core values of a function of its own.
    const caller = fn.role === "guest-import" || fn.role === "host-export";
    if (caller) for (const [index, id] of fn.inputs.entries()) locals.set(id, params[index] ?? `arg${index}`);
    for (const local of fn.locals) {
      if (locals.has(local.id)) continue;
      locals.set(local.id, claim({ ...path, kind: "local", name: local.hint }, own, caller ? "params" : "locals"));
    }
    return { params, locals };
  }
}

interface FuncNames {
  readonly params: readonly string[];
  readonly locals: ReadonlyMap<LocalId, string>;
}

type PathBase = Omit<SymbolPath, "kind" | "name">;

function homePath(home: TypeHome): PathBase {
  return { package: home.package, interface: home.interface, exported: home.exported };
}

function worldPath(plan: Plan): PathBase {
  return { package: plan.world.package, interface: plan.world.name, exported: false };
}

function funcPath(plan: Plan, group: Group, fn: FuncPlan): PathBase {
  const parent = fn.resource === undefined ? undefined : found(plan.resources[fn.resource], "resource").name;
  return {
    package: group.package,
    interface: group.name,
    direction: group.direction,
    exported: group.direction === "export",
    func: fn.kind,
    ...(parent === undefined ? {} : { parent }),
  };
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`no ${what}`);
  return value;
}
