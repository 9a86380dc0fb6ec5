/** What is tried on a guest: for each exported function values to call it with, and what must happen then. */
import fc from "fast-check";
import type { FuncPlan, Group, Plan } from "ocrekit/abi";
import { boundaryOf, rows } from "./boundary.js";
import { importKey } from "./hosts/host.js";
import type { Subject } from "./subject.js";
import { arbitraryOf, resolve } from "./values.js";

/** What an exported function of an echo guest does. */
export type Behaviour =
  /** Calls the import of the same interface and name, and returns its answer. */
  | { readonly kind: "echo"; readonly twin: FuncPlan }
  /** Makes an object of the guest around one of the host. */
  | { readonly kind: "construct"; readonly twin: FuncPlan }
  /** Calls the same method of the object inside. */
  | { readonly kind: "method"; readonly twin: FuncPlan; readonly maker: FuncPlan; readonly makerTwin: FuncPlan }
  /** Nobody is behind it: it answers something of the right type. */
  | { readonly kind: "own" }
  /** Only handles that nobody can make would do as arguments. */
  | { readonly kind: "none" };

export interface Case {
  /** `echo.text`, `counter.increment`: unique in its subject. */
  readonly name: string;
  readonly fn: FuncPlan;
  readonly behaviour: Behaviour;
}

export function casesOf({ plan }: Subject): readonly Case[] {
  return plan.groups
    .filter((g) => g.direction === "export")
    .flatMap((group) =>
      group.functions.map((fn) => ({ name: caseName(group, fn, plan), fn, behaviour: behaviourOf(fn, group, plan) })),
    );
}

/** The interface's name alone, with its version where two have the name. */
function caseName(group: Group, fn: FuncPlan, plan: Plan): string {
  const same = plan.groups.filter((g) => g.direction === "export" && g.name === group.name);
  return `${same.length > 1 ? group.module : group.name}.${fn.name}`;
}

function behaviourOf(fn: FuncPlan, group: Group, plan: Plan): Behaviour {
  const twin = twinOf(fn, group, plan);
  if (fn.kind === "method") {
    const constructors = group.functions.filter((f) => f.kind === "constructor" && f.resource === fn.resource);
    const maker = constructors[0];
    const makerTwin = maker === undefined ? undefined : twinOf(maker, group, plan);
    const plain = fn.params.slice(1).every((p) => !holdsGuests(p.type, plan)) && !resultHoldsGuests(fn, plan);
    const makes = maker?.params.every((p) => !holdsGuests(p.type, plan)) ?? false;
    if (twin === undefined || maker === undefined || makerTwin === undefined || !makes) return { kind: "none" };
    return plain ? { kind: "method", twin, maker, makerTwin } : { kind: "none" };
  }
  if (fn.params.some((p) => holdsGuests(p.type, plan))) return { kind: "none" };
  if (fn.kind === "constructor") return twin === undefined ? { kind: "own" } : { kind: "construct", twin };
  // A guest that returns objects of its own decides by itself how it gets them.
  if (resultHoldsGuests(fn, plan)) return { kind: "none" };
  return twin === undefined ? { kind: "own" } : { kind: "echo", twin };
}

function twinOf(fn: FuncPlan, group: Group, plan: Plan): FuncPlan | undefined {
  const other = plan.groups.find((g) => g.direction === "import" && g.module === group.module);
  return other?.functions.find((f) => f.name === fn.name && sameTypes(f, fn, plan));
}

/** Apart from the resource, which is another on each side. */
function sameTypes(a: FuncPlan, b: FuncPlan, plan: Plan): boolean {
  const text = (fn: FuncPlan): string =>
    [...fn.params.map((p) => p.type), fn.result].map((id) => (id === undefined ? "" : shape(id, plan))).join("|");
  return text(a) === text(b);
}

function shape(id: number, plan: Plan): string {
  const type = resolve(plan, id);
  if (type.kind.k !== "handle")
    return holdsHandles(id, plan) ? `(${children(id, plan).map((c) => shape(c, plan))})` : `${type.id}`;
  const { mode, resource } = type.kind;
  return `${mode} ${plan.resources.find((r) => r.id === resource)?.typeDef}`;
}

function children(id: number, plan: Plan): readonly number[] {
  const { kind } = resolve(plan, id);
  switch (kind.k) {
    case "list":
    case "array":
      return [kind.of];
    case "record":
      return kind.fields.map((f) => f.type);
    case "variant":
      return kind.cases.flatMap((c) => c.type ?? []);
    default:
      return [];
  }
}

const holdsHandles = (id: number, plan: Plan): boolean =>
  resolve(plan, id).kind.k === "handle" || children(id, plan).some((c) => holdsHandles(c, plan));

/** Handles of resources that the guest implements. */
function holdsGuests(id: number, plan: Plan): boolean {
  const { kind } = resolve(plan, id);
  if (kind.k === "handle") return plan.resources.find((r) => r.id === kind.resource)?.direction === "export";
  return children(id, plan).some((c) => holdsGuests(c, plan));
}

const resultHoldsGuests = (fn: FuncPlan, plan: Plan): boolean =>
  fn.result !== undefined && holdsGuests(fn.result, plan);

/** One call: arguments, and what the import behind it answers. */
export interface Sample {
  readonly args: readonly unknown[];
  readonly answer: unknown;
}

/** Types of the arguments that the host chooses: all but the object of a method. */
const chosen = (of: Case): readonly number[] =>
  of.fn.params.slice(of.behaviour.kind === "method" ? 1 : 0).map((p) => p.type);

const answered = (of: Case): number | undefined =>
  of.behaviour.kind === "own" || of.behaviour.kind === "none" ? undefined : of.behaviour.twin.result;

export function boundarySamples(of: Case, plan: Plan): readonly Sample[] {
  const result = answered(of);
  const columns = [
    ...chosen(of).map((type) => boundaryOf(plan, type)),
    result === undefined ? [undefined] : boundaryOf(plan, result),
  ];
  return rows(columns).map((row) => ({ args: row.slice(0, -1), answer: row.at(-1) }));
}

export function arbitrarySample(of: Case, plan: Plan): fc.Arbitrary<Sample> {
  const result = answered(of);
  return fc.record(
    {
      args: fc.tuple(...chosen(of).map((type) => arbitraryOf(plan, type))),
      answer: result === undefined ? fc.constant(undefined) : arbitraryOf(plan, result),
    },
    { noNullPrototype: true },
  );
}

export { importKey };
