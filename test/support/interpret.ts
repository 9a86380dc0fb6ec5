/**
 * Runs the body of a plan on plain memory: the oracle that needs no compiler. Native values are in the notation of
 * `shapes.ts`; core floats are their bits, so that joined slots and NaNs stay exact.
 */
import type { Address, CoreType, Expr, FuncPlan, MemType, Stmt, TypePlan } from "ocrekit/abi";
import type { Value } from "./shapes.js";

export class Trap extends Error {}

/** i32 as an unsigned number, f32 as its 32 bits, i64 and f64 as 64 bits. */
export type Core = number | bigint;
export type Cell = Core | Value;

export interface Machine {
  readonly types: readonly TypePlan[];
  memory: Uint8Array;
  /** `cabi_realloc(0, 0, align, size)` of the guest. */
  allocate(align: number, size: number): number;
  callCore?(args: readonly Core[]): Core | undefined;
  callUser?(args: readonly Value[]): Value | undefined;
}

type Flow = { readonly returned: Cell | undefined } | undefined;

/** A growable memory whose heap begins at `heap`: each block at the next aligned address, nothing freed. */
export function bumpMachine(types: readonly TypePlan[], size: number, heap = 0): Machine & { top: number } {
  return {
    types,
    memory: new Uint8Array(size),
    top: heap,
    allocate(align, bytes) {
      const at = Math.ceil(this.top / align) * align;
      this.top = at + bytes;
      if (this.top > this.memory.length) {
        const grown = new Uint8Array(this.top * 2);
        grown.set(this.memory);
        this.memory = grown;
      }
      return at;
    },
  };
}

export function runFunction(fn: FuncPlan, inputs: readonly Cell[], machine: Machine): Cell | undefined {
  const frame = new Frame(machine);
  fn.inputs.forEach((id, i) => {
    frame.set(id, inputs[i]);
  });
  return frame.run(fn.body)?.returned;
}

/** Runs loose statements; `locals` are bound before. Returns a reader for expressions over the final state. */
export function runStatements(body: readonly Stmt[], locals: ReadonlyMap<number, Cell>, machine: Machine): (e: Expr) => Cell {
  const frame = new Frame(machine);
  for (const [id, cell] of locals) frame.set(id, cell);
  frame.run(body);
  return (e) => frame.eval(e);
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

class Frame {
  readonly #cells = new Map<number, Cell | undefined>();
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  set(id: number, cell: Cell | undefined): void {
    this.#cells.set(id, cell);
  }

  #type(id: number): TypePlan {
    const type = this.#machine.types[id];
    if (type === undefined) throw new Error(`no type ${id}`);
    return type.kind.k === "alias" ? this.#type(type.kind.of) : type;
  }

  #view(at: number, size: number): DataView {
    const { memory } = this.#machine;
    if (at + size > memory.length) throw new Trap(`access at ${at} of ${size} bytes is outside of memory`);
    return new DataView(memory.buffer, memory.byteOffset + at, size);
  }

  #number(e: Expr): number {
    const cell = this.eval(e);
    if (typeof cell !== "number") throw new Error(`'${e.op}' is no number`);
    return cell;
  }

  #core(e: Expr): Core {
    const cell = this.eval(e);
    if (typeof cell !== "number" && typeof cell !== "bigint") throw new Error(`'${e.op}' is no core value`);
    return cell;
  }

  #native(e: Expr): Value {
    const cell = this.eval(e);
    if (typeof cell === "bigint") throw new Error(`'${e.op}' is no native value`);
    return cell;
  }

  #address(at: Address): number {
    return this.#number({ op: "local", id: at.base }) + at.offset;
  }

  eval(e: Expr): Cell {
    switch (e.op) {
      case "local": {
        const cell = this.#cells.get(e.id);
        if (cell === undefined) throw new Error(`local ${e.id} is not bound`);
        return cell;
      }
      case "const":
        return wide(e.core) ? BigInt(e.value) : e.value;
      case "toCore":
        return toCore(this.#type(e.type), this.#native(e.of));
      case "fromCore":
        return fromCore(this.#type(e.type), this.#core(e.of));
      case "bits":
        return reinterpret(e.from, e.to, this.#core(e.of));
      case "field":
        return member(this.#type(e.type), this.#native(e.of), e.index);
      case "len":
        return list(this.#native(e.of)).length;
      case "elem":
        return this.#number({ op: "local", id: e.base }) + this.#number({ op: "local", id: e.index }) * e.stride;
      case "add":
        return this.#number(e.of) + e.value;
      case "ptrOf":
      case "literal":
        throw new Error(`'${e.op}' has no meaning here`);
    }
  }

  run(body: readonly Stmt[]): Flow {
    for (const s of body) {
      const flow = this.#stmt(s);
      if (flow !== undefined) return flow;
    }
    return undefined;
  }

  #stmt(s: Stmt): Flow | undefined {
    switch (s.op) {
      case "let":
      case "set":
        this.set(s.to, this.eval(s.of));
        return;
      case "declare":
        // Unset slots are zero; the slot's own width does not matter until it is read.
        this.set(s.to, 0);
        return;
      case "load":
        this.set(s.to, loadMemory(this.#view(this.#address(s.at), memSize[s.mem]), s.mem));
        return;
      case "store":
        storeMemory(this.#view(this.#address(s.at), memSize[s.mem]), s.mem, this.#core(s.of));
        return;
      case "span": {
        const at = this.#number({ op: "local", id: s.at });
        const count = s.count === undefined ? 1 : this.#number(s.count);
        if (at % s.align !== 0) throw new Trap(`${at} is not aligned to ${s.align}`);
        if (at + count * s.stride > this.#machine.memory.length) throw new Trap("a region lies outside of memory");
        return;
      }
      case "alloc":
        this.set(s.to, this.#machine.allocate(s.align, this.#number(s.count) * s.size));
        return;
      case "liftBytes":
        this.set(s.to, this.#liftBytes(this.#type(s.type), this.#number(s.ptr), this.#number(s.len)));
        return;
      case "lowerBytes": {
        const [at, length] = this.#lowerBytes(this.#type(s.type), this.#native(s.of));
        this.set(s.ptr, at);
        this.set(s.len, length);
        return;
      }
      case "newList":
        this.set(s.to, []);
        return;
      case "push":
        this.set(s.list, [...list(this.#native({ op: "local", id: s.list })), this.#native(s.of)]);
        return;
      case "finishList":
        this.set(s.to, this.eval({ op: "local", id: s.list }));
        return;
      case "times": {
        const count = this.#number(s.count);
        for (let i = 0; i < count; i++) {
          this.set(s.index, i);
          const flow = this.run(s.body);
          if (flow !== undefined) return flow;
        }
        return;
      }
      case "each":
        for (const [i, item] of list(this.#native(s.of)).entries()) {
          this.set(s.index, i);
          this.set(s.item, item);
          this.run(s.body);
        }
        return;
      case "liftScalar":
        this.set(s.to, liftScalar(this.#type(s.type), this.#number(s.of)));
        return;
      case "make":
        this.set(s.to, make(this.#type(s.type), s.args.map((a) => this.#native(a))));
        return;
      case "case": {
        const name = caseName(this.#type(s.type), s.index);
        this.set(s.to, s.arg === undefined ? { case: name } : { case: name, value: this.#native(s.arg) });
        return;
      }
      case "match": {
        const subject = this.#native(s.of);
        if (!isObject(subject)) throw new Error("no variant value");
        const arm = s.arms.find((a) => caseName(this.#type(s.type), a.index) === subject["case"]);
        if (arm === undefined) throw new Error(`no case ${String(subject["case"])}`);
        if (arm.bind !== undefined) this.set(arm.bind, subject["value"]);
        return this.run(arm.body);
      }
      case "switch": {
        const tag = this.#number(s.of);
        const arm = s.arms.find((a) => a.index === tag);
        if (arm === undefined) throw new Trap(`no case ${tag}`);
        return this.run(arm.body);
      }
      case "callCore": {
        const result = this.#machine.callCore?.(s.args.map((a) => this.#core(a)));
        if (s.to !== undefined) this.set(s.to, result);
        return;
      }
      case "callUser": {
        const result = this.#machine.callUser?.(s.args.map((a) => this.#native(a)));
        if (s.to !== undefined) this.set(s.to, result);
        return;
      }
      case "return":
        return { returned: s.of === undefined ? undefined : this.eval(s.of) };
      case "trap":
        throw new Trap(s.reason);
      case "postReturn":
      case "free":
      case "release":
        return;
      default:
        throw new Error(`'${s.op}' has no meaning here`);
    }
  }

  #lowerBytes(type: TypePlan, value: Value): readonly [number, number] {
    if (type.kind.k === "string") {
      const bytes = new TextEncoder().encode(String(value));
      const at = this.#machine.allocate(1, bytes.length);
      this.#machine.memory.set(bytes, at);
      return [at, bytes.length];
    }
    if (type.kind.k !== "list") throw new Error("only sequences are bytes");
    const element = this.#type(type.kind.of);
    const items = list(value);
    const at = this.#machine.allocate(element.layout.align, items.length * element.layout.size);
    for (const [i, item] of items.entries()) {
      storeMemory(this.#view(at + i * element.layout.size, element.layout.size), memOf(element), toCore(element, item));
    }
    return [at, items.length];
  }

  #liftBytes(type: TypePlan, ptr: number, len: number): Value {
    const { memory } = this.#machine;
    if (type.kind.k === "string") {
      if (ptr + len > memory.length) throw new Trap("a string lies outside of memory");
      try {
        return utf8.decode(memory.subarray(ptr, ptr + len));
      } catch {
        throw new Trap("a string is not UTF-8");
      }
    }
    if (type.kind.k !== "list") throw new Error("only sequences are bytes");
    const element = this.#type(type.kind.of);
    if (ptr % element.layout.align !== 0) throw new Trap("a list is not aligned");
    if (ptr + len * element.layout.size > memory.length) throw new Trap("a list lies outside of memory");
    return Array.from({ length: len }, (_, i) => fromCore(element, loadMemory(this.#view(ptr + i * element.layout.size, element.layout.size), memOf(element))));
  }
}

const wide = (core: CoreType): boolean => core === "i64" || core === "f64";

const memSize = { u8: 1, s8: 1, u16: 2, s16: 2, u32: 4, u64: 8, f32: 4, f64: 8 } as const satisfies Record<MemType, number>;

function memOf(type: TypePlan): MemType {
  const size = type.layout.size;
  return size === 1 ? "u8" : size === 2 ? "u16" : size === 4 ? "u32" : "u64";
}

function loadMemory(view: DataView, mem: MemType): Core {
  switch (mem) {
    case "u8":
      return view.getUint8(0);
    case "s8":
      return view.getInt8(0) >>> 0;
    case "u16":
      return view.getUint16(0, true);
    case "s16":
      return view.getInt16(0, true) >>> 0;
    case "u32":
    case "f32":
      return view.getUint32(0, true);
    case "u64":
    case "f64":
      return view.getBigUint64(0, true);
  }
}

function storeMemory(view: DataView, mem: MemType, value: Core): void {
  const number = (): number => Number(BigInt.asUintN(32, BigInt(value)));
  switch (mem) {
    case "u8":
    case "s8":
      view.setUint8(0, number());
      return;
    case "u16":
    case "s16":
      view.setUint16(0, number(), true);
      return;
    case "u32":
    case "f32":
      view.setUint32(0, number(), true);
      return;
    case "u64":
    case "f64":
      view.setBigUint64(0, BigInt.asUintN(64, BigInt(value)), true);
  }
}

/** Joined slots: bits stay as they are, i64 to i32 wraps, i32 to i64 extends with zeros. */
function reinterpret(from: CoreType, to: CoreType, value: Core): Core {
  if (wide(from) === wide(to)) return value;
  return wide(to) ? BigInt(value) : Number(BigInt.asUintN(32, BigInt(value)));
}

const bitsOfFloat = (value: Value): bigint => BigInt(String(value));
const hex = (bits: bigint, digits: number): string => `0x${bits.toString(16).padStart(digits, "0")}`;

function toCore(type: TypePlan, value: Value): Core {
  const { kind } = type;
  if (kind.k === "flags") return kind.flags.reduce((mask, flag, i) => (list(value).includes(flag.name) ? mask + 2 ** i : mask), 0);
  if (kind.k === "variant") return kind.cases.findIndex((c) => c.name === value);
  if (kind.k !== "scalar") throw new Error(`'${kind.k}' is no scalar`);
  switch (kind.scalar) {
    case "bool":
      return value === true ? 1 : 0;
    case "s8":
    case "s16":
    case "s32":
      return Number(value) >>> 0;
    case "u64":
    case "s64":
      return BigInt.asUintN(64, BigInt(String(value)));
    case "f64":
      return bitsOfFloat(value);
    case "f32":
      return Number(bitsOfFloat(value));
    default:
      return Number(value);
  }
}

function fromCore(type: TypePlan, core: Core): Value {
  const { kind } = type;
  if (kind.k === "flags") return kind.flags.filter((_, i) => Math.floor(Number(core) / 2 ** i) % 2 === 1).map((f) => f.name);
  if (kind.k === "variant") return caseName(type, Number(core));
  if (kind.k !== "scalar") throw new Error(`'${kind.k}' is no scalar`);
  switch (kind.scalar) {
    case "bool":
      return Number(core) !== 0;
    case "u8":
      return Number(core) & 0xff;
    case "s8":
      return (Number(core) << 24) >> 24;
    case "u16":
      return Number(core) & 0xffff;
    case "s16":
      return (Number(core) << 16) >> 16;
    case "u32":
    case "char":
      return Number(core) >>> 0;
    case "s32":
      return Number(core) | 0;
    case "u64":
      return BigInt.asUintN(64, BigInt(core)).toString();
    case "s64":
      return BigInt.asIntN(64, BigInt(core)).toString();
    case "f32":
      return hex(BigInt(core), 8);
    case "f64":
      return hex(BigInt(core), 16);
  }
}

function liftScalar(type: TypePlan, core: number): Value {
  if (type.kind.k === "variant" && core >= type.kind.cases.length) throw new Trap(`no case ${core}`);
  if (type.kind.k === "scalar" && (core > 0x10ffff || (core >= 0xd800 && core <= 0xdfff))) throw new Trap(`${core} is no char`);
  return fromCore(type, core);
}

function caseName(type: TypePlan, index: number): string {
  const found = type.kind.k === "variant" ? type.kind.cases[index] : undefined;
  if (found === undefined) throw new Error(`no case ${index}`);
  // The notation of the vectors is that of the reference implementation, which says `error` where WIT says `err`.
  return found.name === "err" && type.kind.k === "variant" && type.kind.shape === "result" ? "error" : found.name;
}

function make(type: TypePlan, args: readonly Value[]): Value {
  const { kind } = type;
  if (kind.k === "array" || (kind.k === "record" && kind.shape === "tuple")) return args;
  if (kind.k !== "record") throw new Error(`'${kind.k}' is not made of fields`);
  return Object.fromEntries(kind.fields.map((f, i) => [f.name, args[i]]));
}

function member(type: TypePlan, value: Value, index: number): Value {
  const { kind } = type;
  const found = kind.k === "record" && kind.shape === "record" && isObject(value) ? value[kind.fields[index]?.name ?? ""] : list(value)[index];
  if (found === undefined) throw new Error(`no member ${index}`);
  return found;
}

const isObject = (value: Value): value is { readonly [name: string]: Value | undefined } => typeof value === "object" && !Array.isArray(value);

function list(value: Value): readonly Value[] {
  if (!Array.isArray(value)) throw new Error("no list");
  return value;
}
