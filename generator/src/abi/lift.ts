/** Lifting: from flat core values, or from guest memory, to a native value. @see CanonicalABI.md, "Loading" and "Flat Lifting" */
import type { LocalId, TypeId } from "../ids.js";
import { address, type BodyBuilder, core, index, local, value } from "./body-builder.js";
import type { Address, Expr, MemType } from "./ir.js";
import type { ScalarName, TypePlan } from "./plan-model.js";

export interface LiftContext {
  /** Blocks came from the guest's own `cabi_realloc` and belong to the lifted value now. */
  readonly take: boolean;
  /** The call re-enters the guest, so a host holds the handles it lifts as borrows. */
  readonly lend: boolean;
  /** What the value is called, where it is a parameter; parts of it are called after what they are. */
  readonly hint?: string;
}

const loadAs = {
  bool: "u8",
  u8: "u8",
  s8: "s8",
  u16: "u16",
  s16: "s16",
  u32: "u32",
  s32: "u32",
  u64: "u64",
  s64: "u64",
  f32: "f32",
  f64: "f64",
  char: "u32",
} as const satisfies Record<ScalarName, MemType>;

const coreOf = (mem: MemType): "i32" | "i64" | "f32" | "f64" =>
  mem === "u64" ? "i64" : mem === "f32" || mem === "f64" ? mem : "i32";

/** For the parts of a value, which have no name of their own. */
const inner = (cx: LiftContext): LiftContext => ({ take: cx.take, lend: cx.lend });

/** Takes as many of `flat` as the type has flat values, and binds what can fail. */
export function lift(b: BodyBuilder, type: TypeId, flat: readonly Expr[], cx: LiftContext): Expr {
  const plan = b.type(type);
  const { kind } = plan;
  const [first, second] = flat;
  if (first === undefined && plan.flat.length > 0) throw new Error("too few flat values");
  switch (kind.k) {
    case "scalar":
    case "flags":
      return liftScalar(b, type, need(first), cx);
    case "string":
      return liftBytes(b, type, need(first), need(second), cx);
    case "list":
      return liftSequence(b, type, need(first), need(second), cx);
    case "record":
      return liftFields(
        b,
        type,
        kind.fields.map((f) => f.type),
        flat,
        cx,
      );
    case "array":
      return liftArrayFlat(b, type, kind.of, kind.length, flat, cx);
    case "variant":
      return kind.shape === "enum" ? liftScalar(b, type, need(first), cx) : liftVariantFlat(b, type, plan, flat, cx);
    case "handle":
      return liftHandle(b, type, need(first), cx);
    case "alias":
      return lift(b, kind.of, flat, cx);
  }
}

function need(expr: Expr | undefined): Expr {
  if (expr === undefined) throw new Error("too few flat values");
  return expr;
}

/** Chars and enums can be wrong; a guest trusts its host and only converts. */
function liftScalar(b: BodyBuilder, type: TypeId, of: Expr, cx: LiftContext): Expr {
  const { kind } = b.type(type);
  const fails = kind.k === "variant" || (kind.k === "scalar" && kind.scalar === "char");
  if (!fails || !b.checksMemory) return { op: "fromCore", type, of };
  const to = b.fresh(cx.hint ?? "scalar", value(type));
  b.emit({ op: "liftScalar", to, type, of });
  return local(to);
}

function liftBytes(b: BodyBuilder, type: TypeId, ptr: Expr, len: Expr, cx: LiftContext): Expr {
  const { kind } = b.type(type);
  const to = b.fresh(cx.hint ?? (kind.k === "string" ? "text" : "list"), value(type));
  b.emit({ op: "liftBytes", to, type, ptr, len, take: cx.take });
  const isBytes = kind.k === "string" || (kind.k === "list" && b.type(kind.of).layout.size === 1);
  if (isBytes && !b.nested) b.byteLengths.push(len);
  return local(to);
}

function liftSequence(b: BodyBuilder, type: TypeId, ptr: Expr, len: Expr, cx: LiftContext): Expr {
  const { kind } = b.type(type);
  if (kind.k !== "list") throw new Error("only lists are sequences");
  if (b.isBulk(kind.of) && !(kind.map && !b.transparent)) return liftBytes(b, type, ptr, len, cx);
  const { layout } = b.type(kind.of);
  const block = b.bound("block", address, ptr);
  const count = local(b.bound("count", index, len));
  if (b.checksMemory)
    b.emit({ op: "span", at: block, count, stride: layout.size, align: layout.align, access: "read" });
  const to = loadEach(b, type, kind.of, { base: block, offset: 0 }, count, cx);
  if (cx.take) b.emit({ op: "free", at: block, count, size: layout.size, align: layout.align });
  return to;
}

function loadEach(b: BodyBuilder, type: TypeId, element: TypeId, at: Address, count: Expr, cx: LiftContext): Expr {
  const block = b.pointer("array-at", at);
  const list = b.fresh("items", { t: "list", type });
  b.emit({ op: "newList", to: list, type, length: count });
  const i = b.fresh("i", index);
  const body = b.block(() => {
    const slot = b.bind("slot-at", address, { op: "elem", base: block, index: i, stride: b.type(element).layout.size });
    b.emit({ op: "push", list, type, of: load(b, element, { base: slot, offset: 0 }, inner(cx)) });
  });
  b.emit({ op: "times", count, index: i, body });
  return finish(b, type, list, cx);
}

function finish(b: BodyBuilder, type: TypeId, list: LocalId, cx: LiftContext): Expr {
  const to = b.fresh(cx.hint ?? "list", value(type));
  b.emit({ op: "finishList", to, type, list });
  return local(to);
}

function liftFields(
  b: BodyBuilder,
  type: TypeId,
  fields: readonly TypeId[],
  flat: readonly Expr[],
  cx: LiftContext,
): Expr {
  let used = 0;
  const args = fields.map((field) => {
    const size = b.type(field).flat.length;
    const arg = lift(b, field, flat.slice(used, used + size), inner(cx));
    used += size;
    return arg;
  });
  return make(b, type, args, cx);
}

function make(b: BodyBuilder, type: TypeId, args: readonly Expr[], cx: LiftContext): Expr {
  const to = b.fresh(cx.hint ?? "record", value(type));
  b.emit({ op: "make", to, type, args });
  return local(to);
}

function liftArrayFlat(
  b: BodyBuilder,
  type: TypeId,
  element: TypeId,
  length: number,
  flat: readonly Expr[],
  cx: LiftContext,
): Expr {
  const size = b.type(element).flat.length;
  const args = Array.from({ length }, (_, i) => lift(b, element, flat.slice(i * size, (i + 1) * size), inner(cx)));
  return make(b, type, args, cx);
}

function liftVariantFlat(b: BodyBuilder, type: TypeId, plan: TypePlan, flat: readonly Expr[], cx: LiftContext): Expr {
  return switchCases(b, type, need(flat[0]), cx, (payload) => {
    const slots = b.type(payload).flat.map((to, i): Expr => {
      const from = plan.flat[i + 1];
      const of = flat[i + 1];
      if (from === undefined || of === undefined) throw new Error("a payload has more flat values than its variant");
      return from === to ? of : { op: "bits", from, to, of };
    });
    return lift(b, payload, slots, inner(cx));
  });
}

function switchCases(b: BodyBuilder, type: TypeId, tag: Expr, cx: LiftContext, payload: (type: TypeId) => Expr): Expr {
  const { kind } = b.type(type);
  if (kind.k !== "variant") throw new Error("only variants have cases");
  const to = b.fresh(cx.hint ?? kind.shape, value(type));
  b.emit({ op: "declare", to });
  const arms = kind.cases.map((c, i) => ({
    index: i,
    body: b.block(() => {
      const arg = c.type === undefined ? undefined : payload(c.type);
      b.emit({ op: "case", to, type, index: i, ...(arg === undefined ? {} : { arg }) });
    }),
  }));
  b.emit({ op: "switch", of: tag, arms });
  return local(to);
}

function liftHandle(b: BodyBuilder, type: TypeId, of: Expr, cx: LiftContext): Expr {
  const { kind } = b.type(type);
  if (kind.k !== "handle") throw new Error("only handles are lifted as handles");
  const handle = b.bound("raw", core("i32"), of);
  const to = b.fresh(cx.hint ?? "handle", value(type));
  const borrowed = kind.mode === "borrow";
  // An exported method's self is a representation, not a handle: there is nothing to end.
  const ends = borrowed && (b.side === "host" ? cx.lend : b.table.resources[kind.resource]?.direction === "import");
  const inner = b.side === "guest" && !b.transparent && b.profile.storage !== "owned" && ends && b.nested;
  b.endsInner ||= inner;
  b.emit({
    op: "liftHandle",
    to,
    type,
    of: local(handle),
    lend: b.side === "host" && ends && !b.nested,
    ...(inner ? { inner } : {}),
  });
  if (ends && !b.nested) b.borrows.push(handle);
  return local(to);
}

/** Loads a value from its memory form. Hosts have proved the region before, by a `span`. */
export function load(b: BodyBuilder, type: TypeId, at: Address, cx: LiftContext): Expr {
  const { kind } = b.type(type);
  if (b.transparent && kind.k !== "scalar") {
    const to = b.fresh(cx.hint ?? "value", value(type));
    b.emit({ op: "loadValue", to, type, at });
    return local(to);
  }
  const word = (mem: MemType, offset = 0): Expr => {
    const to = b.fresh("word", core(coreOf(mem)));
    b.emit({ op: "load", to, mem, at: { base: at.base, offset: at.offset + offset } });
    return local(to);
  };
  switch (kind.k) {
    case "scalar":
      return liftScalar(b, type, word(loadAs[kind.scalar]), cx);
    case "flags":
      return liftScalar(b, type, word(kind.repr), cx);
    case "string": {
      const ptr = word("u32");
      return liftBytes(b, type, ptr, word("u32", 4), cx);
    }
    case "list": {
      const ptr = word("u32");
      return liftSequence(b, type, ptr, word("u32", 4), cx);
    }
    case "record":
      return make(
        b,
        type,
        kind.fields.map((f) => load(b, f.type, { base: at.base, offset: at.offset + f.offset }, inner(cx))),
        cx,
      );
    case "array":
      return loadEach(b, type, kind.of, at, { op: "const", core: "i32", value: kind.length }, cx);
    case "variant": {
      const tag = word(kind.discriminant);
      if (kind.shape === "enum") return liftScalar(b, type, tag, cx);
      return switchCases(b, type, tag, cx, (payload) =>
        load(b, payload, { base: at.base, offset: at.offset + kind.payloadOffset }, inner(cx)),
      );
    }
    case "handle":
      return liftHandle(b, type, word("u32"), cx);
    case "alias":
      return load(b, kind.of, at, cx);
  }
}
