/** Statements of bodies. All memory access goes through `memory`, which checks. */
import type { CoreType, MemType, Stmt } from "../../abi/ir.js";
import type { FuncContext, StmtPrinters } from "../../backend/contract.js";
import { code, empty, type Fragment, lines } from "../../emit/code.js";
import { braces, breakable, enclosed } from "../../emit/line-breaks.js";
import type { TypeId } from "../../ids.js";
import { callStatements } from "./calls.js";
import { notHere } from "./expressions.js";
import { guardStatements } from "./guards.js";
import { casesOf, isBytes, isNested, rt, typeRef } from "./types.js";

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
const unsigned = (of: Fragment): Fragment => (/^\d+$/.test(of.text) ? of : code`${of} >>> 0`);
const constant = (to: string, type: Fragment | undefined, of: Fragment): Fragment =>
  type === undefined ? code`const ${to} = ${of};` : code`const ${to}: ${type} = ${of};`;

const at = (
  cx: FuncContext,
  address: { readonly base: Parameters<FuncContext["local"]>[0]; readonly offset: number },
): string => (address.offset === 0 ? cx.local(address.base) : `${cx.local(address.base)} + ${address.offset}`);
export const statements: StmtPrinters = {
  ...guardStatements,
  ...callStatements,
  let: (s, cx) => code`const ${cx.local(s.to)} = ${cx.expr(s.of)};`,
  declare(s, cx) {
    const type = cx.localType(s.to);
    if (type.t === "value") return code`let ${cx.local(s.to)}: ${cx.typeRef(type.type)};`;
    return code`let ${cx.local(s.to)} = ${zero(type.t === "core" ? type.core : "i32")};`;
  },
  set: (s, cx) => code`${cx.local(s.to)} = ${cx.expr(s.of)};`,
  load: (s, cx) => code`const ${cx.local(s.to)} = memory.${loads[s.mem]}(${at(cx, s.at)});`,
  store: (s, cx) => code`memory.${stores[s.mem]}(${at(cx, s.at)}, ${cx.expr(s.of)});`,
  loadValue: () => notHere("loadValue"),
  storeValue: () => notHere("storeValue"),
  span(s, cx) {
    if (s.access === "read")
      return code`memory.readable(${cx.local(s.at)}, ${s.count === undefined ? 1 : cx.expr(s.count)}, ${s.stride}, ${s.align});`;
    return code`memory.writable(${cx.local(s.at)}, ${s.stride}, ${s.align});`;
  },
  alloc: (s, cx) =>
    code`const ${cx.local(s.to)} = memory.alloc(${s.count.op === "const" ? s.count.value * s.size : code`${cx.expr(s.count)} * ${s.size}`}, ${s.align});`,
  area: () => notHere("area"),
  free: () => empty,
  release: () => empty,
  liftBytes(s, cx) {
    const type = cx.resolved(s.type);
    const place = code`(${cx.expr(s.ptr)}, ${cx.expr(s.len)})`;
    if (type.kind.k === "string")
      return code`const ${cx.local(s.to)} = memory.${isGuarded(s, cx) ? "name" : "string"}${place};`;
    const copied = code`memory.bytes${place}`;
    return code`const ${cx.local(s.to)} = ${mayView(s, cx) ? code`views ? memory.view${place} : ${copied}` : copied};`;
  },
  lowerBytes(s, cx) {
    const of = cx.expr(s.of);
    if (isBytes(cx.resolved(s.type), cx))
      return lines([
        code`const ${cx.local(s.ptr)} = memory.lowerBytes(${of});`,
        code`const ${cx.local(s.len)} = ${of}.length;`,
      ]);
    return lines([
      code`const ${cx.local(s.ptr)} = memory.lowerString(${of});`,
      code`const ${cx.local(s.len)} = memory.lowered;`,
    ]);
  },
  newList(s, cx) {
    const { kind } = cx.resolved(s.type);
    const of = kind.k === "list" || kind.k === "array" ? typeRef(cx.type(kind.of), cx) : empty;
    return enclosed(`const ${cx.local(s.to)}: Array<`, of, "> = [];");
  },
  push: (s, cx) => code`${cx.local(s.list)}.push(${cx.expr(s.of)});`,
  finishList(s, cx) {
    const { kind } = cx.resolved(s.type);
    return code`const ${cx.local(s.to)} = ${kind.k === "list" && kind.map ? `new Map(${cx.local(s.list)})` : cx.local(s.list)};`;
  },
  times(s, cx) {
    const i = cx.local(s.index);
    return code`
      for (let ${i} = 0; ${i} < ${unsigned(cx.expr(s.count))}; ${i}++) {
        ${cx.body(s.body)}
      }`;
  },
  each(s, cx) {
    const { kind } = cx.resolved(s.type);
    // A list of the wrong length would be written past the block that was checked.
    const of = kind.k === "array" ? code`${rt("fixed")}(${cx.expr(s.of)}, ${kind.length})` : cx.expr(s.of);
    return code`
      let ${cx.local(s.index)} = 0;
      for (const ${cx.local(s.item)} of ${of}) {
        ${cx.body(s.body)}
        ${cx.local(s.index)}++;
      }`;
  },
  liftScalar(s, cx) {
    const type = cx.resolved(s.type);
    const of = cx.expr(s.of);
    if (type.status !== undefined)
      return code`const ${cx.local(s.to)} = ${casesOf(cx.resolved(type.status.error), cx)}.liftStatus(${of}, memory);`;
    if (type.kind.k === "variant") return code`const ${cx.local(s.to)} = ${casesOf(type, cx)}.lift(${of}, memory);`;
    return code`const ${cx.local(s.to)} = ${rt("liftChar")}(${of}, memory);`;
  },
  make(s, cx) {
    const type = cx.resolved(s.type);
    const args = s.args.map((a) => cx.expr(a));
    const { kind } = type;
    if (kind.k !== "record" || kind.shape === "tuple")
      return constant(cx.local(s.to), cx.typeRef(s.type), breakable("[", args, "]"));
    const fields = kind.fields.map((_, i) => {
      const name = cx.names.member(type.id, i);
      return args[i]?.text === name ? code`${name}` : code`${name}: ${args[i] ?? empty}`;
    });
    return constant(cx.local(s.to), cx.typeRef(s.type), braces(fields));
  },
  case: (s, cx) =>
    code`${cx.local(s.to)} = ${caseValue(s.type, s.index, s.arg === undefined ? undefined : cx.expr(s.arg), cx)};`,
  match: printMatch,
  switch(s, cx) {
    const arms = s.arms.map((arm) => printArm(String(arm.index), cx.body(arm.body), arm.body));
    return code`
      switch (${cx.expr(s.of)}) {
        ${arms}
        default:
          throw memory.trap("no such case");
      }`;
  },
  trap: (s) => code`throw memory.trap(${JSON.stringify(s.reason)});`,
};

function caseValue(id: TypeId, index: number, arg: Fragment | undefined, cx: FuncContext): Fragment {
  const type = cx.resolved(id);
  if (type.kind.k !== "variant") throw new Error("no variant");
  if (type.kind.shape === "option" && !isNested(type, cx)) return arg ?? code`undefined`;
  return arg === undefined
    ? code`{ tag: ${tagOf(id, index, cx)} }`
    : code`{ tag: ${tagOf(id, index, cx)}, val: ${arg} }`;
}

function tagOf(id: TypeId, index: number, cx: FuncContext): string {
  const type = cx.resolved(id);
  if (type.kind.k !== "variant") throw new Error("no variant");
  return type.kind.shape === "variant" ? cx.names.member(type.id, index) : JSON.stringify(type.kind.cases[index]?.name);
}

function printMatch(s: Extract<Stmt, { op: "match" }>, cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  const of = cx.expr(s.of);
  if (type.kind.k === "variant" && type.kind.shape === "option" && !isNested(type, cx)) {
    const [none, some] = s.arms;
    const bound = some?.bind === undefined ? empty : code`const ${cx.local(some.bind)} = ${of};`;
    const given = lines([bound, cx.body(some?.body ?? [])]);
    const otherwise = cx.body(none?.body ?? []);
    if (otherwise.text === "") {
      return code`
        if (${of} !== undefined) {
          ${given}
        }`;
    }
    return code`
      if (${of} !== undefined) {
        ${given}
      } else {
        ${otherwise}
      }`;
  }
  const arms = s.arms.map((arm) => {
    const bound = arm.bind === undefined ? empty : code`const ${cx.local(arm.bind)} = ${of}.val;`;
    return printArm(tagOf(s.type, arm.index, cx), lines([bound, cx.body(arm.body)]), arm.body);
  });
  return code`
    switch (${of}.tag) {
      ${arms}
      default:
        throw ${rt("noCase")}(${of});
    }`;
}

function printArm(label: string, body: Fragment, statements: readonly Stmt[]): Fragment {
  const last = statements.at(-1)?.op;
  const end = last === "return" || last === "trap" ? "" : "break;";
  if (body.text === "") {
    return code`
      case ${label}:
        break;`;
  }
  return code`
    case ${label}: {
      ${body}
      ${end}
    }`;
}

/** Whether a string is an argument of a guard: then it is likely to come again. */
function isGuarded(s: Extract<Stmt, { op: "liftBytes" }>, cx: FuncContext): boolean {
  return cx.fn.body.some(
    (b) =>
      b.op === "check" &&
      b.requirements.some((r) => r.args.some((a) => a.kind === "value" && a.of.op === "local" && a.of.id === s.to)),
  );
}

/** Nothing may re-enter the guest while the implementation looks at its memory. */
function mayView(s: Extract<Stmt, { op: "liftBytes" }>, cx: FuncContext): boolean {
  const { fn } = cx;
  return (
    fn.role === "host-import" && fn.body.includes(s) && (fn.result === undefined || !cx.type(fn.result).hasPointers)
  );
}
