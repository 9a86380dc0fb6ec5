/** Statements of function bodies. */
import type { MemType, Stmt } from "../../abi/ir.js";
import type { FuncPlan } from "../../abi/plan-model.js";
import type { FuncContext, StmtPrinters } from "../../backend/contract.js";
import { type CodeValue, code, commas, empty, type Fragment, lines } from "../../emit/code.js";
import type { LocalId } from "../../ids.js";
import { block, choose, makeCase, match } from "./cases.js";
import { coreValue, length, localType, never, pointer, valueFor } from "./expressions.js";
import { callUser, returns } from "./outcome-glue.js";
import { resourceName, std, tableName, wit } from "./packages.js";
import { areaName, coreFunction } from "./symbols.js";
import { isRead } from "./uses.js";

const memory = {
  u8: "U8",
  s8: "S8",
  u16: "U16",
  s16: "S16",
  u32: "U32",
  u64: "U64",
  f32: "F32",
  f64: "F64",
} as const satisfies Record<MemType, string>;
/** A store does not care about the sign. */
const stored = { ...memory, s8: "U8", s16: "U16" } as const;

type Of<Op extends Stmt["op"]> = Extract<Stmt, { op: Op }>;

const define = (to: LocalId, of: CodeValue, cx: FuncContext): Fragment =>
  isRead(to, cx) ? code`${cx.local(to)} := ${of}` : empty;
/** For what must happen although nobody looks at it. */
const perform = (to: LocalId, of: CodeValue, cx: FuncContext): Fragment =>
  isRead(to, cx) ? code`${cx.local(to)} := ${of}` : code`_ = ${of}`;

/** Who keeps a block: the call, or the result of the export. */
const pins = (lifetime: "call" | "result"): Fragment => (lifetime === "call" ? code`pins` : wit("Results"));
const pinsAddress = (lifetime: "call" | "result"): Fragment => code`&${pins(lifetime)}`;

function letLocal(s: Of<"let">, cx: FuncContext): Fragment {
  const { t } = cx.localType(s.to);
  const of = valueFor(s.to, s.of, cx);
  // A constant alone would be an int.
  return t === "core" && s.of.op === "const" && /^-?\d/.test(of.text)
    ? define(s.to, code`${localType(s.to, cx)}(${of})`, cx)
    : define(s.to, of, cx);
}

function lowerBytes(s: Of<"lowerBytes">, cx: FuncContext): Fragment {
  const isText = cx.resolved(s.type).kind.k === "string";
  const of = cx.expr(s.of);
  const pinned = isText
    ? code`${pins(s.lifetime)}.String(${of})`
    : code`${wit("PinSlice")}(${pinsAddress(s.lifetime)}, ${of})`;
  return code`${cx.local(s.ptr)}, ${cx.local(s.len)} := ${pinned}`;
}

function liftBytes(s: Of<"liftBytes">, cx: FuncContext): Fragment {
  const { kind } = cx.resolved(s.type);
  const take = kind.k === "list" ? code`${wit("TakeSlice")}[${cx.typeRef(kind.of)}]` : wit("TakeString");
  return define(s.to, code`${take}(${coreValue(s.ptr, cx)}, ${coreValue(s.len, cx)})`, cx);
}

function newList(s: Of<"newList">, cx: FuncContext): Fragment {
  const { kind } = cx.resolved(s.type);
  if (kind.k !== "list" && kind.k !== "array") throw new Error("only lists have elements");
  const list = kind.k === "list" ? cx.typeRef(s.type) : code`[]${cx.typeRef(kind.of)}`;
  return define(s.to, code`make(${list}, 0, ${length(s.length, cx)})`, cx);
}

const push = (s: Of<"push">, cx: FuncContext): Fragment =>
  code`${cx.local(s.list)} = append(${cx.local(s.list)}, ${cx.expr(s.of)})`;

function finishList(s: Of<"finishList">, cx: FuncContext): Fragment {
  const { kind } = cx.resolved(s.type);
  return define(s.to, kind.k === "array" ? code`${cx.typeRef(s.type)}(${cx.local(s.list)})` : cx.local(s.list), cx);
}

function each(s: Of<"each">, cx: FuncContext): Fragment {
  const name = (id: LocalId): string => (isRead(id, cx) ? cx.local(id) : "_");
  const [i, item] = [name(s.index), name(s.item)];
  const variables = item === "_" ? (i === "_" ? "" : `${i} := `) : `${i}, ${item} := `;
  return block(code`for ${variables}range ${cx.expr(s.of)}`, cx.body(s.body));
}

function make(s: Of<"make">, cx: FuncContext): Fragment {
  const { id, kind } = cx.resolved(s.type);
  const args = s.args.map((a) => cx.expr(a));
  const isTuple = kind.k === "record" && kind.shape === "tuple";
  const fields =
    kind.k === "array" ? args : args.map((arg, i) => code`${isTuple ? `F${i}` : cx.names.member(id, i)}: ${arg}`);
  return code`${cx.typeRef(id)}{${commas(fields)}}`;
}

function liftHandle(s: Of<"liftHandle">, cx: FuncContext): Fragment {
  const { kind } = cx.resolved(s.type);
  if (kind.k !== "handle") throw new Error("only handles have a resource");
  const of = coreValue(s.of, cx);
  if (cx.resource(kind.resource).direction === "export")
    return perform(s.to, code`${tableName(kind.resource, cx)}.${kind.mode === "own" ? "Own" : "Borrow"}(${of})`, cx);
  const made = code`&${resourceName(kind.resource, cx)}{Handle: ${wit("NewHandle")}(${of})}`;
  return perform(s.to, s.inner ? code`${wit("Lent")}(${made})` : made, cx);
}

function lowerHandle(s: Of<"lowerHandle">, cx: FuncContext): Fragment {
  const { kind } = cx.resolved(s.type);
  if (kind.k !== "handle") throw new Error("only handles have a resource");
  const of = cx.expr(s.of);
  if (cx.resource(kind.resource).direction === "export")
    return perform(s.to, code`${tableName(kind.resource, cx)}.Lower(${of})`, cx);
  return perform(s.to, code`${of}.Handle.${kind.mode === "own" ? "Take" : "Raw"}()`, cx);
}

/** A borrow that the app did not close itself is closed for it. */
function endBorrows(s: Of<"endBorrows">, cx: FuncContext): Fragment {
  const lifted = cx.fn.body.flatMap((b) =>
    b.op === "liftHandle" && b.of.op === "local" && s.of.includes(b.of.id) ? [b.to] : [],
  );
  const inner = s.inner ? code`${wit("EndLent")}()` : empty;
  return lines([...lifted.map((id) => code`_ = ${cx.local(id)}.Close()`), inner]);
}

function callCore(s: Of<"callCore">, cx: FuncContext): Fragment {
  const call = code`${coreFunction(cx.fn, cx)}(${commas(s.args.map((a) => coreValue(a, cx)))})`;
  const to = s.to === undefined || !isRead(s.to, cx) ? undefined : s.to;
  return lines([
    code`${wit("Enter")}()`,
    to === undefined ? call : code`${cx.local(to)} := ${call}`,
    code`${wit("Leave")}()`,
    needsPins(cx.fn) ? code`${std("runtime", "KeepAlive")}(&pins)` : empty,
  ]);
}

/** Whether a call has to keep values where they are. */
export const needsPins = (fn: FuncPlan): boolean =>
  fn.role === "guest-import" && (fn.signature.spilledParams || usesPins(fn.body));

function usesPins(statements: readonly Stmt[]): boolean {
  return statements.some((s) => {
    if ((s.op === "lowerBytes" || s.op === "alloc") && s.lifetime === "call") return true;
    if (s.op === "match" || s.op === "switch") return s.arms.some((a) => usesPins(a.body));
    return (s.op === "each" || s.op === "times") && usesPins(s.body);
  });
}

function area(s: Of<"area">, cx: FuncContext): Fragment {
  return s.lifetime === "call"
    ? perform(s.to, needsPins(cx.fn) ? code`pins.Alloc(${s.size})` : code`${wit("Area")}(${s.size})`, cx)
    : define(s.to, code`${std("unsafe", "Pointer")}(&${areaName(cx.fn, cx)})`, cx);
}

export const stmt: StmtPrinters = {
  let: letLocal,
  declare: (s, cx) => code`var ${cx.local(s.to)} ${localType(s.to, cx)}`,
  set: (s, cx) => code`${cx.local(s.to)} = ${valueFor(s.to, s.of, cx)}`,
  load: (s, cx) => define(s.to, code`${wit(`Load${memory[s.mem]}`)}(${pointer(s.at.base, cx)}, ${s.at.offset})`, cx),
  store: (s, cx) =>
    code`${wit(`Store${stored[s.mem]}`)}(${pointer(s.at.base, cx)}, ${s.at.offset}, ${coreValue(s.of, cx)})`,
  alloc: (s, cx) => {
    const count = length(s.count, cx);
    return perform(s.to, code`${pins(s.lifetime)}.Alloc(${s.size === 1 ? count : code`${count} * ${s.size}`})`, cx);
  },
  area,
  free: (s, cx) => code`${wit("Free")}(${pointer(s.at, cx)})`,
  release: () => code`${wit("Release")}()`,
  liftBytes,
  lowerBytes,
  newList,
  push,
  finishList,
  times: (s, cx) =>
    block(
      code`for ${isRead(s.index, cx) ? code`${cx.local(s.index)} := ` : ""}range ${length(s.count, cx)}`,
      cx.body(s.body),
    ),
  each,
  // A guest trusts the numbers of its host.
  liftScalar: never,
  make: (s, cx) => define(s.to, make(s, cx), cx),
  case: (s, cx) => code`${cx.local(s.to)} = ${makeCase(s, cx)}`,
  match,
  switch: choose,
  liftHandle,
  lowerHandle,
  endBorrows,
  callCore,
  callUser,
  return: returns,
  trap: (s) => code`panic(${JSON.stringify(s.reason)})`,
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
