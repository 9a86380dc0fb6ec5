/** Bodies of functions: the plan's statements in C. */
import type { Expr, Stmt } from "../../abi/ir.js";
import type { TypePlan } from "../../abi/plan-model.js";
import type { Context, FuncContext, StmtPrinters } from "../../backend/contract.js";
import { branched } from "../../emit/c-family/branches.js";
import { coreTypes, memTypes } from "../../emit/c-family/numbers.js";
import { wrapped } from "../../emit/c-family/wrap.js";
import { type CodeValue, code, empty, type Fragment, lines } from "../../emit/code.js";
import type { LocalId, TypeId } from "../../ids.js";
import { asCore, localText, member, resolved, unused } from "./expressions.js";
import { memberName } from "./names.js";
import { inArea, isResultArea, okConstant, outName, returnsOf } from "./outcome.js";
import { byPointer, constant, declare, typeRef } from "./types.js";

function localType(id: LocalId, cx: FuncContext): Fragment {
  const type = cx.localType(id);
  switch (type.t) {
    case "core":
      return code`${coreTypes[type.core]}`;
    case "value":
      return cx.typeRef(type.type);
    case "address":
      return code`uint8_t *`;
    case "index":
      return code`size_t`;
    case "list":
    case "rule":
      return unused(type.t);
  }
}

const variable = (id: LocalId, cx: FuncContext): Fragment => declare(localType(id, cx), cx.local(id));
const define = (id: LocalId, of: CodeValue, cx: FuncContext): Fragment => code`${variable(id, cx)} = ${of};`;

/** Where the payload of a case lies in its native value. */
function payloadOf(of: Fragment, type: TypePlan, index: number): Fragment {
  if (type.kind.k !== "variant") return unused("payload");
  if (type.kind.shape === "option") return member(of, "value");
  return member(of, `val.${memberName(type.kind.cases[index]?.name ?? "")}`);
}

function match(s: Extract<Stmt, { op: "match" }>, cx: FuncContext): Fragment {
  const type = resolved(s.type, cx);
  if (type.kind.k !== "variant") return unused("match");
  const { shape, cases } = type.kind;
  const of = cx.expr(s.of);
  const arms = s.arms.map((arm) => {
    const body = cx.body(arm.body);
    const bound =
      arm.bind === undefined || body.text === "" ? empty : define(arm.bind, payloadOf(of, type, arm.index), cx);
    return {
      index: arm.index,
      label: shape === "variant" ? cx.names.member(type.id, arm.index) : String(arm.index),
      body: lines([bound, body]),
    };
  });
  const tag = shape === "option" ? "is_some" : shape === "result" ? "is_err" : "tag";
  const printed = branched(member(of, tag), { count: cases.length, branches: arms, trap: false, condition: true });
  // A variant of one case without a payload: there is nothing to lower, and the value counts as unused.
  return printed.text === "" ? code`(void)${of};` : printed;
}

function makeCase(s: Extract<Stmt, { op: "case" }>, cx: FuncContext): Fragment {
  const type = resolved(s.type, cx);
  if (type.kind.k !== "variant") return unused("case");
  const to: Fragment = { text: localText(s.to, cx), imports: [] };
  const flag = s.index === 1 ? "true" : "false";
  const tag = {
    option: `is_some = ${flag}`,
    result: `is_err = ${flag}`,
    variant: `tag = ${type.kind.shape === "variant" ? cx.names.member(type.id, s.index) : ""}`,
    enum: "",
  }[type.kind.shape];
  return lines([
    code`${member(to, tag)};`,
    s.arg === undefined ? empty : code`${payloadOf(to, type, s.index)} = ${cx.expr(s.arg)};`,
  ]);
}

function makeRecord(s: Extract<Stmt, { op: "make" }>, cx: FuncContext): Fragment {
  const { id, kind } = resolved(s.type, cx);
  const name = (i: number): string => (kind.k === "array" ? `items[${i}]` : cx.names.member(id, i));
  return lines([
    code`${variable(s.to, cx)};`,
    ...s.args.map((arg, i) => code`${cx.local(s.to)}.${name(i)} = ${cx.expr(arg)};`),
  ]);
}

/** The app's function answers as in `returnsOf`; the plan wants the value of the WIT type. */
function callUser(s: Extract<Stmt, { op: "callUser" }>, cx: FuncContext): Fragment {
  const args = s.args.map((arg, i) => {
    const type = cx.fn.params[i]?.type;
    return type !== undefined && byPointer(type, cx) ? code`&${cx.expr(arg)}` : cx.expr(arg);
  });
  const call = (extra: readonly CodeValue[] = []): Fragment => wrapped(cx.names.func(cx.fn), [...args, ...extra]);
  if (s.to === undefined) return code`${call()};`;
  const returns = returnsOf(cx);
  const own = inArea(cx, s.to) === undefined;
  if (returns.kind === "value" || (returns.kind === "status" && returns.error === undefined))
    return code`${own ? variable(s.to, cx) : localText(s.to, cx)} = ${call()};`;
  if (returns.kind === "none") return unused("result");
  const to = localText(s.to, cx);
  const out = returns.ok === undefined ? [] : [`&${to}.val.ok`];
  const declared = own ? code`${variable(s.to, cx)};` : empty;
  if (returns.kind === "flag") {
    return lines([
      declared,
      code`${to}.is_err = !${call([...out, ...(returns.err === undefined ? [] : [`&${to}.val.err`])])};`,
    ]);
  }
  const error = returns.error === undefined ? unused("error") : cx.typeRef(returns.error);
  return code`
    ${declared}
    ${declare(cx.typeRef(returns.status), "status_")} = ${call(out)};
    ${to}.is_err = status_ != ${okConstant(returns.status, cx)};
    if (${to}.is_err) {
      ${to}.val.err = (${error})(status_ - 1);
    }`;
}

function returned(s: Extract<Stmt, { op: "return" }>, cx: FuncContext): Fragment {
  if (s.of === undefined) return empty;
  if (cx.fn.role !== "guest-import") return code`return ${asCore(s.of, cx)};`;
  const returns = returnsOf(cx);
  const of = cx.expr(s.of);
  if (returns.kind === "none") return unused("result");
  if (returns.kind === "value" || (returns.kind === "status" && returns.error === undefined))
    return code`return ${of};`;
  const out = returns.ok === undefined ? empty : code`*${outName("out", cx)} = ${member(of, "val.ok")};`;
  if (returns.kind === "flag") {
    const err = returns.err === undefined ? empty : code`*${outName("err", cx)} = ${member(of, "val.err")};`;
    return lines([
      branched(member(of, "is_err"), {
        count: 2,
        branches: [
          { index: 0, label: "0", body: out },
          { index: 1, label: "1", body: err },
        ],
        trap: false,
        condition: true,
      }),
      code`return !${member(of, "is_err")};`,
    ]);
  }
  return code`
    if (${member(of, "is_err")}) {
      return (${cx.typeRef(returns.status)})(okrt_case(${member(of, "val.err")}, ${caseCount(returns.error, cx)}u) + 1u);
    }
    ${out}
    return ${okConstant(returns.status, cx)};`;
}

function caseCount(id: TypeId | undefined, cx: Context): number {
  const kind = id === undefined ? undefined : resolved(id, cx).kind;
  return kind?.k === "variant" ? kind.cases.length : unused("error");
}

function area(s: Extract<Stmt, { op: "area" }>, cx: FuncContext): Fragment {
  const storage = s.lifetime === "result" ? "static " : "";
  if (isResultArea(cx, s.to) && cx.fn.result !== undefined)
    return code`${storage}${declare(cx.typeRef(cx.fn.result), cx.local(s.to))};`;
  return code`
    OKRT_ALIGNAS(${s.align})
    ${storage}uint8_t ${cx.local(s.to)}[${s.size}];`;
}

/** Borrowed handles of imported resources end with the call; the statement names the core handles they came from. */
function endBorrows(s: Extract<Stmt, { op: "endBorrows" }>, cx: FuncContext): Fragment {
  return lines(
    s.of.map((id) => {
      const lift = cx.fn.body.find((x) => x.op === "liftHandle" && x.of.op === "local" && x.of.id === id);
      const { kind } = lift?.op === "liftHandle" ? resolved(lift.type, cx) : unused("borrow");
      return kind.k === "handle"
        ? code`okrt_drop_${cx.names.resource(kind.resource).replace(/_t$/, "")}(${cx.local(id)});`
        : empty;
    }),
  );
}

function isRep(type: TypePlan, cx: Context): boolean {
  return (
    type.kind.k === "handle" && type.kind.mode === "borrow" && cx.resource(type.kind.resource).direction === "export"
  );
}

function liftHandle(s: Extract<Stmt, { op: "liftHandle" }>, cx: FuncContext): Fragment {
  const type = resolved(s.type, cx);
  const of = cx.expr(s.of);
  if (isRep(type, cx))
    return define(s.to, code`OKRT_POINTER(${typeRef(type, cx).text.replace(/ \*$/, "")}, ${of})`, cx);
  return code`
    ${variable(s.to, cx)};
    ${cx.local(s.to)}.handle = ${of};`;
}

function liftBytes(s: Extract<Stmt, { op: "liftBytes" }>, cx: FuncContext): Fragment {
  const { kind } = resolved(s.type, cx);
  const element = constant(kind.k === "list" ? cx.typeRef(kind.of) : code`char`);
  return code`
    ${variable(s.to, cx)};
    ${cx.local(s.to)}.ptr = OKRT_POINTER(${element}, ${asCore(s.ptr, cx)});
    ${cx.local(s.to)}.len = (size_t)(uint32_t)${asCore(s.len, cx)};`;
}

const at = (type: CodeValue, place: { readonly base: LocalId; readonly offset: number }, cx: FuncContext): Fragment =>
  code`OKRT_AT(${type}, ${cx.local(place.base)}, ${place.offset})`;

export const stmt: StmtPrinters = {
  let: (s, cx) => {
    const to = cx.localType(s.to).t;
    // Where an address came as a core value.
    const isCore = s.of.op === "local" && cx.localType(s.of.id).t === "core";
    if (to === "address" && isCore) return define(s.to, code`OKRT_POINTER(uint8_t, ${cx.expr(s.of)})`, cx);
    return define(s.to, to === "core" ? asCore(s.of, cx) : cx.expr(s.of), cx);
  },
  declare: (s, cx) =>
    cx.localType(s.to).t === "core" ? code`${variable(s.to, cx)} = 0;` : code`${variable(s.to, cx)};`,
  set: (s, cx) => code`${cx.local(s.to)} = ${cx.localType(s.to).t === "core" ? asCore(s.of, cx) : cx.expr(s.of)};`,
  load: (s, cx) => define(s.to, code`(${localType(s.to, cx)})${at(memTypes[s.mem], s.at, cx)}`, cx),
  store: (s, cx) => code`${at(memTypes[s.mem], s.at, cx)} = (${memTypes[s.mem]})${asCore(s.of, cx)};`,
  loadValue: (s, cx) => (inArea(cx, s.to) === undefined ? define(s.to, at(cx.typeRef(s.type), s.at, cx), cx) : empty),
  storeValue: (s, cx) =>
    s.of.op === "local" && inArea(cx, s.of.id) !== undefined
      ? empty
      : code`${at(cx.typeRef(s.type), s.at, cx)} = ${cx.expr(s.of)};`,
  area,
  free: () => empty,
  release: (_, cx) => (cx.options.get("realloc") === "none" ? empty : code`okrt_reset();`),
  liftBytes,
  make: makeRecord,
  case: makeCase,
  match,
  switch: (s, cx) =>
    branched(cx.expr(s.of), {
      count: s.arms.length,
      branches: s.arms.map((a) => ({ index: a.index, label: String(a.index), body: cx.body(a.body) })),
      trap: true,
      condition: true,
    }),
  liftHandle,
  lowerHandle: (s, cx) =>
    define(
      s.to,
      isRep(resolved(s.type, cx), cx) ? code`OKRT_ADDRESS(${cx.expr(s.of)})` : member(cx.expr(s.of), "handle"),
      cx,
    ),
  endBorrows,
  callCore: (s, cx) => {
    const args = s.args.map((e) => (isOwnArea(e, cx) ? code`OKRT_ADDRESS(&${cx.expr(e)})` : asCore(e, cx)));
    const call = wrapped(`okrt_import_${cx.names.func(cx.fn)}`, args);
    return s.to === undefined ? code`${call};` : define(s.to, call, cx);
  },
  callUser,
  return: (s, cx) =>
    s.of !== undefined && isOwnArea(s.of, cx) ? code`return OKRT_ADDRESS(&${cx.expr(s.of)});` : returned(s, cx),
  trap: () => code`__builtin_trap();`,
  span: () => unused("span"),
  alloc: () => unused("alloc"),
  lowerBytes: () => unused("lowerBytes"),
  newList: () => unused("newList"),
  push: () => unused("push"),
  finishList: () => unused("finishList"),
  times: (s, cx) => {
    const i = cx.local(s.index);
    return code`
      for (size_t ${i} = 0; ${i} < (size_t)${cx.expr(s.count)}; ${i}++) {
        ${cx.body(s.body)}
      }`;
  },
  each: () => unused("each"),
  liftScalar: () => unused("liftScalar"),
  dropHandle: (s, cx) => code`okrt_drop_${cx.names.resource(s.resource).replace(/_t$/, "")}(${cx.expr(s.of)});`,
  postReturn: () => unused("postReturn"),
  admit: () => unused("admit"),
  check: () => unused("check"),
  rights: () => unused("rights"),
  charge: () => unused("charge"),
  filter: () => unused("filter"),
};

/** The result area is a variable of its type, so its address is taken where the plan names it. */
const isOwnArea = (e: Expr, cx: FuncContext): boolean =>
  e.op === "local" && cx.localType(e.id).t === "address" && isResultArea(cx, e.id);
