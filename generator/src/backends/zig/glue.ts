/** Bodies of functions: the plan's statements in Zig. */
import type { Expr, MemType, Stmt } from "../../abi/ir.js";
import type { TypePlan } from "../../abi/plan-model.js";
import type { FuncContext, StmtPrinters } from "../../backend/contract.js";
import { localUses } from "../../backend/local-uses.js";
import { type CodeValue, code, commas, empty, type Fragment, lines } from "../../emit/code.js";
import type { LocalId } from "../../ids.js";
import { asCore, freshName, localName, unused } from "./expressions.js";
import { handlerCall } from "./handler-call.js";
import { orVoid, returnsOf } from "./outcome.js";
import { converts, handleRef } from "./types.js";

/** Narrow unsigned numbers fit into an i32 as they are; wide ones are read as the core type. */
const memTypes = {
  u8: "u8",
  s8: "i8",
  u16: "u16",
  s16: "i16",
  u32: "i32",
  u64: "i64",
  f32: "f32",
  f64: "f64",
} as const satisfies Record<MemType, string>;

function localType(id: LocalId, cx: FuncContext): Fragment {
  const type = cx.localType(id);
  switch (type.t) {
    case "core":
      return code`${type.core}`;
    case "value":
      return cx.typeRef(type.type);
    case "address":
      return code`[*]u8`;
    case "index":
      return code`usize`;
    case "list":
    case "rule":
      return unused(type.t);
  }
}

/** What nobody reads is no constant: Zig would refuse it. */
const define = (id: LocalId, of: CodeValue, cx: FuncContext): Fragment =>
  localUses(cx.fn).reads.has(id)
    ? code`const ${localName(cx, id)}: ${localType(id, cx)} = ${of};`
    : code`_ = @as(${localType(id, cx)}, ${of});`;

const block = (head: Fragment, body: Fragment): Fragment => code`
  ${head} {
      ${body}
  }`;

function match(s: Extract<Stmt, { op: "match" }>, cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  if (type.kind.k !== "variant") return unused("match");
  const { shape, cases } = type.kind;
  const of = cx.expr(s.of);
  const arms = s.arms.map((arm) => {
    const body = cx.body(arm.body);
    const payload = shape === "option" ? code`${of}.value` : code`${of}.as(.${caseName(type, arm.index, cx)})`;
    const bound = arm.bind === undefined || body.text === "" ? empty : define(arm.bind, payload, cx);
    return { index: arm.index, body: lines([bound, body]) };
  });
  const full = arms.filter((arm) => arm.body.text !== "");
  if (full.length === 0) return code`_ = ${of};`;
  if (shape === "option") {
    const [none, some] = [0, 1].map((i) => full.find((arm) => arm.index === i)?.body);
    if (some === undefined) return block(code`if (!${of}.is_some)`, none ?? empty);
    if (none === undefined) return block(code`if (${of}.is_some)`, some);
    return code`
      if (${of}.is_some) {
          ${some}
      } else {
          ${none}
      }`;
  }
  const printed = full.map((arm) => ({ label: `.${caseName(type, arm.index, cx)}`, body: arm.body }));
  return switched(code`${of}.tag`, printed, full.length < cases.length ? "else => {}," : "");
}

function switched(
  subject: Fragment,
  arms: readonly { readonly label: string; readonly body: Fragment }[],
  rest: string,
): Fragment {
  return code`
    switch (${subject}) {
        ${arms.map(({ label, body }) =>
          body.text === ""
            ? code`${label} => {},`
            : code`
            ${label} => {
                ${body}
            },`,
        )}
        ${rest}
    }`;
}

function caseName(type: TypePlan, index: number, cx: FuncContext): string {
  const { kind } = type;
  if (kind.k !== "variant") return unused("case");
  return kind.shape === "variant" ? cx.names.member(type.id, index) : (kind.cases[index]?.name ?? "");
}

function makeCase(s: Extract<Stmt, { op: "case" }>, cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  if (type.kind.k !== "variant") return unused("case");
  const arg = s.arg === undefined ? undefined : cx.expr(s.arg);
  const to = localName(cx, s.to);
  if (type.kind.shape === "option") return arg === undefined ? code`${to} = .none;` : code`${to} = .some(${arg});`;
  return code`${to} = .init(.${caseName(type, s.index, cx)}, ${arg ?? "{}"});`;
}

function makeRecord(s: Extract<Stmt, { op: "make" }>, cx: FuncContext): Fragment {
  const { id, kind } = cx.resolved(s.type);
  const parts = s.args.map((arg, i) =>
    kind.k === "array" ? cx.expr(arg) : code`.${cx.names.member(id, i)} = ${cx.expr(arg)}`,
  );
  const single = kind.k === "array" && parts.length === 1;
  return define(
    s.to,
    parts.length === 0 ? ".{}" : single ? code`.{${commas(parts)}}` : code`.{ ${commas(parts)} }`,
    cx,
  );
}

function declare(s: Extract<Stmt, { op: "declare" }>, cx: FuncContext): Fragment {
  const { reads, writes } = localUses(cx.fn);
  if (!reads.has(s.to) && !writes.has(s.to)) return empty;
  const start = cx.localType(s.to).t === "core" ? "0" : "undefined";
  const word = writes.has(s.to) ? "var" : "const";
  return code`${word} ${localName(cx, s.to)}: ${localType(s.to, cx)} = ${start};`;
}

function area(s: Extract<Stmt, { op: "area" }>, cx: FuncContext): Fragment {
  const name = localName(cx, s.to);
  const place = freshName(cx, s.lifetime === "call" ? `${name}_bytes` : `${name}_static`);
  return s.lifetime === "call"
    ? code`
      var ${place}: [${s.size}]u8 align(${s.align}) = undefined;
      const ${name}: [*]u8 = &${place};`
    : code`
      const ${place} = struct {
          var bytes_: [${s.size}]u8 align(${s.align}) = undefined;
      };
      const ${name}: [*]u8 = &${place}.bytes_;`;
}

/** Borrowed handles of imported resources end with the call; the statement names the core handles they came from. */
function endBorrows(s: Extract<Stmt, { op: "endBorrows" }>, cx: FuncContext): Fragment {
  return lines(
    s.of.map((id) => {
      const lift = cx.fn.body.find((x) => x.op === "liftHandle" && x.of.op === "local" && x.of.id === id);
      if (lift?.op !== "liftHandle") return unused("borrow");
      return code`wit.lift(${cx.typeRef(lift.type)}, ${localName(cx, id)}).deinit();`;
    }),
  );
}

/** What a caller's function answers, from the value of the WIT type. */
function returned(s: Extract<Stmt, { op: "return" }>, cx: FuncContext): Fragment {
  if (s.of === undefined) return empty;
  if (cx.fn.role !== "guest-import") return code`return ${asCore(s.of, cx)};`;
  const returns = returnsOf(cx.fn, cx);
  const of = cx.expr(s.of);
  switch (returns.kind) {
    case "none":
      return unused("result");
    case "value":
      return converts(returns.type, cx) ? code`return ${of}.get();` : code`return ${of};`;
    case "status":
      return code`return wit.check(${cx.typeRef(returns.error)}, ${of});`;
    case "result":
      return returns.error
        ? code`return wit.unwrap(${orVoid(returns.ok, cx)}, ${orVoid(returns.err, cx)}, ${of});`
        : code`return ${of}.get();`;
  }
}

const isPointer = (e: Expr, cx: FuncContext): boolean => e.op === "local" && cx.localType(e.id).t === "address";

export const stmt: StmtPrinters = {
  let: (s, cx) => {
    const to = cx.localType(s.to).t;
    // Of a list, whose address came as a core value.
    const isCore = s.of.op === "local" && cx.localType(s.of.id).t === "core";
    if (to === "address" && isCore) return define(s.to, code`wit.firstItem(${cx.expr(s.of)})`, cx);
    return define(s.to, to === "core" ? asCore(s.of, cx) : cx.expr(s.of), cx);
  },
  declare,
  set: (s, cx) => code`${localName(cx, s.to)} = ${cx.localType(s.to).t === "core" ? asCore(s.of, cx) : cx.expr(s.of)};`,
  load: (s, cx) => define(s.to, code`wit.load(${memTypes[s.mem]}, ${localName(cx, s.at.base)}, ${s.at.offset})`, cx),
  store: (s, cx) => {
    const type = memTypes[s.mem];
    const narrow = s.mem === "u8" || s.mem === "s8" || s.mem === "u16" || s.mem === "s16";
    const of = narrow ? code`wit.lift(${type}, ${asCore(s.of, cx)})` : asCore(s.of, cx);
    return code`wit.store(${type}, ${localName(cx, s.at.base)}, ${s.at.offset}, ${of});`;
  },
  loadValue: (s, cx) =>
    define(s.to, code`wit.load(${cx.typeRef(s.type)}, ${localName(cx, s.at.base)}, ${s.at.offset})`, cx),
  storeValue: (s, cx) =>
    code`wit.store(${cx.typeRef(s.type)}, ${localName(cx, s.at.base)}, ${s.at.offset}, ${cx.expr(s.of)});`,
  area,
  free: () => empty,
  release: () => code`wit.arena.reset();`,
  liftBytes: (s, cx) => define(s.to, code`.at(${asCore(s.ptr, cx)}, ${asCore(s.len, cx)})`, cx),
  make: makeRecord,
  case: makeCase,
  match,
  switch: (s, cx) =>
    switched(
      cx.expr(s.of),
      s.arms.map((arm) => ({ label: String(arm.index), body: cx.body(arm.body) })),
      "else => @trap(),",
    ),
  liftHandle: (s, cx) => define(s.to, code`wit.lift(${cx.typeRef(s.type)}, ${cx.expr(s.of)})`, cx),
  lowerHandle: (s, cx) => define(s.to, code`wit.core(${cx.expr(s.of)})`, cx),
  endBorrows,
  callCore: (s, cx) => {
    const args = s.args.map((e) => (isPointer(e, cx) ? code`wit.core(${cx.expr(e)})` : asCore(e, cx)));
    const call = code`${freshName(cx, "import_")}(${commas(args)})`;
    return s.to === undefined ? code`${call};` : define(s.to, call, cx);
  },
  callUser: (s, cx) => {
    const call = handlerCall(s, cx);
    return s.to === undefined ? code`${call};` : define(s.to, call, cx);
  },
  return: returned,
  trap: () => code`@trap();`,
  span: () => unused("span"),
  alloc: () => unused("alloc"),
  lowerBytes: () => unused("lowerBytes"),
  newList: () => unused("newList"),
  push: () => unused("push"),
  finishList: () => unused("finishList"),
  times: (s, cx) =>
    block(code`for (0..wit.lift(usize, ${cx.expr(s.count)})) |${localName(cx, s.index)}|`, cx.body(s.body)),
  each: () => unused("each"),
  liftScalar: () => unused("liftScalar"),
  dropHandle: (s, cx) => code`wit.lift(${handleRef(s.resource, cx)}, ${cx.expr(s.of)}).deinit();`,
  postReturn: () => unused("postReturn"),
  admit: () => unused("admit"),
  check: () => unused("check"),
  rights: () => unused("rights"),
  charge: () => unused("charge"),
  filter: () => unused("filter"),
};
