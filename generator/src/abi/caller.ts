/** The caller's side of a call: lower the arguments, call, lift the result. Guest imports and host calls of guest exports. */
import type { LocalId, TypeId } from "../ids.js";
import { address, type BodyBuilder, core, local, value } from "./body-builder.js";
import type { Expr } from "./ir.js";
import { recordLayout } from "./layout.js";
import { lift, load } from "./lift.js";
import { type LowerContext, lower, store } from "./lower.js";
import type { CoreSignature, ParamPlan } from "./plan-model.js";

export interface CallPlan {
  readonly params: readonly ParamPlan[];
  readonly result?: TypeId;
  readonly signature: CoreSignature;
}

/** Returns the native parameters. */
export function planCaller(b: BodyBuilder, call: CallPlan): readonly LocalId[] {
  const host = b.side === "host";
  const inputs = call.params.map((p) => b.fresh(p.name, value(p.type)));
  const cx: LowerContext = { lifetime: "call", lends: host };
  const args = lowerArguments(b, call, inputs, cx);
  const area = resultArea(b, call);
  const returned = call.signature.results[0];
  const to =
    returned === undefined ? undefined : b.fresh("returned", call.signature.spilledResult ? address : core(returned));
  b.emit({
    op: "callCore",
    args: area === undefined ? args : [...args, local(area)],
    ...(to === undefined ? {} : { to }),
  });
  const lifted = liftResult(b, call, area, to);
  if (host) {
    b.emit({ op: "postReturn", args: to === undefined ? [] : [local(to)] });
    if (b.borrows.length > 0) b.emit({ op: "endBorrows", of: [...b.borrows] });
  }
  b.emit({ op: "return", ...(lifted === undefined ? {} : { of: lifted }) });
  return inputs;
}

function lowerArguments(b: BodyBuilder, call: CallPlan, inputs: readonly LocalId[], cx: LowerContext): readonly Expr[] {
  if (!call.signature.spilledParams)
    return call.params.flatMap((p, i) => lower(b, p.type, local(input(inputs, i)), cx));
  const layout = recordLayout(call.params.map((p) => b.type(p.type).layout));
  const block = b.fresh("params", address);
  // A guest hands a record of its own frame to the host; a host has to ask the guest for the memory.
  if (b.checksMemory)
    b.emit({
      op: "alloc",
      to: block,
      count: { op: "const", core: "i32", value: 1 },
      size: layout.size,
      align: layout.align,
      lifetime: "call",
    });
  else b.emit({ op: "area", to: block, size: layout.size, align: layout.align, lifetime: "call" });
  call.params.forEach((p, i) => {
    store(b, p.type, local(input(inputs, i)), { base: block, offset: layout.offsets[i] ?? 0 }, cx);
  });
  return [local(block)];
}

function input(inputs: readonly LocalId[], i: number): LocalId {
  const id = inputs[i];
  if (id === undefined) throw new Error("a parameter has no local");
  return id;
}

function resultArea(b: BodyBuilder, call: CallPlan): LocalId | undefined {
  if (call.result === undefined || !call.signature.spilledResult || b.side === "host") return undefined;
  const { layout } = b.type(call.result);
  const area = b.fresh("area", address);
  b.emit({ op: "area", to: area, size: layout.size, align: layout.align, lifetime: "call" });
  return area;
}

function liftResult(
  b: BodyBuilder,
  call: CallPlan,
  area: LocalId | undefined,
  returned: LocalId | undefined,
): Expr | undefined {
  if (call.result === undefined) return undefined;
  const cx = { take: b.side === "guest", lend: false };
  const place = area ?? (call.signature.spilledResult ? returned : undefined);
  if (place === undefined)
    return pinned(b, call.result, lift(b, call.result, returned === undefined ? [] : [local(returned)], cx));
  const { layout } = b.type(call.result);
  if (b.checksMemory) b.emit({ op: "span", at: place, stride: layout.size, align: layout.align, access: "read" });
  return pinned(b, call.result, load(b, call.result, b.at(place), cx));
}

/** The value is read before `cabi_post_*` may reuse its memory. */
function pinned(b: BodyBuilder, type: TypeId, of: Expr): Expr {
  return b.side === "host" ? local(b.bound("result", value(type), of)) : of;
}
