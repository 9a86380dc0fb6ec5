/** Expressions and statements of function bodies. */
import type { CoreType, Expr, MemType, Stmt } from "../../abi/ir.js";
import type { ScalarName, TypePlan } from "../../abi/plan-model.js";
import type { ExprPrinters, FuncContext, StmtPrinters } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, lines } from "../../emit/code.js";
import type { LocalId, ResourceId, TypeId } from "../../ids.js";
import { group } from "./layout.js";
import { coreName, factory, helperRef, implementation, runtime } from "./names.js";
import { isNullable, isNumber, resultArgs, shapeRef } from "./types.js";

/** A step of hosts, or of languages whose values are their own memory form. */
const never = (s: { readonly op: string }): never => {
  throw new Error(`'${s.op}' is no step of an AssemblyScript guest`);
};

const toCore = {
  bool: "<i32>",
  u8: "<i32>",
  s8: "<i32>",
  u16: "<i32>",
  s16: "<i32>",
  u32: "<i32>",
  s32: "",
  u64: "<i64>",
  s64: "",
  f32: "",
  f64: "",
  char: "<i32>",
} as const satisfies Record<ScalarName, string>;
const fromCore = {
  u8: "<u8>",
  s8: "<i8>",
  u16: "<u16>",
  s16: "<i16>",
  u32: "<u32>",
  s32: "",
  u64: "<u64>",
  s64: "",
  f32: "",
  f64: "",
  char: "<u32>",
} as const satisfies Record<Exclude<ScalarName, "bool">, string>;
const loads = {
  u8: "u8",
  s8: "i8",
  u16: "u16",
  s16: "i16",
  u32: "i32",
  u64: "i64",
  f32: "f32",
  f64: "f64",
} as const satisfies Record<MemType, string>;
const stores = {
  u8: "u8",
  s8: "u8",
  u16: "u16",
  s16: "u16",
  u32: "i32",
  u64: "i64",
  f32: "f32",
  f64: "f64",
} as const satisfies Record<MemType, string>;
const bits: Record<`${CoreType} ${CoreType}`, (of: Fragment) => Fragment> = {
  "f32 i32": (e) => code`reinterpret<i32>(${e})`,
  "i32 f32": (e) => code`reinterpret<f32>(${e})`,
  "f64 i64": (e) => code`reinterpret<i64>(${e})`,
  "i64 f64": (e) => code`reinterpret<f64>(${e})`,
  "i32 i64": (e) => code`<i64>(<u32>${e})`,
  "i64 i32": (e) => code`<i32>${e}`,
  "f32 i64": (e) => code`<i64>reinterpret<u32>(${e})`,
  "i64 f32": (e) => code`reinterpret<f32>(<i32>${e})`,
  "i32 i32": (e) => e,
  "i64 i64": (e) => e,
  "f32 f32": (e) => e,
  "f64 f64": (e) => e,
  "i32 f64": (e) => code`reinterpret<f64>(<i64>(<u32>${e}))`,
  "f64 i32": (e) => code`<i32>reinterpret<i64>(${e})`,
  "f32 f64": (e) => code`reinterpret<f64>(<i64>reinterpret<u32>(${e}))`,
  "f64 f32": (e) => code`reinterpret<f32>(<i32>reinterpret<i64>(${e}))`,
};

function scalarOf(type: TypePlan): ScalarName | undefined {
  return type.kind.k === "scalar" ? type.kind.scalar : undefined;
}

export const exprs: ExprPrinters = {
  local: (e, cx) => code`${isOwnSelf(e.id, cx) ? "this" : cx.local(e.id)}`,
  const: (e) => code`${e.value}`,
  toCore(e, cx) {
    const scalar = scalarOf(cx.resolved(e.type));
    return code`${scalar === undefined ? "" : toCore[scalar]}${cx.expr(e.of)}`;
  },
  fromCore(e, cx) {
    const scalar = scalarOf(cx.resolved(e.type));
    if (scalar === "bool") return code`(${cx.expr(e.of)} != 0)`;
    return code`${scalar === undefined ? "" : fromCore[scalar]}${cx.expr(e.of)}`;
  },
  bits: (e, cx) => bits[`${e.from} ${e.to}`](cx.expr(e.of)),
  field(e, cx) {
    const { kind } = cx.resolved(e.type);
    if (kind.k === "array") return code`${cx.expr(e.of)}[${e.index}]`;
    const tuple = kind.k === "record" && kind.shape === "tuple";
    return code`${cx.expr(e.of)}.${tuple ? `_${e.index}` : cx.names.member(cx.resolved(e.type).id, e.index)}`;
  },
  len(e, cx) {
    const { kind } = cx.resolved(e.type);
    return code`${cx.expr(e.of)}.${kind.k === "list" && kind.map ? "size" : "length"}`;
  },
  elem: (e, cx) => code`(${address(e.base, cx)} + <usize>${cx.local(e.index)} * ${e.stride})`,
  add: (e, cx) => code`(${e.of.op === "local" ? address(e.of.id, cx) : cx.expr(e.of)} + ${e.value})`,
  ptrOf: never,
  literal: never,
};

/** A method's own object. */
const isOwnSelf = (id: LocalId, cx: FuncContext): boolean =>
  cx.fn.role === "guest-import" && cx.fn.kind === "method" && cx.fn.inputs[0] === id;

/** An address may have come as a core value. */
const address = (id: LocalId, cx: FuncContext): Fragment =>
  code`${cx.localType(id).t === "core" ? "<usize>" : ""}${cx.local(id)}`;

/** Without the parentheses that an operand needs. */
function whole(e: Expr, cx: FuncContext): Fragment {
  const printed = cx.expr(e);
  const { text } = printed;
  return text.startsWith("(") && text.endsWith(")") ? { ...printed, text: text.slice(1, -1) } : printed;
}

/** As a core value: the language warns where an address becomes a number by itself. */
function coreValue(e: Expr, cx: FuncContext): Fragment {
  const isAddress = e.op === "local" && cx.localType(e.id).t === "address";
  return code`${isAddress ? "<i32>" : ""}${cx.expr(e)}`;
}

export function localType(id: LocalId, cx: FuncContext): Fragment {
  const type = cx.localType(id);
  switch (type.t) {
    case "core":
      return code`${type.core}`;
    case "value":
      return cx.typeRef(type.type);
    case "address":
      return code`usize`;
    case "index":
      return code`i32`;
    case "list": {
      const { kind } = cx.resolved(type.type);
      return kind.k === "array" ? code`Array<${cx.typeRef(kind.of)}>` : shapeRef(cx.resolved(type.type), cx);
    }
    case "rule":
      return never({ op: "rule" });
  }
}

const constant = (to: LocalId, of: CodeValue, cx: FuncContext): Fragment =>
  code`const ${cx.local(to)}: ${localType(to, cx)} = ${of};`;
const at = (s: { readonly base: LocalId; readonly offset: number }, cx: FuncContext): Fragment =>
  code`${cx.local(s.base)}`;
const offset = (n: number): CodeValue => (n === 0 ? "" : `, ${n}`);

function zero(to: LocalId, cx: FuncContext): CodeValue {
  const type = cx.localType(to);
  if (type.t !== "value") return "0";
  if (scalarOf(cx.resolved(type.type)) === "bool") return "false";
  if (isNumber(type.type, cx)) return "0";
  return isNullOption(type.type, cx) ? "null" : code`changetype<${cx.typeRef(type.type)}>(0)`;
}

function isNullOption(id: TypeId, cx: FuncContext): boolean {
  const { kind } = cx.resolved(id);
  const some = kind.k === "variant" && kind.shape === "option" ? kind.cases[1]?.type : undefined;
  return some !== undefined && isNullable(some, cx);
}

/** A condition and its two bodies, without the empty ones. */
function either(condition: CodeValue, yes: Fragment, inverse: CodeValue, no: Fragment): Fragment {
  if (no.text === "") return yes.text === "" ? empty : block(code`if (${condition})`, yes);
  if (yes.text === "") return block(code`if (${inverse})`, no);
  return code`
    if (${condition}) {
      ${yes}
    } else {
      ${no}
    }`;
}

const block = (head: CodeValue, body: Fragment): Fragment => code`
  ${head} {
    ${body}
  }`;

type Of<Op extends Stmt["op"]> = Extract<Stmt, { op: Op }>;

function armBody(
  s: Of<"match"> | Of<"switch">,
  index: number,
  payload: CodeValue | undefined,
  cx: FuncContext,
): Fragment {
  const arm = s.arms.find((a) => a.index === index);
  if (arm === undefined || (arm.body.length === 0 && s.op === "match")) return empty;
  const bind = arm.bind === undefined || payload === undefined ? empty : constant(arm.bind, payload, cx);
  return lines([bind, cx.body(arm.body)]);
}

function cases(
  subject: CodeValue,
  arms: readonly { readonly label: CodeValue; readonly body: Fragment }[],
  otherwise: CodeValue,
): Fragment {
  return code`
    switch (${subject}) {
      ${arms.map(
        (a) => code`
        case ${a.label}: {
          ${a.body}
          break;
        }`,
      )}
      ${otherwise}
    }`;
}

function match(s: Of<"match">, cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  const { kind } = type;
  if (kind.k !== "variant") throw new Error("only variants are matched");
  const of = cx.expr(s.of);
  if (kind.shape === "option") {
    const none = armBody(s, 0, undefined, cx);
    if (!isNullOption(type.id, cx))
      return either(code`${of}.isSome`, armBody(s, 1, code`${of}.value`, cx), code`${of}.isNone`, none);
    return either(code`${of} !== null`, armBody(s, 1, of, cx), code`${of} === null`, none);
  }
  if (kind.shape === "result")
    return either(
      code`${of}.isOk`,
      armBody(s, 0, code`${of}.value`, cx),
      code`${of}.isErr`,
      armBody(s, 1, code`${of}.error`, cx),
    );
  const name = shapeRef(type, cx);
  const arms = kind.cases.map((_, i) => {
    const member = cx.names.member(type.id, i);
    return { label: code`${name}.${member}`, body: armBody(s, i, code`${of}.as${member}`, cx) };
  });
  const full = arms.filter((a) => a.body.text !== "");
  return full.length === 0 ? empty : cases(code`${of}.tag`, full, "");
}

function makeCase(s: Of<"case">, cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  const { kind } = type;
  if (kind.k !== "variant") throw new Error("only variants have cases");
  const arg = s.arg === undefined ? undefined : whole(s.arg, cx);
  if (kind.shape === "option") {
    if (isNullOption(type.id, cx)) return arg ?? code`null`;
    const some = kind.cases[1]?.type;
    if (some === undefined) throw new Error("an option has a payload");
    return code`${runtime("values", "Option")}.${arg === undefined ? "none" : "some"}<${cx.typeRef(some)}>(${arg ?? ""})`;
  }
  if (kind.shape === "result")
    return code`${runtime("values", "Result")}.${s.index === 0 ? "ok" : "err"}<${resultArgs(kind, cx)}>(${arg ?? "true"})`;
  return code`${shapeRef(type, cx)}.${factory(cx.names.member(type.id, s.index))}(${arg ?? ""})`;
}

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
  return lines(lifted.map((id) => code`${cx.local(id)}.close();`));
}

/** What a body does with memory, to know what a call must clean up. */
function uses(statements: readonly Stmt[]): { readonly arena: boolean; readonly incoming: boolean } {
  let arena = false;
  let incoming = false;
  for (const s of statements) {
    if (s.op === "alloc" || (s.op === "area" && s.lifetime === "call") || s.op === "lowerBytes") arena = true;
    if (s.op === "liftBytes" || s.op === "free") incoming = true;
    const inner =
      s.op === "match" || s.op === "switch"
        ? s.arms.map((a) => a.body)
        : s.op === "each" || s.op === "times"
          ? [s.body]
          : [];
    for (const body of inner) {
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
  declare: (s, cx) => code`let ${cx.local(s.to)}: ${localType(s.to, cx)} = ${zero(s.to, cx)};`,
  set: (s, cx) => code`${cx.local(s.to)} = ${coreValue(s.of, cx)};`,
  load: (s, cx) => constant(s.to, code`load<${loads[s.mem]}>(${at(s.at, cx)}${offset(s.at.offset)})`, cx),
  store: (s, cx) => code`store<${stores[s.mem]}>(${at(s.at, cx)}, ${whole(s.of, cx)}${offset(s.at.offset)});`,
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
  liftScalar: (s, cx) =>
    constant(
      s.to,
      scalarOf(cx.resolved(s.type)) === "char" ? code`${runtime("text", "liftChar")}(${cx.expr(s.of)})` : cx.expr(s.of),
      cx,
    ),
  make: (s, cx) => constant(s.to, make(s, cx), cx),
  case: (s, cx) => code`${cx.local(s.to)} = ${makeCase(s, cx)};`,
  match,
  switch(s, cx) {
    const of = cx.expr(s.of);
    if (s.arms.length === 2)
      return either(code`${of} == 0`, armBody(s, 0, undefined, cx), code`${of} != 0`, armBody(s, 1, undefined, cx));
    return cases(
      of,
      s.arms.map((a) => ({ label: String(a.index), body: armBody(s, a.index, undefined, cx) })),
      code`
      default:
        unreachable();`,
    );
  },
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
