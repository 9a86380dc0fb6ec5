/** Bodies of functions: the plan's statements in Rust. */
import type { MemType, Stmt } from "../../abi/ir.js";
import type { FuncContext, StmtPrinters } from "../../backend/contract.js";
import { localUses } from "../../backend/local-uses.js";
import { type CodeValue, code, empty, type Fragment, lines } from "../../emit/code.js";
import { behind, breakable } from "../../emit/line-breaks.js";
import type { LocalId } from "../../ids.js";
import { chosen, type Made, madeSlot, match, switched } from "./cases.js";
import {
  addressOf,
  asCore,
  countOf,
  freshName,
  inputType,
  isTaken,
  localName,
  reference,
  unused,
} from "./expressions.js";
import { handlerCall } from "./handler-call.js";
import { call } from "./layout.js";
import { isExported, paramForm, resourceRef, vec } from "./types.js";

type Of<Op extends Stmt["op"]> = Extract<Stmt, { op: Op }>;

const memTypes = {
  u8: "u8",
  s8: "i8",
  u16: "u16",
  s16: "i16",
  u32: "u32",
  u64: "u64",
  f32: "f32",
  f64: "f64",
} as const satisfies Record<MemType, string>;

const define = (to: LocalId, of: CodeValue, cx: FuncContext): Fragment =>
  behind(`let ${localName(cx, to)} =`, code`${of};`);

/** Statements one below the other; the last one is the value of the block when the function returns it. */
export function block(all: readonly Stmt[], cx: FuncContext): Fragment {
  const out: Fragment[] = [];
  // What was lifted and lowered belongs to values, and a borrowed handle to the local that holds it.
  const statements = all.filter((s) => s.op !== "release" && s.op !== "endBorrows");
  for (const [i, s] of statements.entries()) {
    const next = statements[i + 1];
    const value = boundValue(s, cx);
    const returned =
      value !== undefined && next?.op === "return" && next.of?.op === "local" && next.of.id === value.to
        ? returns(next, cx, value.of)
        : undefined;
    if (returned !== undefined) {
      out.push(returned);
      break;
    }
    out.push(value === undefined ? cx.body([s]) : define(value.to, value.of, cx));
  }
  return lines(out);
}

/** The local that a statement binds. */
function boundValue(s: Stmt, cx: FuncContext): Made | undefined {
  switch (s.op) {
    case "switch":
      return chosen(s, cx);
    case "match":
      return madeSlot(s, cx);
    case "let":
      return { to: s.to, of: letValue(s, cx) };
    case "lowerHandle":
      return { to: s.to, of: lowerHandle(s, cx) };
    case "liftBytes":
      return {
        to: s.to,
        of: call(
          `abi::${cx.resolved(s.type).kind.k === "string" ? "string" : "list"}(`,
          [asCore(s.ptr, cx), asCore(s.len, cx)],
          ")",
        ),
      };
    case "make":
      return { to: s.to, of: make(s, cx) };
    case "liftHandle":
      return { to: s.to, of: liftHandle(s, cx) };
    case "finishList":
      // A list has grown under its final name.
      return cx.resolved(s.type).kind.k === "array"
        ? { to: s.to, of: code`abi::array(${localName(cx, s.list)})` }
        : undefined;
    default:
      return undefined;
  }
}

function make(s: Of<"make">, cx: FuncContext): Fragment {
  const { id, kind } = cx.resolved(s.type);
  const args = s.args.map((arg) => cx.expr(arg));
  if (kind.k === "array") return call("[", args, "]");
  if (kind.k !== "record") return unused("make");
  if (kind.shape === "tuple") return args.length === 1 ? code`(${args[0] ?? ""},)` : call("(", args, ")");
  const fields = args.map((arg, i) => {
    const name = cx.names.member(id, i);
    return arg.text === name ? arg : code`${name}: ${arg}`;
  });
  return breakable(code`${cx.typeRef(id)} {`, fields, "}", "padded");
}

/** Whether a local is an argument of the app's function itself, and no part of one. */
function isArgument(id: LocalId, cx: FuncContext): boolean {
  const user = cx.fn.body.find((s) => s.op === "callUser");
  return user?.op === "callUser" && user.args.some((arg) => arg.op === "local" && arg.id === id);
}

/** Whether a handle is lifted as the app's own object, which only the host vouches for. */
export function liftsObject(s: Of<"liftHandle">, cx: FuncContext): boolean {
  const { kind } = cx.resolved(s.type);
  return (
    kind.k === "handle" &&
    kind.mode === "borrow" &&
    isExported(kind.resource, cx) &&
    isArgument(s.to, cx) &&
    isObject(kind.resource, cx)
  );
}

function liftHandle(s: Of<"liftHandle">, cx: FuncContext): Fragment {
  const { kind } = cx.resolved(s.type);
  if (kind.k !== "handle") return unused("handle");
  const of = cx.expr(s.of);
  if (kind.mode === "own") return code`handle::own(${of})`;
  if (isExported(kind.resource, cx))
    return liftsObject(s, cx) ? code`handle::object(${of})` : code`handle::Object::lift(${of})`;
  return isArgument(s.to, cx) ? code`handle::own(${of})` : code`handle::Borrowed::lift(${of})`;
}

/** A borrowed object of the app whose type the trait knows. */
export function isObject(resource: number, { fn, group }: FuncContext): boolean {
  return fn.resource === undefined ? group.resources.some((id) => id === resource) : fn.resource === resource;
}

function lowerHandle(s: Of<"lowerHandle">, cx: FuncContext): Fragment {
  const { kind } = cx.resolved(s.type);
  if (kind.k !== "handle") return unused("handle");
  const how = kind.mode === "own" ? "give" : "lend";
  return code`handle::${how}::<${resourceRef(kind.resource, cx)}>(${reference(s.of, cx)})`;
}

function lowerBytes(s: Of<"lowerBytes">, cx: FuncContext): Fragment {
  const isText = cx.resolved(s.type).kind.k === "string";
  const how = s.lifetime === "result" ? (isText ? "give_text" : "give_list") : isText ? "text" : "slice";
  const head = `let (${localName(cx, s.ptr)}, ${localName(cx, s.len)}) =`;
  return behind(head, code`abi::${how}(${reference(s.of, cx)});`);
}

/** Names that hold the bytes of an area, and the list of blocks of a call. */
export const blocksName = (cx: FuncContext): string => freshName(cx, "blocks");

function area(s: Of<"area">, cx: FuncContext): Fragment {
  const name = localName(cx, s.to);
  if (s.lifetime === "call")
    return code`
      let mut ${freshName(cx, `${name}_bytes`)} = abi::Area::<${s.size}>::new();
      let ${name} = ${freshName(cx, `${name}_bytes`)}.start();`;
  const place = freshName(cx, name.toUpperCase());
  return code`
    static ${place}: abi::StaticArea<${s.size}> = abi::StaticArea::new();
    let ${name} = ${place}.start();`;
}

function each(s: Of<"each">, cx: FuncContext): Fragment {
  const { kind } = cx.resolved(s.type);
  const item = kind.k === "list" || kind.k === "array" ? kind.of : unused("each");
  const input = s.of.op === "local" ? inputType(cx, s.of.id) : undefined;
  const texts = input !== undefined && paramForm(input, cx).form === "texts" ? ".map(AsRef::as_ref)" : "";
  const items = code`${cx.expr(s.of)}.${isTaken(item, cx) ? "iter_mut" : "iter"}()${texts}`;
  return code`
    for (${localName(cx, s.index)}, ${localName(cx, s.item)}) in ${items}.enumerate() {
        ${block(s.body, cx)}
    }`;
}

/** What a caller's function answers; what an export's glue gives to the host. */
function returns(s: Of<"return">, cx: FuncContext, value?: Fragment): Fragment {
  if (s.of === undefined) return empty;
  if (cx.fn.role !== "guest-import") return value ?? (cx.fn.signature.spilledResult ? cx.expr(s.of) : asCore(s.of, cx));
  if (cx.fn.outcome.kind === "status") return code`abi::check(${cx.expr(s.of.op === "fromCore" ? s.of.of : s.of)})`;
  return value ?? cx.expr(s.of);
}

export const stmt: StmtPrinters = {
  let: (s, cx) => define(s.to, letValue(s, cx), cx),
  declare: (s, cx) => {
    const type = cx.localType(s.to);
    // A local is declared where the match that assigns it is; a variant of one case has no arm that does.
    if (type.t !== "core" || localUses(cx.fn).writes.has(s.to)) return empty;
    return define(s.to, `0_${type.core}`, cx);
  },
  set: () => unused("set"),
  load: (s, cx) => {
    const loaded = call(`abi::load::<${memTypes[s.mem]}>(`, [addressOf(s.at.base, cx), s.at.offset], ")");
    const t = cx.localType(s.to).t;
    if (t === "address") return define(s.to, code`abi::address(${loaded})`, cx);
    return define(s.to, t === "index" ? code`abi::lift::<usize>(${loaded})` : loaded, cx);
  },
  store: (s, cx) =>
    call(`abi::store::<${memTypes[s.mem]}>(`, [addressOf(s.at.base, cx), s.at.offset, asCore(s.of, cx)], ");"),
  alloc: (s, cx) =>
    define(
      s.to,
      s.lifetime === "call"
        ? call(`${blocksName(cx)}.alloc(`, [countOf(s.count, cx), s.size], ")")
        : call("abi::block(", [countOf(s.count, cx), s.size, s.align], ")"),
      cx,
    ),
  area,
  free: (s, cx) =>
    call(
      "abi::free(",
      [addressOf(s.at, cx), s.count === undefined ? "1" : countOf(s.count, cx), s.size, s.align],
      ");",
    ),
  release: () => unused("release"),
  lowerBytes,
  newList: (s, cx) =>
    behind(`let mut ${localName(cx, s.to)} =`, code`${vec}::with_capacity(${countOf(s.length, cx)});`),
  push: (s, cx) => code`${localName(cx, s.list)}.push(${cx.expr(s.of)});`,
  finishList: () => empty,
  times: (s, cx) => code`
    for ${localName(cx, s.index)} in 0..${countOf(s.count, cx)} {
        ${block(s.body, cx)}
    }`,
  each,
  match,
  switch: switched,
  lowerHandle: () => unused("lowerHandle"),
  endBorrows: () => unused("endBorrows"),
  callCore: (s, cx) => {
    const args = s.args.map((e) => asCore(e, cx));
    const made = call(`${freshName(cx, "import")}(`, args, ")");
    return s.to === undefined ? code`${made};` : define(s.to, made, cx);
  },
  callUser: (s, cx) => {
    const made = handlerCall(s, cx);
    if (s.to === undefined) return code`${made};`;
    const taken = cx.fn.result !== undefined && isTaken(cx.fn.result, cx);
    return define(s.to, taken ? code`&mut ${made}` : made, cx);
  },
  return: returns,
  trap: () => code`abi::trap();`,
  liftBytes: () => unused("liftBytes"),
  make: () => unused("make"),
  case: () => unused("case"),
  liftHandle: () => unused("liftHandle"),
  liftScalar: () => unused("liftScalar"),
  loadValue: () => unused("loadValue"),
  storeValue: () => unused("storeValue"),
  span: () => unused("span"),
  dropHandle: () => unused("dropHandle"),
  postReturn: () => unused("postReturn"),
  admit: () => unused("admit"),
  check: () => unused("check"),
  rights: () => unused("rights"),
  charge: () => unused("charge"),
  filter: () => unused("filter"),
};

function letValue({ to, of }: Of<"let">, cx: FuncContext): Fragment {
  switch (cx.localType(to).t) {
    case "value":
      return reference(of, cx);
    case "core":
      return asCore(of, cx);
    case "index":
      return countOf(of, cx);
    default:
      if (of.op === "bits") return code`abi::address(${cx.expr(of)})`;
      return of.op === "local" ? addressOf(of.id, cx) : cx.expr(of);
  }
}
