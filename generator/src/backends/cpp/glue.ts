/** Bodies of functions: the plan's statements in C++. */
import type { Expr, Stmt } from "../../abi/ir.js";
import type { FuncContext, StmtPrinters } from "../../backend/contract.js";
import { branched } from "../../emit/c-family/branches.js";
import { coreTypes, memTypes } from "../../emit/c-family/numbers.js";
import { wrapped } from "../../emit/c-family/wrap.js";
import { type CodeValue, code, empty, type Fragment, lines } from "../../emit/code.js";
import type { LocalId } from "../../ids.js";
import { asCore, inArea, isResultArea, localText, member, payloadOf, unused } from "./expressions.js";
import { rawName } from "./raw-names.js";
import { declare, isRep, ownerOf, resourceRef, returnsOf } from "./types.js";

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

function match(s: Extract<Stmt, { op: "match" }>, cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  if (type.kind.k !== "variant") return unused("match");
  const { shape, cases } = type.kind;
  const of = cx.expr(s.of);
  const arms = s.arms.map((arm) => {
    const body = cx.body(arm.body);
    const bound =
      arm.bind === undefined || body.text === ""
        ? empty
        : code`const auto &${cx.local(arm.bind)} = ${payloadOf(of, type, arm.index, cx)};`;
    const label = shape === "variant" ? `${cx.typeRef(s.type).text}::tag::${cx.names.member(type.id, arm.index)}` : "";
    return { index: arm.index, label, body: lines([bound, body]) };
  });
  const tag = shape === "option" ? "has_value()" : shape === "result" ? "is_err" : "which";
  const printed = branched(member(of, tag), {
    count: cases.length,
    branches: arms,
    trap: false,
    condition: shape !== "variant",
  });
  // A variant of one case without a payload: there is nothing to lower, and the value counts as unused.
  return printed.text === "" ? code`(void)${of};` : printed;
}

function makeCase(s: Extract<Stmt, { op: "case" }>, cx: FuncContext): Fragment {
  const { kind } = cx.resolved(s.type);
  if (kind.k !== "variant") return unused("case");
  const type = cx.typeRef(s.type);
  const arg = s.arg === undefined ? empty : cx.expr(s.arg);
  const made = {
    option: s.index === 0 ? code`::wit::nullopt` : code`${type}(${arg})`,
    result: code`${type}::make_${s.index === 0 ? "ok" : "err"}(${arg})`,
    variant: code`${type}::make_${(kind.cases[s.index]?.name ?? "").toLowerCase().replaceAll("-", "_")}(${arg})`,
    enum: empty,
  }[kind.shape];
  return code`${localText(s.to, cx)} = ${made};`;
}

function makeRecord(s: Extract<Stmt, { op: "make" }>, cx: FuncContext): Fragment {
  const { id, kind } = cx.resolved(s.type);
  const name = (i: number): string => (kind.k === "array" ? `items[${i}]` : cx.names.member(id, i));
  return lines([
    code`${variable(s.to, cx)};`,
    ...s.args.map((arg, i) => code`${cx.local(s.to)}.${name(i)} = ${cx.expr(arg)};`),
  ]);
}

/** The app's function: a member of its struct, or of the object behind a handle. */
function callee(cx: FuncContext, args: readonly Fragment[]): Fragment {
  const name = cx.names.func(cx.fn);
  const { kind, resource } = cx.fn;
  if (resource === undefined) return wrapped(`App::${name}`, args);
  // The app defines the object after this header: it is looked up when the app's macro says for which struct.
  const object = code`::okrt::rep_of<App, ${resourceRef(resource, cx)}>`;
  if (kind === "method") return wrapped(code`static_cast<${object} *>(${args[0] ?? empty})->${name}`, args.slice(1));
  return wrapped(code`${object}::${name}`, args);
}

const isHandler = ({ fn }: FuncContext): boolean =>
  fn.resource === undefined && fn.directives?.guard.kind === "handler";

/** The app answers as in `returnsOf`; the plan wants the value of the WIT type. */
function callUser(s: Extract<Stmt, { op: "callUser" }>, cx: FuncContext): Fragment {
  const args = s.args.map((arg, i) => {
    const type = cx.fn.params[i]?.type;
    return type !== undefined && ownerOf(type, cx) !== undefined ? code`::okrt::take(${cx.expr(arg)})` : cx.expr(arg);
  });
  const call = callee(cx, args);
  const returns = returnsOf(cx);
  // A handler that an app leaves out has nothing to do, and goes well.
  const has = isHandler(cx) ? code`if constexpr (requires { &App::${cx.names.func(cx.fn)}; })` : undefined;
  if (s.to === undefined) return has === undefined ? code`${call};` : code`${has} ${call};`;
  const { to } = s;
  const type = localType(to, cx);
  switch (returns.kind) {
    case "none":
      return unused("result");
    case "value":
      return define(to, ownerOf(returns.type, cx) === undefined ? call : code`::okrt::give<${type}>(${call})`, cx);
    case "bool": {
      const made = (of: CodeValue): Fragment =>
        code`${variable(to, cx)} = ${of} ? ${type}::make_ok() : ${type}::make_err();`;
      return has === undefined
        ? made(call)
        : lines([code`bool went_well_ = true;`, code`${has} went_well_ = ${call};`, made("went_well_")]);
    }
    case "status":
      return code`
        const auto answer_ = ${call};
        ${variable(s.to, cx)} = ${type}(answer_.has_value() ? 0 : int32_t(answer_.error()) + 1);`;
    case "expected":
      return code`
        auto answer_ = ${call};
        ${variable(to, cx)} = ::okrt::result_of<${type}>(answer_);`;
  }
}

function returned(s: Extract<Stmt, { op: "return" }>, cx: FuncContext): Fragment {
  if (s.of === undefined) return empty;
  if (cx.fn.role !== "guest-import") return code`return ${asCore(s.of, cx)};`;
  const returns = returnsOf(cx);
  const of = cx.expr(s.of);
  const outer = (value: Fragment, type: typeof cx.fn.result): Fragment =>
    type !== undefined && ownerOf(type, cx) !== undefined ? code`::okrt::take(${value})` : value;
  switch (returns.kind) {
    case "none":
      return unused("result");
    case "value":
      return code`return ${outer(of, returns.type)};`;
    case "bool":
      return code`return !${of}.is_err;`;
    case "status": {
      const { kind } = cx.resolved(returns.err);
      const count = kind.k === "variant" ? kind.cases.length : unused("error");
      return code`
        const uint32_t status_ = okrt_case(uint32_t(${of}), ${count + 1}u);
        if (status_ != 0) return ::wit::unexpected(${cx.typeRef(returns.err)}(status_ - 1));
        return {};`;
    }
    case "expected":
      return code`
        if (${of}.is_err) return ::wit::unexpected(${returns.err === undefined ? "::wit::unit{}" : code`${of}.val.err`});
        return ${returns.ok === undefined ? "{}" : outer(code`${of}.val.ok`, returns.ok)};`;
  }
}

function area(s: Extract<Stmt, { op: "area" }>, cx: FuncContext): Fragment {
  const storage = s.lifetime === "result" ? "static constinit " : "";
  if (isResultArea(cx, s.to) && cx.fn.result !== undefined)
    return code`${storage}::okrt::area<${cx.typeRef(cx.fn.result)}> ${cx.local(s.to)};`;
  return code`alignas(${s.align}) ${s.lifetime === "result" ? "static " : ""}uint8_t ${cx.local(s.to)}[${s.size}];`;
}

/** Borrowed handles of imported resources end with the call; the statement names the core handles they came from. */
function endBorrows(s: Extract<Stmt, { op: "endBorrows" }>, cx: FuncContext): Fragment {
  return lines(
    s.of.map((id) => {
      const lift = cx.fn.body.find((x) => x.op === "liftHandle" && x.of.op === "local" && x.of.id === id);
      const { kind } = lift?.op === "liftHandle" ? cx.resolved(lift.type) : unused("borrow");
      return kind.k === "handle" ? code`${resourceRef(kind.resource, cx)}::okrt_drop(${cx.local(id)});` : empty;
    }),
  );
}

/** The result's variable as the bytes that it is. */
const at = (type: CodeValue, place: { readonly base: LocalId; readonly offset: number }, cx: FuncContext): Fragment => {
  const base = isResultArea(cx, place.base)
    ? code`reinterpret_cast<uint8_t *>(&${cx.local(place.base)})`
    : cx.local(place.base);
  return code`::okrt::at<${type}>(${base}, ${place.offset})`;
};

export const stmt: StmtPrinters = {
  let: (s, cx) => {
    const to = cx.localType(s.to).t;
    // Where an address came as a core value.
    const isCore = s.of.op === "local" && cx.localType(s.of.id).t === "core";
    if (to === "address" && isCore)
      return define(s.to, code`reinterpret_cast<uint8_t *>(uintptr_t(uint32_t(${cx.expr(s.of)})))`, cx);
    return define(s.to, to === "core" ? asCore(s.of, cx) : cx.expr(s.of), cx);
  },
  declare: (s, cx) =>
    cx.localType(s.to).t === "core" ? code`${variable(s.to, cx)} = 0;` : code`${variable(s.to, cx)};`,
  set: (s, cx) => code`${cx.local(s.to)} = ${cx.localType(s.to).t === "core" ? asCore(s.of, cx) : cx.expr(s.of)};`,
  load: (s, cx) => define(s.to, code`${localType(s.to, cx)}(${at(memTypes[s.mem], s.at, cx)})`, cx),
  store: (s, cx) => code`${at(memTypes[s.mem], s.at, cx)} = ${memTypes[s.mem]}(${asCore(s.of, cx)});`,
  loadValue: (s, cx) => (inArea(cx, s.to) ? empty : define(s.to, at(cx.typeRef(s.type), s.at, cx), cx)),
  storeValue: (s, cx) =>
    isResultArea(cx, s.at.base) && s.at.offset === 0 && s.type === cx.fn.result
      ? code`${cx.local(s.at.base)}.value = ${cx.expr(s.of)};`
      : code`${at(cx.typeRef(s.type), s.at, cx)} = ${cx.expr(s.of)};`,
  area,
  free: () => empty,
  release: (_, cx) => (cx.options.get("realloc") === "none" ? empty : code`okrt_reset();`),
  liftBytes: (s, cx) =>
    define(s.to, code`::okrt::view<${localType(s.to, cx)}>(${asCore(s.ptr, cx)}, ${asCore(s.len, cx)})`, cx),
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
  liftHandle: (s, cx) =>
    isRep(cx.resolved(s.type), cx)
      ? define(s.to, code`::okrt::pointer<${cx.typeRef(s.type).text.replace(/ \*$/, "")}>(${cx.expr(s.of)})`, cx)
      : code`${variable(s.to, cx)}(${cx.expr(s.of)});`,
  lowerHandle: (s, cx) =>
    define(
      s.to,
      isRep(cx.resolved(s.type), cx) ? code`::okrt::address(${cx.expr(s.of)})` : member(cx.expr(s.of), "handle"),
      cx,
    ),
  endBorrows,
  callCore: (s, cx) => {
    const args = s.args.map((e) => (isOwnArea(e, cx) ? code`::okrt::address(&${cx.expr(e)})` : asCore(e, cx)));
    const call = wrapped(`okrt_raw::${rawName(cx)}`, args);
    return s.to === undefined ? code`${call};` : define(s.to, call, cx);
  },
  callUser,
  return: (s, cx) =>
    s.of !== undefined && isOwnArea(s.of, cx) ? code`return ::okrt::address(&${cx.expr(s.of)});` : returned(s, cx),
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
      for (size_t ${i} = 0; ${i} < size_t(${cx.expr(s.count)}); ${i}++) {
        ${cx.body(s.body)}
      }`;
  },
  each: () => unused("each"),
  liftScalar: () => unused("liftScalar"),
  dropHandle: (s, cx) => code`${resourceRef(s.resource, cx)}::okrt_drop(${cx.expr(s.of)});`,
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
