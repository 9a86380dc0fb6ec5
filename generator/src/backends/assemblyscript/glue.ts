/** Statements of function bodies. */
import type { MemType, Stmt } from "../../abi/ir.js";
import type { FuncContext, StmtPrinters } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, lines } from "../../emit/code.js";
import { breakable as group } from "../../emit/line-breaks.js";
import type { LocalId, ResourceId, TypeId } from "../../ids.js";
import { block, choose, makeCase, match } from "./cases.js";
import { constant, coreValue, declare, localType, never, whole } from "./expressions.js";
import { coreName, helperRef, implementation, runtime } from "./names.js";
import { shapeRef } from "./types.js";

const memory = {
  u8: "u8",
  s8: "i8",
  u16: "u16",
  s16: "i16",
  u32: "i32",
  u64: "i64",
  f32: "f32",
  f64: "f64",
} as const satisfies Record<MemType, string>;

type Of<Op extends Stmt["op"]> = Extract<Stmt, { op: Op }>;

const at = (s: { readonly base: LocalId; readonly offset: number }, cx: FuncContext): Fragment =>
  code`${cx.local(s.base)}`;
const offset = (n: number): CodeValue => (n === 0 ? "" : `, ${n}`);

function make(s: Of<"make">, cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  const args = s.args.map((a) => whole(a, cx));
  if (type.kind.k === "array") return group("[", args, "]");
  return group(code`new ${shapeRef(type, cx)}(`, args, ")");
}

function each(s: Of<"each">, cx: FuncContext): Fragment {
  const { kind } = cx.resolved(s.type);
  const of = cx.expr(s.of);
  const i = cx.local(s.index);
  if (kind.k === "list" && kind.map) {
    const pair = cx.resolved(kind.of);
    const key = pair.kind.k === "record" ? pair.kind.fields[0]?.type : undefined;
    if (key === undefined) throw new Error("a map has pairs");
    const item = code`new ${shapeRef(pair, cx)}(${i}_keys[${i}], ${of}.get(${i}_keys[${i}]))`;
    return code`
      const ${i}_keys: Array<${cx.typeRef(key)}> = ${of}.keys();
      for (let ${i} = 0; ${i} < ${i}_keys.length; ${i}++) {
        ${constant(s.item, item, cx)}
        ${cx.body(s.body)}
      }`;
  }
  return code`
    for (let ${i} = 0; ${i} < ${of}.length; ${i}++) {
      ${constant(s.item, code`${of}[${i}]`, cx)}
      ${cx.body(s.body)}
    }`;
}

function lowerBytes(s: Of<"lowerBytes">, cx: FuncContext): Fragment {
  const of = cx.expr(s.of);
  if (cx.resolved(s.type).kind.k === "string")
    return lines([
      constant(s.len, code`String.UTF8.byteLength(${of})`, cx),
      constant(s.ptr, code`${runtime("text", "lowerString")}(${of}, ${cx.local(s.len)})`, cx),
    ]);
  const ptr = s.lifetime === "call" ? code`${of}.dataStart` : code`${runtime("text", "lowerView")}(${of})`;
  return lines([constant(s.len, code`${of}.length`, cx), constant(s.ptr, ptr, cx)]);
}

function liftBytes(s: Of<"liftBytes">, cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  const lift =
    type.kind.k === "string"
      ? code`${runtime("text", "liftString")}`
      : code`${runtime("text", "liftView")}<${shapeRef(type, cx)}>`;
  return constant(s.to, code`${lift}(${cx.expr(s.ptr)}, ${cx.expr(s.len)})`, cx);
}

function handleOf(
  type: TypeId,
  cx: FuncContext,
): { readonly resource: ResourceId; readonly own: boolean; readonly exported: boolean } {
  const { kind } = cx.resolved(type);
  if (kind.k !== "handle") throw new Error("only handles have a resource");
  return {
    resource: kind.resource,
    own: kind.mode === "own",
    exported: cx.resource(kind.resource).direction === "export",
  };
}

function liftHandle(s: Of<"liftHandle">, cx: FuncContext): Fragment {
  const { resource, own, exported } = handleOf(s.type, cx);
  const name = shapeRef(cx.resolved(s.type), cx);
  if (s.inner) return constant(s.to, code`${runtime("resources", "lent")}(new ${name}(${cx.expr(s.of)}))`, cx);
  if (!exported) return constant(s.to, code`new ${name}(${cx.expr(s.of)})`, cx);
  if (!own) return constant(s.to, code`changetype<${name}>(<usize>${cx.expr(s.of)})`, cx);
  return constant(s.to, code`${helperRef("lift", resource, cx)}(${cx.expr(s.of)})`, cx);
}

function lowerHandle(s: Of<"lowerHandle">, cx: FuncContext): Fragment {
  const { resource, own, exported } = handleOf(s.type, cx);
  const of = cx.expr(s.of);
  if (exported) return constant(s.to, code`${helperRef("lower", resource, cx)}(${of})`, cx);
  return constant(s.to, code`${of}.${own ? "give()" : "handle"}`, cx);
}

/** A borrow that the app did not close itself is closed for it. */
function endBorrows(s: Of<"endBorrows">, cx: FuncContext): Fragment {
  const lifted = cx.fn.body.flatMap((b) =>
    b.op === "liftHandle" && b.of.op === "local" && s.of.includes(b.of.id) ? [b.to] : [],
  );
  const inner = s.inner ? code`${runtime("resources", "endLent")}();` : empty;
  return lines([...lifted.map((id) => code`${cx.local(id)}.close();`), inner]);
}

function blocksOf(s: Stmt): readonly (readonly Stmt[])[] {
  if (s.op === "match" || s.op === "switch") return s.arms.map((arm) => arm.body);
  return s.op === "each" || s.op === "times" ? [s.body] : [];
}

/** What a body does with memory, to know what a call must clean up. */
function uses(statements: readonly Stmt[]): { readonly arena: boolean; readonly incoming: boolean } {
  let arena = false;
  let incoming = false;
  for (const s of statements) {
    if (s.op === "alloc" || (s.op === "area" && s.lifetime === "call") || s.op === "lowerBytes") arena = true;
    if (s.op === "liftBytes" || s.op === "free") incoming = true;
    for (const body of blocksOf(s)) {
      const used = uses(body);
      arena ||= used.arena;
      incoming ||= used.incoming;
    }
  }
  return { arena, incoming };
}

const settled = (cx: FuncContext): Fragment =>
  uses(cx.fn.body).incoming || cx.fn.signature.spilledParams ? code`${runtime("memory", "settle")}();` : empty;

function returns(s: Of<"return">, cx: FuncContext): Fragment {
  const value =
    s.of === undefined
      ? empty
      : cx.fn.role === "guest-export"
        ? code`return ${coreValue(s.of, cx)};`
        : code`return ${whole(s.of, cx)};`;
  if (cx.fn.role === "guest-export") return value;
  const used = uses(cx.fn.body);
  return lines([
    used.incoming ? code`${runtime("memory", "settle")}();` : "",
    used.arena ? code`${runtime("memory", "reset")}();` : "",
    value,
  ]);
}

function callUser(s: Of<"callUser">, cx: FuncContext): Fragment {
  const args = s.args.map((a) => whole(a, cx));
  const [self, ...rest] = args;
  const method = cx.names.func(cx.fn);
  const call =
    cx.fn.kind === "method" && self !== undefined
      ? group(code`${self}.${method}(`, rest, ")")
      : group(code`${implementation(cx.group, cx)}().${method}(`, args, ")");
  return lines([settled(cx), s.to === undefined ? code`${call};` : constant(s.to, call, cx)]);
}

export const stmts: StmtPrinters = {
  let: (s, cx) => constant(s.to, whole(s.of, cx), cx),
  declare,
  set: (s, cx) => code`${cx.local(s.to)} = ${coreValue(s.of, cx)};`,
  load: (s, cx) => constant(s.to, code`load<${memory[s.mem]}>(${at(s.at, cx)}${offset(s.at.offset)})`, cx),
  store: (s, cx) => code`store<${memory[s.mem]}>(${at(s.at, cx)}, ${whole(s.of, cx)}${offset(s.at.offset)});`,
  alloc: (s, cx) =>
    constant(s.to, code`${runtime("memory", "allocate")}(<usize>${cx.expr(s.count)} * ${s.size}, ${s.align})`, cx),
  area: (s, cx) =>
    constant(
      s.to,
      s.lifetime === "call"
        ? code`${runtime("memory", "allocate")}(${s.size}, ${s.align})`
        : code`memory.data(${s.size}, ${s.align})`,
      cx,
    ),
  // The pins on what came in go all at once, in `settle`.
  free: () => empty,
  release: () => code`${runtime("memory", "release")}();`,
  liftBytes,
  lowerBytes,
  newList: (s, cx) => constant(s.to, code`new ${localType(s.to, cx)}()`, cx),
  push(s, cx) {
    const { kind } = cx.resolved(s.type);
    const of = whole(s.of, cx);
    return code`${cx.local(s.list)}.${kind.k === "list" && kind.map ? code`set(${of}._0, ${of}._1)` : code`push(${of})`};`;
  },
  finishList(s, cx) {
    const { kind } = cx.resolved(s.type);
    return constant(
      s.to,
      kind.k === "array" ? code`StaticArray.fromArray<${cx.typeRef(kind.of)}>(${cx.local(s.list)})` : cx.local(s.list),
      cx,
    );
  },
  times: (s, cx) =>
    block(
      code`for (let ${cx.local(s.index)} = 0; ${cx.local(s.index)} < ${cx.expr(s.count)}; ${cx.local(s.index)}++)`,
      cx.body(s.body),
    ),
  each,
  // A guest trusts the numbers of its host.
  liftScalar: never,
  make: (s, cx) => constant(s.to, make(s, cx), cx),
  case: (s, cx) => code`${cx.local(s.to)} = ${makeCase(s, cx)};`,
  match,
  switch: choose,
  liftHandle,
  lowerHandle,
  endBorrows,
  callCore(s, cx) {
    const call = group(
      code`${coreName(cx.fn.core.field)}(`,
      s.args.map((a) => coreValue(a, cx)),
      ")",
    );
    return s.to === undefined ? code`${call};` : constant(s.to, call, cx);
  },
  callUser,
  return: returns,
  trap: () => code`unreachable();`,
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
