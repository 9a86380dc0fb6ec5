/** Bodies of functions: the plan's statements in D. */
import type { Arm, MemType, Stmt } from "../../abi/ir.js";
import type { TypePlan } from "../../abi/plan-model.js";
import type { FuncContext, StmtPrinters } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, lines } from "../../emit/code.js";
import { breakable } from "../../emit/line-breaks.js";
import type { LocalId } from "../../ids.js";
import { asCore, glueName, localName, unused } from "./expressions.js";
import { coreTypes } from "./imports.js";
import { handleRef, isSequence } from "./types.js";

/** Narrow numbers fit into an int as they are; wide ones are read as the core type. */
const memTypes = {
  u8: "ubyte",
  s8: "byte",
  u16: "ushort",
  s16: "short",
  u32: "int",
  u64: "long",
  f32: "float",
  f64: "double",
} as const satisfies Record<MemType, string>;

function localType(id: LocalId, cx: FuncContext): Fragment {
  const type = cx.localType(id);
  switch (type.t) {
    case "core":
      return code`${coreTypes[type.core]}`;
    case "value":
      return cx.typeRef(type.type);
    case "address":
      return code`ubyte*`;
    case "index":
      return code`size_t`;
    case "list":
    case "rule":
      return unused(type.t);
  }
}

/** Core values say what they are; every other expression has its type already. */
const define = (id: LocalId, of: CodeValue, cx: FuncContext): Fragment =>
  cx.localType(id).t === "core"
    ? code`${localType(id, cx)} ${localName(cx, id)} = ${of};`
    : code`auto ${localName(cx, id)} = ${of};`;

const typed = (id: LocalId, of: CodeValue, cx: FuncContext): Fragment =>
  code`${localType(id, cx)} ${localName(cx, id)} = ${of};`;

const call = (head: CodeValue, args: readonly CodeValue[]): Fragment => breakable(code`${head}(`, args, ")");

const block = (head: CodeValue, body: CodeValue): Fragment => code`
  ${head}
  {
      ${body}
  }`;

function match(s: Extract<Stmt, { op: "match" }>, cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  if (type.kind.k !== "variant") return unused("match");
  const { shape } = type.kind;
  const of = cx.expr(s.of);
  const armOf = (arm: Arm): Fragment => {
    const payload = shape === "option" ? code`${of}.value` : code`${of}.as.${caseName(type, arm.index, cx)}`;
    const body = cx.body(arm.body);
    return arm.bind === undefined || body.text === "" ? body : lines([define(arm.bind, payload, cx), body]);
  };
  if (shape !== "option") return switched(code`${of}.tag`, s.arms, armOf, "break;");
  const [none, some] = [0, 1]
    .map((i) => s.arms.find((arm) => arm.index === i))
    .map((arm) => (arm ? armOf(arm) : empty));
  if (some === undefined || none === undefined || some.text === "")
    return none === undefined || none.text === "" ? empty : block(code`if (!${of}.isSome)`, none);
  const yes = block(code`if (${of}.isSome)`, some);
  return none.text === "" ? yes : lines([yes, block("else", none)]);
}

/** By number, so that a number that is none of the cases has a place to go. */
function switched(of: Fragment, arms: readonly Arm[], print: (arm: Arm) => Fragment, rest: string): Fragment {
  return code`
    switch (cast(uint) ${of})
    {
    ${arms.map(
      (arm) => code`
      case ${arm.index}:
          ${print(arm)}
          break;`,
    )}
    default:
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
  const to = localName(cx, s.to);
  if (type.kind.shape === "option")
    return s.arg === undefined
      ? code`${to}.isSome = false;`
      : lines([`${to}.isSome = true;`, code`${to}.value = ${cx.expr(s.arg)};`]);
  const name = caseName(type, s.index, cx);
  return lines([
    `${to}.tag = ${to}.tag.${name};`,
    s.arg === undefined ? empty : code`${to}.as.${name} = ${cx.expr(s.arg)};`,
  ]);
}

function makeRecord(s: Extract<Stmt, { op: "make" }>, cx: FuncContext): Fragment {
  const { kind } = cx.resolved(s.type);
  const args = s.args.map((arg) => cx.expr(arg));
  return kind.k === "array"
    ? typed(s.to, breakable("[", args, "]"), cx)
    : define(s.to, call(cx.typeRef(s.type), args), cx);
}

function declare(s: Extract<Stmt, { op: "declare" }>, cx: FuncContext): Fragment {
  const start = cx.localType(s.to).t === "core" ? "0" : "void";
  return typed(s.to, start, cx);
}

/** The static one is the export's own: a function is entered once at a time. */
function area(s: Extract<Stmt, { op: "area" }>, cx: FuncContext): Fragment {
  const name = localName(cx, s.to);
  const words = s.lifetime === "call" ? "" : "__gshared ";
  return lines([
    `${words}align(${s.align}) ubyte[${s.size}] ${name}_bytes = void;`,
    `ubyte* ${name} = ${name}_bytes.ptr;`,
  ]);
}

/** Borrowed handles of imported resources end with the call; the statement names the core handles they came from. */
function endBorrows(s: Extract<Stmt, { op: "endBorrows" }>, cx: FuncContext): Fragment {
  return lines(
    s.of.map((id) => {
      const lift = cx.fn.body.find((x) => x.op === "liftHandle" && x.of.op === "local" && x.of.id === id);
      if (lift?.op !== "liftHandle") return unused("borrow");
      return code`wit.lift!(${cx.typeRef(lift.type)})(${localName(cx, id)}).close();`;
    }),
  );
}

/** The plan wants the value of the WIT type; the app's function takes and returns slices, and results for statuses. */
function handlerCall(s: Extract<Stmt, { op: "callUser" }>, cx: FuncContext): Fragment {
  const { fn } = cx;
  const all = s.args.map((arg, i) => {
    const type = fn.params[i]?.type;
    return type !== undefined && isSequence(type, cx) ? code`${cx.expr(arg)}[]` : cx.expr(arg);
  });
  const resource = fn.resource === undefined ? "" : `.${cx.names.resource(fn.resource)}`;
  const [self, ...rest] = all;
  const name = cx.names.func(fn);
  const answer =
    fn.kind === "method"
      ? call(code`${self ?? ""}.to!(Impl${resource}).${name}`, rest)
      : call(code`Impl${resource}.${name}`, all);
  const { outcome } = fn;
  if (outcome.kind === "status") return code`wit.statusOf!(${cx.typeRef(outcome.status)})(${answer})`;
  return outcome.kind === "value" && isSequence(outcome.type, cx)
    ? code`${cx.typeRef(outcome.type)}.of(${answer})`
    : answer;
}

/** A handler of events that an app leaves out beside others of its interface answers nothing. */
function callUser(s: Extract<Stmt, { op: "callUser" }>, cx: FuncContext): Fragment {
  const made = handlerCall(s, cx);
  const statement = s.to === undefined ? code`${made};` : define(s.to, made, cx);
  if (cx.fn.directives?.guard.kind !== "handler") return statement;
  const without = s.to === undefined ? empty : define(s.to, code`wit.empty!(${localType(s.to, cx)})()`, cx);
  const tested = code`static if (__traits(hasMember, Impl, "${cx.names.func(cx.fn)}"))`;
  return without.text === ""
    ? code`
    ${tested}
        ${statement}`
    : code`
    ${tested}
        ${statement}
    else
        ${without}`;
}

/** What a caller's function answers, from the value of the WIT type. */
function returned(s: Extract<Stmt, { op: "return" }>, cx: FuncContext): Fragment {
  if (s.of === undefined) return empty;
  if (cx.fn.role !== "guest-import") return code`return ${asCore(s.of, cx)};`;
  const { outcome } = cx.fn;
  const of = cx.expr(s.of);
  if (outcome.kind === "status") return code`return wit.check!(${cx.typeRef(outcome.error)})(${of});`;
  return outcome.kind === "value" && isSequence(outcome.type, cx) ? code`return ${of}[];` : code`return ${of};`;
}

export const stmt: StmtPrinters = {
  let: (s, cx) => {
    const to = cx.localType(s.to).t;
    // Where an address came as a core value.
    const isCore = s.of.op === "local" && cx.localType(s.of.id).t === "core";
    if (to === "address" && isCore) return define(s.to, code`wit.lift!(ubyte*)(${cx.expr(s.of)})`, cx);
    return define(s.to, to === "core" ? asCore(s.of, cx) : cx.expr(s.of), cx);
  },
  declare,
  set: (s, cx) => code`${localName(cx, s.to)} = ${cx.localType(s.to).t === "core" ? asCore(s.of, cx) : cx.expr(s.of)};`,
  load: (s, cx) => define(s.to, code`wit.load!${memTypes[s.mem]}(${localName(cx, s.at.base)}, ${s.at.offset})`, cx),
  store: (s, cx) => {
    const type = memTypes[s.mem];
    return code`wit.store!${type}(${localName(cx, s.at.base)}, ${s.at.offset}, cast(${type}) ${asCore(s.of, cx)});`;
  },
  loadValue: (s, cx) =>
    define(s.to, code`wit.load!(${cx.typeRef(s.type)})(${localName(cx, s.at.base)}, ${s.at.offset})`, cx),
  storeValue: (s, cx) =>
    code`wit.store!(${cx.typeRef(s.type)})(${localName(cx, s.at.base)}, ${s.at.offset}, ${cx.expr(s.of)});`,
  area,
  free: () => empty,
  release: () => code`wit.arena.reset();`,
  liftBytes: (s, cx) => define(s.to, code`${cx.typeRef(s.type)}.at(${asCore(s.ptr, cx)}, ${asCore(s.len, cx)})`, cx),
  make: makeRecord,
  case: makeCase,
  match,
  switch: (s, cx) => switched(cx.expr(s.of), s.arms, (arm) => cx.body(arm.body), "wit.trap();"),
  liftHandle: (s, cx) => define(s.to, code`wit.lift!(${cx.typeRef(s.type)})(${cx.expr(s.of)})`, cx),
  lowerHandle: (s, cx) => define(s.to, code`wit.core(${cx.expr(s.of)})`, cx),
  endBorrows,
  callCore: (s, cx) => {
    const made = call(
      glueName("import", cx),
      s.args.map((e) => asCore(e, cx)),
    );
    return s.to === undefined ? code`${made};` : define(s.to, made, cx);
  },
  callUser,
  return: returned,
  trap: () => code`wit.trap();`,
  span: () => unused("span"),
  alloc: () => unused("alloc"),
  lowerBytes: () => unused("lowerBytes"),
  newList: () => unused("newList"),
  push: () => unused("push"),
  finishList: () => unused("finishList"),
  times: (s, cx) => code`
    foreach (${localName(cx, s.index)}; 0 .. cast(size_t) ${cx.expr(s.count)})
    {
        ${cx.body(s.body)}
    }`,
  each: () => unused("each"),
  liftScalar: () => unused("liftScalar"),
  dropHandle: (s, cx) => code`wit.lift!(${handleRef(s.resource, cx)})(${cx.expr(s.of)}).close();`,
  postReturn: () => unused("postReturn"),
  admit: () => unused("admit"),
  check: () => unused("check"),
  rights: () => unused("rights"),
  charge: () => unused("charge"),
  filter: () => unused("filter"),
};
