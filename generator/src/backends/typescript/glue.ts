/** Statements of bodies. */
import type { CoreType, MemType, Stmt } from "../../abi/ir.js";
import type { FuncContext, StmtPrinters } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, lines } from "../../emit/code.js";
import { braces, breakable, enclosed } from "../../emit/line-breaks.js";
import type { LocalId } from "../../ids.js";
import { callStatements } from "./calls.js";
import { makeCase, match, noneOf, printSwitch } from "./cases.js";
import { call, never } from "./expressions.js";
import { resultLocal } from "./outcome.js";
import { runtime } from "./places.js";
import { arrayName } from "./types.js";
import { isUnused } from "./unused.js";

const loads = {
  u8: "loadU8",
  s8: "loadS8",
  u16: "loadU16",
  s16: "loadS16",
  u32: "loadU32",
  u64: "loadU64",
  f32: "loadF32",
  f64: "loadF64",
} as const satisfies Record<MemType, string>;
const stores = {
  u8: "store8",
  s8: "store8",
  u16: "store16",
  s16: "store16",
  u32: "store32",
  u64: "store64",
  f32: "storeF32",
  f64: "storeF64",
} as const satisfies Record<MemType, string>;

const zero = (core: CoreType): string => (core === "i64" ? "0n" : "0");
const constant = (id: LocalId, of: CodeValue, cx: FuncContext): Fragment => code`const ${cx.local(id)} = ${of};`;

const at = (cx: FuncContext, address: { readonly base: LocalId; readonly offset: number }): string =>
  address.offset === 0 ? cx.local(address.base) : `${cx.local(address.base)} + ${address.offset}`;

/** `count * size`, as a number where it is one. */
function product(count: Fragment, size: number): Fragment {
  if (/^\d+$/.test(count.text)) return code`${Number(count.text) * size}`;
  return size === 1 ? count : code`${count} * ${size}`;
}

function liftBytes(s: Extract<Stmt, { op: "liftBytes" }>, cx: FuncContext): Fragment {
  const place = [cx.expr(s.ptr), cx.expr(s.len)] as const;
  const name = arrayName(cx.resolved(s.type), cx);
  return constant(
    s.to,
    name === undefined
      ? call(runtime("memory", "liftString"), ...place)
      : call(runtime("memory", "liftArray"), name, ...place),
    cx,
  );
}

function lowerBytes(s: Extract<Stmt, { op: "lowerBytes" }>, cx: FuncContext): Fragment {
  const of = cx.expr(s.of);
  const type = cx.resolved(s.type);
  if (type.kind.k !== "list")
    return lines([
      constant(s.ptr, call(runtime("memory", "lowerString"), of), cx),
      constant(s.len, runtime("memory", "loweredLength"), cx),
    ]);
  const { align } = cx.type(type.kind.of).layout;
  return lines([
    constant(s.ptr, call(runtime("memory", "lowerArray"), of, align), cx),
    constant(s.len, code`${of}.length`, cx),
  ]);
}

function make(s: Extract<Stmt, { op: "make" }>, cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  const args = s.args.map((a) => cx.expr(a));
  const { kind } = type;
  const to = cx.local(s.to);
  if (kind.k !== "record") return breakable(`const ${to} = [`, args, "];");
  if (kind.shape === "tuple") return breakable(`const ${to} = [`, args, "] as const;");
  const fields = kind.fields.map((_, i) => {
    const name = cx.names.member(type.id, i);
    return args[i]?.text === name ? code`${name}` : code`${name}: ${args[i] ?? empty}`;
  });
  return code`const ${to}: ${cx.typeRef(s.type)} = ${braces(fields)};`;
}

export const statements: StmtPrinters = {
  ...callStatements,
  let: (s, cx) => (isUnused(s.to, cx) ? empty : constant(s.to, cx.expr(s.of), cx)),
  declare(s, cx) {
    if (s.to === resultLocal(cx.fn)) return empty;
    const type = cx.localType(s.to);
    if (type.t === "value") return code`let ${cx.local(s.to)}: ${cx.typeRef(type.type)}${noneOf(s.to, type.type, cx)};`;
    return code`let ${cx.local(s.to)} = ${zero(type.t === "core" ? type.core : "i32")};`;
  },
  set: (s, cx) => code`${cx.local(s.to)} = ${cx.expr(s.of)};`,
  load: (s, cx) => constant(s.to, call(runtime("memory", loads[s.mem]), at(cx, s.at)), cx),
  store: (s, cx) => code`${call(runtime("memory", stores[s.mem]), at(cx, s.at), cx.expr(s.of))};`,
  alloc: (s, cx) => constant(s.to, call(runtime("memory", "allocate"), product(cx.expr(s.count), s.size), s.align), cx),
  area: (s, cx) =>
    constant(
      s.to,
      s.lifetime === "call"
        ? call(runtime("memory", "allocate"), s.size, s.align)
        : call(runtime("memory", "resultArea"), s.size),
      cx,
    ),
  free: (s, cx) =>
    code`${call(runtime("memory", "reclaim"), cx.local(s.at), product(s.count === undefined ? code`1` : cx.expr(s.count), s.size))};`,
  // What a result without blocks of its own lowers is nothing; other results are released in `post`.
  release: () => empty,
  liftBytes,
  lowerBytes,
  newList(s, cx) {
    const { kind } = cx.resolved(s.type);
    if (kind.k !== "list" && kind.k !== "array") throw new Error("only lists have elements");
    return enclosed(`const ${cx.local(s.to)}: Array<`, cx.typeRef(kind.of), "> = [];");
  },
  push: (s, cx) => breakable(`${cx.local(s.list)}.push(`, [cx.expr(s.of)], ");"),
  finishList(s, cx) {
    const { kind } = cx.resolved(s.type);
    const list = cx.local(s.list);
    return constant(s.to, kind.k === "list" && kind.map ? `new Map(${list})` : list, cx);
  },
  times(s, cx) {
    const i = cx.local(s.index);
    return code`
      for (let ${i} = 0; ${i} < ${cx.expr(s.count)}; ${i}++) {
        ${cx.body(s.body)}
      }`;
  },
  each(s, cx) {
    const { kind } = cx.resolved(s.type);
    const of = cx.expr(s.of);
    // A list of the wrong length would be written past the block that is for it.
    return code`
      let ${cx.local(s.index)} = 0;
      for (const ${cx.local(s.item)} of ${kind.k === "array" ? call(runtime("codec", "fixed"), of, kind.length) : of}) {
        ${cx.body(s.body)}
        ${cx.local(s.index)}++;
      }`;
  },
  make,
  case: makeCase,
  match,
  switch: printSwitch,
  trap: (s) => code`__ocre.trap(${JSON.stringify(s.reason)});`,
  // A guest trusts the numbers of its host.
  liftScalar: never,
  loadValue: never,
  storeValue: never,
  span: never,
  dropHandle: never,
  postReturn: never,
  admit: never,
  check: never,
  rights: never,
  charge: never,
  filter: never,
};
