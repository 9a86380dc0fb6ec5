/** Expressions and statements of bodies. All memory access goes through `memory`, which checks; values are plain. */
import type { CoreType, MemType, Stmt } from "../../abi/ir.js";
import type { ScalarName } from "../../abi/plan-model.js";
import type { ExprPrinters, FuncContext, StmtPrinters } from "../../backend/contract.js";
import { code, empty, type Fragment, join, lines } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";
import { coreName, countsMints, implementation, postName } from "./functions.js";
import { guardStatements } from "./guards.js";
import { casesOf, isBytes, isNested, resourceToken, rt, typeRef } from "./types.js";

const fromCore = {
  bool: (x) => `${x} !== 0`,
  u8: (x) => `${x} & 0xff`,
  s8: (x) => `(${x} << 24) >> 24`,
  u16: (x) => `${x} & 0xffff`,
  s16: (x) => `(${x} << 16) >> 16`,
  u32: (x) => `${x} >>> 0`,
  s32: (x) => `${x} | 0`,
  u64: (x) => `BigInt.asUintN(64, ${x})`,
  s64: (x) => `BigInt.asIntN(64, ${x})`,
  f32: (x) => x,
  f64: (x) => x,
  char: (x) => x,
} as const satisfies Record<ScalarName, (x: string) => string>;

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

const bits: Readonly<Record<string, string>> = {
  "f32 i32": "i32FromF32",
  "i32 f32": "f32FromI32",
  "f64 i64": "i64FromF64",
  "i64 f64": "f64FromI64",
  "i32 i64": "i64FromI32",
  "i64 i32": "i32FromI64",
  "f32 i64": "i64FromF32",
  "i64 f32": "f32FromI64",
};

const zero = (core: CoreType): string => (core === "i64" ? "0n" : "0");
/** Both sides of an arithmetic operator are names or calls, but for negations and shifts. */
const unsigned = (of: Fragment): Fragment => (/^\d+$/.test(of.text) ? of : code`(${of} >>> 0)`);

export const expressions: ExprPrinters = {
  local: (e, cx) => code`${cx.local(e.id)}`,
  const: (e) => code`${e.value}${e.core === "i64" ? "n" : ""}`,
  toCore(e, cx) {
    const type = cx.resolved(e.type);
    const of = cx.expr(e.of);
    if (type.status !== undefined) return code`${casesOf(cx.resolved(type.status.error), cx)}.lowerStatus(${of})`;
    if (type.kind.k === "variant") return code`${casesOf(type, cx)}.lower(${of})`;
    if (type.kind.k !== "scalar") return of;
    if (type.kind.scalar === "bool") return code`(${of} ? 1 : 0)`;
    return type.kind.scalar === "char" ? code`${rt("lowerChar")}(${of})` : of;
  },
  fromCore(e, cx) {
    const { kind } = cx.resolved(e.type);
    const of = cx.expr(e.of);
    if (kind.k === "scalar") return { text: fromCore[kind.scalar](of.text), imports: of.imports };
    if (kind.k !== "flags") throw new Error("enums are lifted by a statement");
    const mask = kind.flags.length === 32 ? 0xffff_ffff : 2 ** kind.flags.length - 1;
    return code`(${of} & 0x${mask.toString(16)})${kind.flags.length === 32 ? " >>> 0" : ""}`;
  },
  bits(e, cx) {
    const helper = bits[`${e.from} ${e.to}`];
    if (helper === undefined) throw new Error(`no conversion from ${e.from} to ${e.to}`);
    return code`${rt(helper)}(${cx.expr(e.of)})`;
  },
  field(e, cx) {
    const type = cx.resolved(e.type);
    const of = cx.expr(e.of);
    if (type.kind.k === "array") return code`${rt("element")}(${of}, ${e.index})`;
    return type.kind.k === "record" && type.kind.shape === "tuple"
      ? code`${of}[${e.index}]`
      : code`${of}.${cx.names.member(type.id, e.index)}`;
  },
  len(e, cx) {
    const { kind } = cx.resolved(e.type);
    return code`${cx.expr(e.of)}.${kind.k === "list" && kind.map ? "size" : "length"}`;
  },
  ptrOf: () => notHere("ptrOf"),
  elem: (e, cx) => code`${cx.local(e.base)} + ${cx.local(e.index)} * ${e.stride}`,
  add: (e, cx) => code`${cx.expr(e.of)} + ${e.value}`,
  literal(e, cx) {
    const { kind } = cx.resolved(e.type);
    if (e.value === "empty") return code`""`;
    const wide = kind.k === "scalar" && (kind.scalar === "u64" || kind.scalar === "s64");
    if (e.value === "zero") return code`${wide ? "0n" : "0"}`;
    return code`${wide ? "0x7fff_ffff_ffff_ffffn" : "0xffff_ffff"}`;
  },
};

function notHere(op: string): never {
  throw new Error(`'${op}' is for languages whose values lie in guest memory`);
}

const constant = (to: string, type: Fragment | undefined, of: Fragment): Fragment =>
  type === undefined ? code`const ${to} = ${of};` : code`const ${to}: ${type} = ${of};`;

const at = (
  cx: FuncContext,
  address: { readonly base: Parameters<FuncContext["local"]>[0]; readonly offset: number },
): string => (address.offset === 0 ? cx.local(address.base) : `${cx.local(address.base)} + ${address.offset}`);

export const statements: StmtPrinters = {
  ...guardStatements,
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
    return code`const ${cx.local(s.to)}: Array<${of}> = [];`;
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
      return constant(cx.local(s.to), cx.typeRef(s.type), code`[${join(args, ", ")}]`);
    const fields = kind.fields.map((_, i) => {
      const name = cx.names.member(type.id, i);
      return args[i]?.text === name ? code`${name}` : code`${name}: ${args[i] ?? empty}`;
    });
    return constant(cx.local(s.to), cx.typeRef(s.type), code`{ ${join(fields, ", ")} }`);
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
  liftHandle(s, cx) {
    const { kind } = cx.resolved(s.type);
    if (kind.k !== "handle") throw new Error("no handle");
    const resource = cx.resource(kind.resource);
    const token = resourceToken(resource, cx);
    const how =
      resource.direction === "export"
        ? "guests.take"
        : kind.mode === "own"
          ? "handles.take"
          : s.lend
            ? "handles.lend"
            : "handles.get";
    return code`const ${cx.local(s.to)} = ${how}(${token}, ${cx.expr(s.of)});`;
  },
  lowerHandle(s, cx) {
    const { kind } = cx.resolved(s.type);
    if (kind.k !== "handle") throw new Error("no handle");
    const resource = cx.resource(kind.resource);
    const token = resourceToken(resource, cx);
    const to = cx.local(s.to);
    const of = cx.expr(s.of);
    if (resource.direction === "export") {
      return code`const ${to} = ${kind.mode === "own" ? code`guests.make(${token}, ${of}.give(${token}))` : code`${of}.borrow(${token})`};`;
    }
    const { minted } = s;
    if (minted === undefined) {
      return lines([
        kind.mode === "borrow"
          ? code`const ${to} = handles.mintBorrow(${token}, ${of});`
          : code`const ${to} = handles.mint(${token}, ${of}, undefined);`,
        code`if (${to} === 0) throw memory.trap("no handle is left", "host");`,
      ]);
    }
    const remembered = minted.remember.map((r) => code`${JSON.stringify(r.path)}: ${cx.expr(r.of)}`);
    const extra = remembered.length === 0 ? "" : code`, { ${join(remembered, ", ")} }`;
    const result = cx.fn.body.find((b) => b.op === "callUser");
    const all = result?.op === "callUser" && result.to !== undefined ? cx.local(result.to) : "undefined";
    const counted = countsMints(cx.fn);
    return code`
      const ${to} = handles.mint(${token}, ${of}, ${minted.rule === undefined ? "undefined" : cx.local(minted.rule)}${extra});
      if (${to} === 0) {
        ${counted ? "handles.revert(minted);" : ""}
        ${rt("dropAll")}(${all});
        ${cx.body(minted.exhausted)}
      }
      ${counted ? code`minted.push(${to});` : ""}`;
  },
  endBorrows(s, cx) {
    return lines(
      s.of.map((id) => {
        if (cx.fn.role === "host-import") return code`handles.endLend(${cx.local(id)});`;
        const lowered = cx.fn.body.find((b) => b.op === "lowerHandle" && b.to === id);
        const kind = lowered?.op === "lowerHandle" ? cx.resolved(lowered.type).kind : undefined;
        // A representation of the guest's own resource is no handle.
        if (kind?.k !== "handle" || cx.resource(kind.resource).direction === "export") return empty;
        return code`if (handles.holds(${cx.local(id)})) throw memory.trap("a borrowed handle was kept");`;
      }),
    );
  },
  dropHandle: (s, cx) => code`handles.drop(${resourceToken(cx.resource(s.resource), cx)}, ${cx.expr(s.of)});`,
  callCore(s, cx) {
    const call = code`${coreName(cx.fn, cx)}(${join(
      s.args.map((a) => cx.expr(a)),
      ", ",
    )})`;
    return s.to === undefined ? code`${call};` : code`const ${cx.local(s.to)} = ${call};`;
  },
  callUser: printCall,
  postReturn: (s, cx) =>
    code`${postName(cx.fn, cx)}?.(${join(
      s.args.map((a) => cx.expr(a)),
      ", ",
    )});`,
  return(s, cx) {
    const value = s.of === undefined ? code`return;` : code`return ${cx.expr(s.of)};`;
    return cx.fn.role === "host-export" ? lines([code`rt.leave();`, value]) : value;
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
    const otherwise = cx.body(none?.body ?? []);
    return code`
      if (${of} !== undefined) {
        ${[bound, cx.body(some?.body ?? [])]}
      }${
        otherwise.text === ""
          ? ""
          : code` else {
        ${otherwise}
      }`
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

function printCall(s: Extract<Stmt, { op: "callUser" }>, cx: FuncContext): Fragment {
  const { fn } = cx;
  const [first, ...rest] = s.args;
  const method = fn.kind === "method" && first !== undefined;
  const target = method ? code`${cx.expr(first)}.${cx.names.func(fn)}` : code`${implementation(fn, cx)}`;
  const call = code`${target}(${join(
    (method ? rest : s.args).map((a) => cx.expr(a)),
    ", ",
  )})`;
  const to = s.to === undefined ? undefined : cx.local(s.to);
  const type = s.to === undefined ? undefined : cx.localType(s.to);
  const where = JSON.stringify(`${fn.core.module} ${fn.core.field}`);
  return code`
    ${to === undefined || type?.t !== "value" ? "" : code`let ${to}: ${cx.typeRef(type.type)};`}
    try {
      ${to === undefined ? "" : `${to} = `}${call};
    } catch (thrown) {
      ${onThrown(s, cx, where)}
    }`;
}

function onThrown(s: Extract<Stmt, { op: "callUser" }>, cx: FuncContext, where: string): Fragment {
  const { thrown } = s;
  if (thrown === undefined) return code`throw rt.fault(thrown, ${where});`;
  const { outcome } = cx.fn;
  const error = outcome.kind === "status" ? outcome.error : outcome.kind === "result" ? outcome.err : undefined;
  const payload = error === undefined ? code`undefined` : cx.typeRef(error);
  const fault =
    thrown.fault === undefined ? code`throw memory.trap("the host failed", "host");` : cx.body(thrown.fault);
  return code`
    const failure = rt.answer<${payload}>(thrown, ${where});
    if (failure === undefined) {
      ${fault}
    }
    ${thrown.payload === undefined ? "" : code`const ${cx.local(thrown.payload)} = failure.payload;`}
    ${cx.body(thrown.body)}`;
}
