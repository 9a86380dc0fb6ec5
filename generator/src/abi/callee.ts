/**
 * The callee's side of a call: guard, lift the arguments, call the implementation, lower the result. Host imports, where
 * the guards are, and guest exports.
 */
import type { FuncDirectives } from "../graph/directive-model.js";
import type { LocalId, TypeId } from "../ids.js";
import { address, type BodyBuilder, core, local, value } from "./body-builder.js";
import type { CallPlan } from "./caller.js";
import { endAt, endFlat, holdsBorrows } from "./inner-borrows.js";
import type { Expr, Stmt, Thrown } from "./ir.js";
import { recordLayout } from "./layout.js";
import { lift, load } from "./lift.js";
import type { LowerContext } from "./lower.js";
import { failWith, type ResultPlace, returnCase, returnValue } from "./outcome.js";
import {
  admitStatement,
  answer,
  filterRequirements,
  type GuardScope,
  mintingOf,
  requirements,
  withdrawn,
} from "./plan-guards.js";
import type { Outcome } from "./plan-model.js";

export interface CalleePlan extends CallPlan {
  readonly outcome: Outcome;
  readonly directives?: FuncDirectives;
  readonly isMethod: boolean;
  /** Paths that methods of the returned resource name as `self.x`. */
  readonly remembered: readonly string[];
  /** What an undirected function of a host does: refuse every call, or let it through. */
  readonly undirected: "deny" | "allow";
}

/** Returns the core parameters. */
export function planCallee(b: BodyBuilder, call: CalleePlan): readonly LocalId[] {
  const names = call.signature.spilledParams ? [] : coreNames(b, call);
  const inputs = call.signature.params.map((type, i) => {
    const isArea = b.side === "host" && call.signature.spilledResult && i === call.signature.params.length - 1;
    return b.fresh(
      isArea ? "ret" : (names[i] ?? "params"),
      isArea || call.signature.spilledParams ? address : core(type),
    );
  });
  const place = resultPlace(b, call, inputs);
  const blank: GuardScope = {
    params: call.params,
    values: [],
    outcome: call.outcome,
    ...(place === undefined ? {} : { place }),
  };
  if (b.side === "host") admit(b, call, blank, inputs);
  checkArea(b, call, place);
  const values = liftParams(b, call, inputs);
  const self = call.isMethod ? inputs[0] : undefined;
  const scope: GuardScope = { ...blank, values, ...(self === undefined ? {} : { self }) };
  const rule = b.side === "host" ? guard(b, call, scope) : undefined;
  const minting =
    b.side === "host" && call.result !== undefined && b.type(call.result).hasOwn
      ? mintingOf(b, call.directives, scope, rule, call.remembered)
      : undefined;
  const cx: LowerContext = { lifetime: "result", lends: false, ...(minting === undefined ? {} : { minting }) };
  callUser(b, call, scope, cx);
  return inputs;
}

/** Core parameters are named after the parameter that they carry a part of. */
function coreNames(b: BodyBuilder, call: CalleePlan): readonly string[] {
  return call.params.flatMap((param) => {
    const { kind, flat } = b.type(param.type);
    if (kind.k === "string" || kind.k === "list") return [`${param.name}-ptr`, `${param.name}-len`];
    if (kind.k === "handle") return [`${param.name}-handle`];
    return flat.length === 1 ? [`${param.name}-core`] : flat.map((_, i) => `${param.name}-core-${i}`);
  });
}

function resultPlace(b: BodyBuilder, call: CalleePlan, inputs: readonly LocalId[]): ResultPlace | undefined {
  if (call.result === undefined) return undefined;
  if (!call.signature.spilledResult) return { result: call.result, returnsArea: false, releases: b.side === "guest" };
  if (b.side === "host") {
    const area = inputs.at(-1);
    if (area === undefined) throw new Error("a spilled result has an address");
    return { result: call.result, area, returnsArea: false, releases: false };
  }
  const { layout } = b.type(call.result);
  const area = b.fresh("area", address);
  b.emit({ op: "area", to: area, size: layout.size, align: layout.align, lifetime: "result" });
  return { result: call.result, area, returnsArea: true, releases: !b.type(call.result).hasPointers };
}

function spanOfArea(b: BodyBuilder, place: ResultPlace | undefined): Stmt | undefined {
  if (place?.area === undefined || !b.checksMemory) return undefined;
  const { layout } = b.type(place.result);
  return { op: "span", at: place.area, stride: layout.size, align: layout.align, access: "write" };
}

function checkArea(b: BodyBuilder, call: CalleePlan, place: ResultPlace | undefined): void {
  const span = call.result === undefined ? undefined : spanOfArea(b, place);
  if (span !== undefined) b.emit(span);
}

function admit(b: BodyBuilder, call: CalleePlan, scope: GuardScope, inputs: readonly LocalId[]): void {
  const denied = (): readonly Stmt[] =>
    b.block(() => {
      dropMoved(b, call, inputs);
      const span = spanOfArea(b, scope.place);
      if (span !== undefined) b.emit(span);
      for (const s of answer(b, scope, ["denied"], "permission denied")) b.emit(s);
    });
  if (call.directives?.guard.kind === "requires") b.emit(admitStatement(call.directives.guard.lines, denied()));
  else if (call.directives === undefined && call.undirected === "deny")
    b.emit({ op: "admit", scopes: [], mode: "any", denied: denied() });
}

/** `own` handles that a denied call passed are gone all the same: the guest gave them away. */
function dropMoved(b: BodyBuilder, call: CalleePlan, inputs: readonly LocalId[]): void {
  if (call.signature.spilledParams) return;
  let at = 0;
  for (const param of call.params) {
    const plan = b.type(param.type);
    const input = inputs[at];
    if (plan.kind.k === "handle" && plan.kind.mode === "own" && input !== undefined)
      b.emit({ op: "dropHandle", resource: plan.kind.resource, of: local(input) });
    at += plan.flat.length;
  }
}

function liftParams(b: BodyBuilder, call: CalleePlan, inputs: readonly LocalId[]): readonly Expr[] {
  const reenters = call.result !== undefined && b.type(call.result).hasPointers;
  const cx = { take: b.side === "guest", lend: reenters };
  if (!call.signature.spilledParams) {
    let at = 0;
    return call.params.map((param) => {
      const { flat } = b.type(param.type);
      const args = inputs.slice(at, at + flat.length).map(local);
      at += flat.length;
      if (endsInner(b, param.type)) b.innerBorrows.push(() => endFlat(b, param.type, args));
      return named(b, param.name, param.type, lift(b, param.type, args, { ...cx, hint: param.name }));
    });
  }
  const block = inputs[0];
  if (block === undefined) throw new Error("spilled parameters have an address");
  const layout = recordLayout(call.params.map((p) => b.type(p.type).layout));
  if (b.checksMemory) b.emit({ op: "span", at: block, stride: layout.size, align: layout.align, access: "read" });
  for (const [i, p] of call.params.entries()) {
    const offset = layout.offsets[i] ?? 0;
    if (walks(b) && holdsBorrows(b, p.type)) b.innerBorrows.push(() => endAt(b, p.type, { base: block, offset }));
  }
  const values = call.params.map((p, i) =>
    named(b, p.name, p.type, load(b, p.type, { base: block, offset: layout.offsets[i] ?? 0 }, { ...cx, hint: p.name })),
  );
  if (cx.take) b.emit({ op: "free", at: block, size: layout.size, align: layout.align });
  return values;
}

/** Where native bytes are the canonical bytes, nothing else remembers the handles inside of a value. */
const walks = (b: BodyBuilder): boolean => b.side === "guest" && b.transparent;

/** A handle among the parameters themselves ends by `endBorrows`. */
const endsInner = (b: BodyBuilder, type: TypeId): boolean =>
  walks(b) && b.type(type).kind.k !== "handle" && holdsBorrows(b, type);

/** Conversions are bound under the parameter's own name, so that printed code reads like the WIT. */
function named(b: BodyBuilder, name: string, type: TypeId, of: Expr): Expr {
  return of.op === "local" ? of : local(b.bind(name, value(type), of));
}

function guard(b: BodyBuilder, call: CalleePlan, scope: GuardScope): LocalId | undefined {
  const { directives } = call;
  let rule: LocalId | undefined;
  if (directives?.guard.kind === "requires") {
    rule = b.fresh("rule", { t: "rule" });
    b.emit({
      op: "check",
      requirements: requirements(b, directives.guard.lines, scope),
      rule,
      denied: answer(b, scope, ["denied"], "permission denied"),
      invalid: answer(b, scope, ["invalid-argument", "denied"], "an argument is not canonical"),
    });
  } else if (directives?.guard.kind === "inherits" && scope.self !== undefined) {
    rule = b.fresh("rule", { t: "rule" });
    b.emit({
      op: "rights",
      handle: scope.self,
      ...(directives.guard.needs === undefined ? {} : { needs: directives.guard.needs }),
      rule,
      denied:
        scope.outcome.kind === "value" && directives.guard.otherwise !== undefined
          ? withdrawn(b, scope, directives.guard.otherwise)
          : answer(b, scope, ["denied"], "the handle lacks the right"),
      closed: withdrawn(b, scope, directives.guard.otherwise),
    });
  }
  if (directives?.limit !== undefined) {
    b.emit({
      op: "charge",
      limit: directives.limit,
      amounts: directives.limit.includes("Bytes") ? [...b.byteLengths] : [],
      exceeded: answer(b, scope, ["exhausted", "denied"], `limit ${directives.limit} is used up`),
    });
  }
  return rule;
}

function callUser(b: BodyBuilder, call: CalleePlan, scope: GuardScope, cx: LowerContext): void {
  const { outcome, place } = scope;
  const paging = b.side === "host" && (call.directives?.filters.length ?? 0) > 0;
  const args = call.params.map((p, i): Expr => {
    const of = scope.values[i];
    if (of === undefined) throw new Error("a parameter was not lifted");
    return paging ? unpaged(p.name, p.type, of) : of;
  });
  const throws = b.profile.errors === "thrown" && (outcome.kind === "result" || outcome.kind === "status");
  const thrown = throws ? thrownBody(b, scope, cx) : undefined;
  const type = throws && outcome.kind === "result" ? outcome.ok : call.result;
  const to = type === undefined ? undefined : b.fresh("result", value(type));
  b.emit({ op: "callUser", args, ...(to === undefined ? {} : { to }), ...(thrown === undefined ? {} : { thrown }) });
  const result = to === undefined || type === undefined || !paging ? to : filter(b, call, scope, to, type);
  if (place === undefined) {
    b.endBorrows();
    if (b.side === "guest") b.emit({ op: "release" });
    b.emit({ op: "return" });
  } else if (throws && outcome.kind === "result")
    returnCase(b, place, 0, result === undefined ? undefined : local(result), cx);
  else if (result !== undefined) returnValue(b, place, local(result), cx);
}

function thrownBody(b: BodyBuilder, scope: GuardScope, cx: LowerContext): Thrown {
  const { outcome, place } = scope;
  if (place === undefined || (outcome.kind !== "result" && outcome.kind !== "status"))
    throw new Error("only results are thrown");
  const error = outcome.kind === "status" ? outcome.error : outcome.err;
  const payload = error === undefined ? undefined : b.fresh("error", value(error));
  const body = b.block(() => {
    if (outcome.kind === "result")
      returnCase(b, place, 1, payload === undefined ? undefined : local(payload), { ...cx, lifetime: "result" });
    else if (payload !== undefined) {
      b.endBorrows();
      b.emit({
        op: "return",
        of: { op: "add", of: { op: "toCore", type: outcome.error, of: local(payload) }, value: 1 },
      });
    }
  });
  const fault = failWith(b, outcome, place, ["internal"]);
  return { body, ...(payload === undefined ? {} : { payload }), ...(fault === undefined ? {} : { fault }) };
}

/** The implementation knows of no policy: it returns everything, and the plan counts what the guest may see. */
function unpaged(name: string, type: TypeId, of: Expr): Expr {
  if (name === "start") return { op: "literal", type, value: "zero" };
  if (name === "after") return { op: "literal", type, value: "empty" };
  if (name.startsWith("max-")) return { op: "literal", type, value: "max" };
  return of;
}

function filter(b: BodyBuilder, call: CalleePlan, scope: GuardScope, list: LocalId, type: TypeId): LocalId {
  const { kind } = b.type(type);
  if (kind.k !== "list") throw new Error("@filters needs a list");
  const item = b.fresh("item", value(kind.of));
  const to = b.fresh("visible", value(type));
  const param = (matches: (name: string) => boolean): Expr | undefined => {
    const at = call.params.findIndex((p) => matches(p.name));
    return at < 0 ? undefined : scope.values[at];
  };
  const start = param((n) => n === "start");
  const after = param((n) => n === "after");
  const max = param((n) => n.startsWith("max-"));
  b.emit({
    op: "filter",
    list,
    to,
    type,
    item,
    anyOf: filterRequirements(b, call.directives?.filters ?? [], scope, item, kind.of),
    ...(start === undefined ? {} : { start }),
    ...(after === undefined ? {} : { after }),
    ...(max === undefined ? {} : { max }),
  });
  return to;
}
