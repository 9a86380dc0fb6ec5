/** `--stubs=echo`: which import an export of an app passes everything on to, and which parameter it returns without one. */
import type { FuncPlan, Group, ResourcePlan, TypePlan } from "../abi/plan-model.js";
import type { ResourceId, TypeId } from "../ids.js";
import type { Context } from "./contract.js";

export interface EchoTarget {
  readonly fn: FuncPlan;
  readonly group: Group;
}

/**
 * The import of the same interface and name, with the same types; a handle of an exported resource counts as one of the
 * imported resource of the same declaration.
 */
export function echoTarget(fn: FuncPlan, cx: Context): EchoTarget | undefined {
  if (cx.stubs !== "echo") return undefined;
  const module = cx.plan.groups.find((g) => g.functions.includes(fn))?.module;
  const wanted = shapeOf(fn, cx);
  for (const group of cx.plan.groups) {
    if (group.direction !== "import" || group.module !== module) continue;
    const found = group.functions.find((other) => other.name === fn.name && shapeOf(other, cx) === wanted);
    if (found !== undefined) return { fn: found, group };
  }
  return undefined;
}

/** The imported resource that an exported one stands for. */
export function echoResource(id: ResourceId, cx: Context): ResourcePlan | undefined {
  if (cx.stubs !== "echo") return undefined;
  const { typeDef } = cx.resource(id);
  return cx.plan.resources.find((r) => r.direction === "import" && r.typeDef === typeDef);
}

/** Index of the first parameter of the result's type; a borrowed handle cannot be returned. */
export function fittingParam(fn: FuncPlan, cx: Context): number | undefined {
  const { result } = fn;
  if (cx.stubs !== "echo" || result === undefined) return undefined;
  const wanted = cx.resolved(result).id;
  const index = fn.params.findIndex((p) => cx.resolved(p.type).id === wanted);
  return index < 0 || cx.resolved(wanted).hasBorrow ? undefined : index;
}

/** Whether a value of the type changes on its way between an export and the import: it holds handles of the app's own. */
export function holdsExported(id: TypeId, cx: Context): boolean {
  const { kind } = cx.resolved(id);
  switch (kind.k) {
    case "handle":
      return cx.resource(kind.resource).direction === "export";
    case "list":
    case "array":
      return holdsExported(kind.of, cx);
    case "record":
      return kind.fields.some((f) => holdsExported(f.type, cx));
    case "variant":
      return kind.cases.some((c) => c.type !== undefined && holdsExported(c.type, cx));
    default:
      return false;
  }
}

function shapeOf(fn: FuncPlan, cx: Context): string {
  const { result } = fn;
  return [...fn.params.map((p) => shape(p.type, cx)), "->", result === undefined ? "" : shape(result, cx)].join(" ");
}

/** The type's structure as text. */
function shape(id: TypeId, cx: Context): string {
  const { kind }: TypePlan = cx.resolved(id);
  const all = (types: readonly (TypeId | undefined)[]): string =>
    types.map((type) => (type === undefined ? "_" : shape(type, cx))).join(" ");
  switch (kind.k) {
    case "scalar":
      return kind.scalar;
    case "string":
      return "string";
    case "list":
      return `${kind.map ? "map" : "list"}<${shape(kind.of, cx)}>`;
    case "array":
      return `array${kind.length}<${shape(kind.of, cx)}>`;
    case "record":
      return `${kind.shape}(${kind.fields.map((f) => f.name).join(" ")})<${all(kind.fields.map((f) => f.type))}>`;
    case "flags":
      return `flags(${kind.flags.map((f) => f.name).join(" ")})`;
    case "variant":
      return `${kind.shape}(${kind.cases.map((c) => c.name).join(" ")})<${all(kind.cases.map((c) => c.type))}>`;
    case "handle":
      return `${kind.mode} ${cx.resource(kind.resource).typeDef}`;
    case "alias":
      return shape(kind.of, cx);
  }
}
