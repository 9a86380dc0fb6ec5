/**
 * Proofs on a finished plan, once for all hosts: the guard comes first, the check before the call, a proved region before
 * every access of guest memory, a binding before every use. A plan that fails is our bug, so it throws.
 */
import type { LocalId } from "../ids.js";
import type { Address, Arm, Expr, Stmt } from "./ir.js";
import type { FuncPlan, Plan } from "./plan-model.js";

export class PlanError extends Error {
  constructor(fn: FuncPlan, problem: string) {
    super(`plan of '${fn.core.module} ${fn.core.field}' (${fn.role}): ${problem}`);
  }
}

export function verifyPlan(plan: Plan): void {
  for (const group of plan.groups) for (const fn of group.functions) verifyFunction(fn);
}

export function verifyFunction(fn: FuncPlan): void {
  if (fn.role === "host-import") verifyGuards(fn);
  const state: State = { bound: new Set(fn.inputs), proved: new Set() };
  const verifier = new Verifier(fn);
  verifier.block(fn.body, state);
  if (fn.post !== undefined) verifier.block(fn.post.body, { bound: new Set([fn.post.input]), proved: new Set() });
}

function verifyGuards(fn: FuncPlan): void {
  const guard = fn.directives?.guard;
  const call = fn.body.findIndex((s) => s.op === "callUser");
  if (call < 0) throw new PlanError(fn, "the implementation is never called");
  const at = (op: Stmt["op"]): number => fn.body.findIndex((s) => s.op === op);
  const before = (op: Stmt["op"]): void => {
    const found = at(op);
    if (found < 0 || found > call) throw new PlanError(fn, `no '${op}' before the call`);
  };
  if (guard === undefined || guard.kind === "handler") return;
  if (guard.kind === "requires") {
    if (at("admit") !== 0) throw new PlanError(fn, "'admit' is not the first statement");
    before("check");
  }
  if (guard.kind === "inherits") {
    if (fn.kind !== "method") throw new PlanError(fn, "only a method can inherit");
    before("rights");
  }
  if (guard.kind === "unrestricted" && (at("admit") >= 0 || at("check") >= 0))
    throw new PlanError(fn, "an unrestricted function is guarded");
  if ((fn.directives?.filters.length ?? 0) > 0 && at("filter") < call)
    throw new PlanError(fn, "no 'filter' after the call");
  for (const lower of handlesLowered(fn.body)) {
    if (guard.kind !== "unrestricted" && lower.minted?.rule === undefined)
      throw new PlanError(fn, "a guarded call mints a handle without its rule");
  }
}

function handlesLowered(body: readonly Stmt[]): readonly Extract<Stmt, { op: "lowerHandle" }>[] {
  return body.flatMap((s) => (s.op === "lowerHandle" ? [s] : blocksOf(s).flatMap(handlesLowered)));
}

/** Every block inside a statement. */
export function blocksOf(s: Stmt): readonly (readonly Stmt[])[] {
  switch (s.op) {
    case "match":
    case "switch":
      return s.arms.map((arm) => arm.body);
    case "times":
    case "each":
      return [s.body];
    case "admit":
      return [s.denied];
    case "check":
      return [s.denied, s.invalid];
    case "rights":
      return [s.denied, s.closed];
    case "charge":
      return [s.exceeded];
    case "lowerHandle":
      return s.minted === undefined ? [] : [s.minted.exhausted];
    case "callUser":
      return s.thrown === undefined ? [] : [s.thrown.body, ...(s.thrown.fault === undefined ? [] : [s.thrown.fault])];
    default:
      return [];
  }
}

interface State {
  readonly bound: Set<LocalId>;
  /** Addresses whose region a `span`, an `alloc` or an `area` has proved. */
  readonly proved: Set<LocalId>;
}

class Verifier {
  readonly #fn: FuncPlan;
  readonly #isHost: boolean;

  constructor(fn: FuncPlan) {
    this.#fn = fn;
    this.#isHost = fn.role === "host-import" || fn.role === "host-export";
  }

  block(body: readonly Stmt[], state: State): void {
    for (const s of body) this.#stmt(s, state);
  }

  #nested(body: readonly Stmt[], state: State, ...bind: readonly (LocalId | undefined)[]): void {
    const inner: State = { bound: new Set(state.bound), proved: new Set(state.proved) };
    for (const id of bind) if (id !== undefined) inner.bound.add(id);
    this.block(body, inner);
  }

  #expr(e: Expr, state: State): void {
    switch (e.op) {
      case "local":
        if (!state.bound.has(e.id))
          throw new PlanError(this.#fn, `local ${this.#fn.locals[e.id]?.hint ?? e.id} is used before it is bound`);
        return;
      case "elem":
        this.#expr({ op: "local", id: e.base }, state);
        this.#expr({ op: "local", id: e.index }, state);
        return;
      case "const":
      case "literal":
        return;
      default:
        this.#expr(e.of, state);
    }
  }

  #access(at: Address, state: State): void {
    this.#expr({ op: "local", id: at.base }, state);
    if (this.#isHost && !state.proved.has(at.base))
      throw new PlanError(
        this.#fn,
        `memory at ${this.#fn.locals[at.base]?.hint ?? at.base} is used before it is proved`,
      );
  }

  #arms(arms: readonly Arm[], state: State): void {
    for (const arm of arms) this.#nested(arm.body, state, arm.bind);
  }

  #stmt(s: Stmt, state: State): void {
    for (const e of expressionsOf(s)) this.#expr(e, state);
    const bind = (id: LocalId | undefined): void => {
      if (id !== undefined) state.bound.add(id);
    };
    switch (s.op) {
      case "let":
        bind(s.to);
        if (
          (s.of.op === "elem" && state.proved.has(s.of.base)) ||
          (s.of.op === "add" && s.of.of.op === "local" && state.proved.has(s.of.of.id))
        )
          state.proved.add(s.to);
        return;
      case "load":
      case "loadValue":
        this.#access(s.at, state);
        bind(s.to);
        return;
      case "store":
      case "storeValue":
        this.#access(s.at, state);
        return;
      case "span":
        this.#expr({ op: "local", id: s.at }, state);
        state.proved.add(s.at);
        return;
      case "alloc":
      case "area":
        bind(s.to);
        state.proved.add(s.to);
        return;
      case "lowerBytes":
        bind(s.ptr);
        bind(s.len);
        return;
      case "times":
        this.#nested(s.body, state, s.index);
        return;
      case "each":
        this.#nested(s.body, state, s.index, s.item);
        return;
      case "match":
      case "switch":
        this.#arms(s.arms, state);
        return;
      case "filter":
        for (const e of s.anyOf.flatMap((r) => r.args).flatMap((a) => (a.kind === "value" ? [a.of] : [])))
          this.#expr(e, { bound: new Set([...state.bound, s.item]), proved: state.proved });
        bind(s.to);
        return;
      case "callUser":
        if (s.thrown !== undefined) {
          this.#nested(s.thrown.body, state, s.thrown.payload);
          if (s.thrown.fault !== undefined) this.#nested(s.thrown.fault, state);
        }
        bind(s.to);
        return;
      case "case":
        if (!state.bound.has(s.to))
          throw new PlanError(this.#fn, "a case is assigned to a local that was not declared");
        return;
      default:
        for (const inner of blocksOf(s)) this.#nested(inner, state);
        if ("to" in s) bind(s.to);
        if (s.op === "check" || s.op === "rights") bind(s.rule);
    }
  }
}

/** The expressions of a statement itself, without those of its blocks. */
function expressionsOf(s: Stmt): readonly Expr[] {
  const some = (...es: readonly (Expr | undefined)[]): readonly Expr[] => es.filter((e) => e !== undefined);
  switch (s.op) {
    case "alloc":
      return [s.count];
    case "span":
    case "free":
      return some(s.count);
    case "liftBytes":
      return [s.ptr, s.len];
    case "newList":
      return [s.length];
    case "times":
      return [s.count];
    case "make":
    case "callCore":
    case "callUser":
    case "postReturn":
      return s.args;
    case "case":
      return some(s.arg);
    case "charge":
      return s.amounts;
    case "check":
      return s.requirements.flatMap((r) => [
        ...r.args.flatMap((a) => (a.kind === "value" ? [a.of] : [])),
        ...r.when.map((c) => c.of),
      ]);
    case "filter":
      return [{ op: "local", id: s.list }, ...some(s.start, s.after, s.max)];
    case "lowerHandle":
      return [s.of, ...(s.minted?.remember.map((r) => r.of) ?? [])];
    case "let":
    case "set":
    case "store":
    case "storeValue":
    case "lowerBytes":
    case "push":
    case "each":
    case "liftScalar":
    case "match":
    case "switch":
    case "liftHandle":
    case "dropHandle":
      return [s.of];
    case "return":
      return some(s.of);
    default:
      return [];
  }
}
