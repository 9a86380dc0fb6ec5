/** Lowering: from a native value to flat core values, or into guest memory. @see CanonicalABI.md, "Storing" and "Flat Lowering" */
import type { LocalId, TypeId } from "../ids.js";
import { address, type BodyBuilder, constant, core, index, local, value } from "./body-builder.js";
import type { Address, Expr, Lifetime, MemType, Minting } from "./ir.js";
import type { Discriminant, ScalarName, TypePlan } from "./plan-model.js";

/** What the lowering of one value needs to know beside the value. */
export interface LowerContext {
  readonly lifetime: Lifetime;
  /** Handles that the call mints. */
  readonly minting?: Minting;
  /** A host that calls a guest: the core handles it lends are collected for `endBorrows`. */
  readonly lends: boolean;
}

export const storeAs = {
  bool: "u8",
  u8: "u8",
  s8: "u8",
  u16: "u16",
  s16: "u16",
  u32: "u32",
  s32: "u32",
  u64: "u64",
  s64: "u64",
  f32: "f32",
  f64: "f64",
  char: "u32",
} as const satisfies Record<ScalarName, MemType>;

/** The flat core values of `of`, in order. */
export function lower(b: BodyBuilder, type: TypeId, of: Expr, cx: LowerContext): readonly Expr[] {
  const plan = b.type(type);
  const { kind } = plan;
  switch (kind.k) {
    case "scalar":
    case "flags":
      return [{ op: "toCore", type, of }];
    case "string":
      return lowerBytes(b, type, of, cx);
    case "list":
      return b.isBulk(kind.of) && !(kind.map && !b.transparent)
        ? lowerBytes(b, type, of, cx)
        : lowerElements(b, type, kind.of, of, cx);
    case "record":
      return kind.fields.flatMap((field, i) => lower(b, field.type, { op: "field", type, index: i, of }, cx));
    case "array":
      return Array.from({ length: kind.length }, (_, i) =>
        lower(b, kind.of, { op: "field", type, index: i, of }, cx),
      ).flat();
    case "variant":
      return kind.shape === "enum" ? [{ op: "toCore", type, of }] : lowerVariant(b, type, plan, of, cx);
    case "handle":
      return [local(lowerHandle(b, type, of, cx))];
    case "alias":
      return lower(b, kind.of, of, cx);
  }
}

function lowerVariant(b: BodyBuilder, type: TypeId, plan: TypePlan, of: Expr, cx: LowerContext): readonly Expr[] {
  const slots = plan.flat.map((slot, i) => {
    const to = b.fresh(i === 0 ? "tag" : "slot", core(slot));
    b.emit({ op: "declare", to });
    return to;
  });
  matchCases(b, type, plan, of, (caseIndex, payload) => {
    const [tag, ...rest] = slots;
    if (tag !== undefined && caseIndex !== 0) b.emit({ op: "set", to: tag, of: constant(caseIndex) });
    if (payload === undefined) return;
    const own = b.type(payload.type).flat;
    lower(b, payload.type, local(payload.bind), cx).forEach((expr, i) => {
      const slot = rest[i];
      const from = own[i];
      const to = plan.flat[i + 1];
      if (slot === undefined || from === undefined || to === undefined)
        throw new Error("a payload has more flat values than its variant");
      b.emit({ op: "set", to: slot, of: widen(from, to, expr) });
    });
  });
  return slots.map(local);
}

function widen(from: TypePlan["flat"][number], to: TypePlan["flat"][number], of: Expr): Expr {
  return from === to ? of : { op: "bits", from, to, of };
}

interface Payload {
  readonly type: TypeId;
  readonly bind: LocalId;
}

/** One arm for each case of a native variant value. */
function matchCases(
  b: BodyBuilder,
  type: TypeId,
  plan: TypePlan,
  of: Expr,
  arm: (index: number, payload: Payload | undefined) => void,
): void {
  if (plan.kind.k !== "variant") throw new Error("only variants have cases");
  // A subject of several steps would be evaluated once for each arm.
  const subject = local(b.bound("subject", value(type), of));
  const arms = plan.kind.cases.map((c, i) => {
    const bind = c.type === undefined ? undefined : b.fresh(c.name, value(c.type));
    const body = b.block(() => arm(i, c.type === undefined || bind === undefined ? undefined : { type: c.type, bind }));
    return { index: i, body, ...(bind === undefined ? {} : { bind }) };
  });
  b.emit({ op: "match", type, of: subject, arms });
}

function lowerBytes(b: BodyBuilder, type: TypeId, of: Expr, cx: LowerContext): readonly [Expr, Expr] {
  if (b.transparent)
    return [
      { op: "ptrOf", type, of },
      { op: "len", type, of },
    ];
  const ptr = b.fresh("ptr", address);
  const len = b.fresh("len", index);
  b.emit({ op: "lowerBytes", ptr, len, type, of, lifetime: cx.lifetime });
  return [local(ptr), local(len)];
}

function lowerElements(
  b: BodyBuilder,
  type: TypeId,
  element: TypeId,
  of: Expr,
  cx: LowerContext,
): readonly [Expr, Expr] {
  const { layout } = b.type(element);
  const list = local(b.bound("list", value(type), of));
  const count = b.bind("count", index, { op: "len", type, of: list });
  const block = b.fresh("block", address);
  b.emit({
    op: "alloc",
    to: block,
    count: local(count),
    size: layout.size,
    align: layout.align,
    lifetime: cx.lifetime,
  });
  storeEach(b, type, element, list, block, cx);
  return [local(block), local(count)];
}

function storeEach(b: BodyBuilder, type: TypeId, element: TypeId, list: Expr, block: LocalId, cx: LowerContext): void {
  const { layout } = b.type(element);
  const i = b.fresh("i", index);
  const item = b.fresh("item", value(element));
  const body = b.block(() => {
    const slot = b.bind("slot-at", address, { op: "elem", base: block, index: i, stride: layout.size });
    store(b, element, local(item), { base: slot, offset: 0 }, cx);
  });
  b.emit({ op: "each", type, of: list, index: i, item, body });
}

function lowerHandle(b: BodyBuilder, type: TypeId, of: Expr, cx: LowerContext): LocalId {
  const { kind } = b.type(type);
  if (kind.k !== "handle") throw new Error("only handles are lowered as handles");
  const to = b.fresh("handle", core("i32"));
  b.emit({
    op: "lowerHandle",
    to,
    type,
    of,
    ...(cx.minting !== undefined && kind.mode === "own" ? { minted: cx.minting } : {}),
  });
  if (cx.lends && kind.mode === "borrow" && !b.nested) b.borrows.push(to);
  return to;
}

/** Stores `of` in its memory form. */
export function store(b: BodyBuilder, type: TypeId, of: Expr, at: Address, cx: LowerContext): void {
  const { kind } = b.type(type);
  if (b.transparent && kind.k !== "scalar") {
    b.emit({ op: "storeValue", type, at, of });
    return;
  }
  switch (kind.k) {
    case "scalar":
      b.emit({ op: "store", mem: storeAs[kind.scalar], at, of: { op: "toCore", type, of } });
      return;
    case "flags":
      b.emit({ op: "store", mem: kind.repr, at, of: { op: "toCore", type, of } });
      return;
    case "string":
    case "list": {
      const [ptr, len] = lower(b, type, of, cx);
      if (ptr === undefined || len === undefined) throw new Error("a sequence has two flat values");
      b.emit({ op: "store", mem: "u32", at, of: ptr });
      b.emit({ op: "store", mem: "u32", at: { base: at.base, offset: at.offset + 4 }, of: len });
      return;
    }
    case "record":
      kind.fields.forEach((field, i) => {
        store(
          b,
          field.type,
          { op: "field", type, index: i, of },
          { base: at.base, offset: at.offset + field.offset },
          cx,
        );
      });
      return;
    case "array":
      storeEach(b, type, kind.of, local(b.bound("array", value(type), of)), b.pointer("array-at", at), cx);
      return;
    case "variant":
      if (kind.shape === "enum") b.emit({ op: "store", mem: kind.discriminant, at, of: { op: "toCore", type, of } });
      else
        matchCases(b, type, b.type(type), of, (caseIndex, payload) => {
          storeTag(b, kind.discriminant, caseIndex, at);
          if (payload !== undefined)
            store(b, payload.type, local(payload.bind), { base: at.base, offset: at.offset + kind.payloadOffset }, cx);
        });
      return;
    case "handle":
      b.emit({ op: "store", mem: "u32", at, of: local(lowerHandle(b, type, of, cx)) });
      return;
    case "alias":
      store(b, kind.of, of, at, cx);
  }
}

export function storeTag(b: BodyBuilder, discriminant: Discriminant, caseIndex: number, at: Address): void {
  b.emit({ op: "store", mem: discriminant, at, of: constant(caseIndex) });
}
