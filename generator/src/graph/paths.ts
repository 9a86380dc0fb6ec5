/** What a path of a directive means: which parameter, which fields, which type. */
import type { TypeDefId } from "../ids.js";
import type { Path } from "./directive-model.js";
import { dealias, definitionOf, type FunctionSite, mintersOf } from "./functions.js";
import type { Func, Graph, Type, TypeDef } from "./model.js";

export type PathStep = { readonly kind: "field" | "flag"; readonly index: number };

/** A value inside an argument: the parameter's index (in `func.params`, `self` included) and the way down. */
export interface ArgumentPath {
  readonly param: number;
  readonly steps: readonly PathStep[];
  /** The type at the end, names not resolved; `bool` for a flag. */
  readonly type: Type;
}

export type ResolvedPath =
  | ({ readonly root: "param" } & ArgumentPath)
  /** One entry for each call that mints the handle; `type` is that of the first. */
  | {
      readonly root: "self";
      readonly resource: TypeDefId;
      readonly minters: readonly { readonly site: FunctionSite; readonly argument: ArgumentPath }[];
      readonly type: Type;
    }
  /** A value inside an element of the returned list. */
  | { readonly root: "result"; readonly element: Type; readonly steps: readonly PathStep[]; readonly type: Type };

export type PathProblem =
  /** `names[index]` does not exist; these do. */
  | {
      readonly kind: "no-such-name";
      readonly index: number;
      readonly candidates: readonly string[];
      readonly in?: Func;
    }
  /** `names[index]` exists and has no fields or flags. */
  | { readonly kind: "no-fields"; readonly index: number }
  | { readonly kind: "self-outside-method" }
  | { readonly kind: "never-minted"; readonly resource: TypeDefId }
  | { readonly kind: "result-is-no-list" };

export type PathResult = { readonly found: ResolvedPath } | { readonly problem: PathProblem };

/** Looks a path up in the function it stands at. */
export function resolvePath(graph: Graph, func: Func, path: Path): PathResult {
  switch (path.root) {
    case "param": {
      const result = resolveArgument(graph, func, path.names);
      return "problem" in result ? result : { found: { root: "param", ...result.found } };
    }
    case "self":
      return resolveSelf(graph, func, path);
    case "result":
      return resolveResult(graph, func, path);
    default:
      return path.root satisfies never;
  }
}

type ArgumentResult = { readonly found: ArgumentPath } | { readonly problem: PathProblem };

/** A parameter by name and the fields below it. */
export function resolveArgument(graph: Graph, func: Func, names: readonly string[]): ArgumentResult {
  const param = indexByName(func.params).get(names[0] ?? "") ?? -1;
  const found = func.params[param];
  if (found === undefined) {
    return { problem: { kind: "no-such-name", index: 0, candidates: namesOf(func.params) } };
  }
  const below = descend(graph, found.type, names, 1);
  return "problem" in below ? below : { found: { param, ...below } };
}

function resolveSelf(graph: Graph, func: Func, path: Path): PathResult {
  if (func.kind.kind !== "method") return { problem: { kind: "self-outside-method" } };
  const resource = dealias(graph, func.kind.resource);
  const key = `${resource}.${path.names.join(".")}`;
  const known = selfPaths.get(graph) ?? new Map<string, PathResult>();
  selfPaths.set(graph, known);
  const result = known.get(key) ?? resolveInMinters(graph, resource, path);
  known.set(key, result);
  return result;
}

// Every method of a resource may name the argument of every call that mints it.
const selfPaths = new WeakMap<Graph, Map<string, PathResult>>();

function resolveInMinters(graph: Graph, resource: TypeDefId, path: Path): PathResult {
  const sites = mintersOf(graph, resource);
  const minters: { site: FunctionSite; argument: ArgumentPath }[] = [];
  for (const site of sites) {
    const result = resolveArgument(graph, site.func, path.names);
    if ("problem" in result) {
      const { problem } = result;
      return { problem: problem.kind === "no-such-name" ? { ...problem, in: site.func } : problem };
    }
    minters.push({ site, argument: result.found });
  }
  const first = minters[0];
  if (first === undefined) return { problem: { kind: "never-minted", resource } };
  return { found: { root: "self", resource, minters, type: first.argument.type } };
}

function resolveResult(graph: Graph, func: Func, path: Path): PathResult {
  const element = elementOfResult(graph, func);
  if (element === undefined) return { problem: { kind: "result-is-no-list" } };
  const below = descend(graph, element, path.names, 0);
  return "problem" in below ? below : { found: { root: "result", element, ...below } };
}

/** The element of the list that the function returns, alone or in a `result`. */
export function elementOfResult(graph: Graph, func: Func): Type | undefined {
  if (func.result === undefined) return undefined;
  const outer = definitionOf(graph, func.result);
  const list = typeof outer !== "string" && outer.kind.kind === "result" ? outer.kind.ok : func.result;
  const def = list === undefined ? undefined : definitionOf(graph, list);
  return typeof def === "object" && def.kind.kind === "list" ? def.kind.of : undefined;
}

type Descent = { readonly steps: readonly PathStep[]; readonly type: Type } | { readonly problem: PathProblem };

function descend(graph: Graph, start: Type, names: readonly string[], from: number): Descent {
  const steps: PathStep[] = [];
  let type = start;
  for (let index = from; index < names.length; index++) {
    const members = membersOf(definitionOf(graph, type));
    if (members === undefined) return { problem: { kind: "no-fields", index: index - 1 } };
    const at = indexByName(members).get(names[index] ?? "") ?? -1;
    const member = members[at];
    if (member === undefined) {
      return { problem: { kind: "no-such-name", index, candidates: namesOf(members) } };
    }
    steps.push({ kind: member.type === undefined ? "flag" : "field", index: at });
    type = member.type ?? "bool";
  }
  return { steps, type };
}

interface NameIndex {
  readonly names: readonly string[];
  readonly byName: ReadonlyMap<string, number>;
}

const indexes = new WeakMap<object, NameIndex>();

/** Kept beside the list: as many paths as parameters must not cost their product. */
function indexOf(list: readonly { readonly name: string }[]): NameIndex {
  const known = indexes.get(list);
  if (known !== undefined) return known;
  const names = list.map(({ name }) => name);
  const index = { names, byName: new Map(names.map((name, i) => [name, i])) };
  indexes.set(list, index);
  return index;
}

function indexByName(list: readonly { readonly name: string }[]): ReadonlyMap<string, number> {
  return indexOf(list).byName;
}

function namesOf(list: readonly { readonly name: string }[]): readonly string[] {
  return indexOf(list).names;
}

function membersOf(def: TypeDef | string): readonly { readonly name: string; readonly type?: Type }[] | undefined {
  if (typeof def === "string") return undefined;
  if (def.kind.kind === "record") return def.kind.fields;
  // A flag has no type of its own, which is how `descend` tells it from a field.
  return def.kind.kind === "flags" ? def.kind.flags : undefined;
}
