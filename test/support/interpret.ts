/**
 * Runs the body of a plan on plain memory: the oracle that needs no compiler. Native values are in the notation of
 * `shapes.ts`; core floats are their bits, so that joined slots and NaNs stay exact.
 */
import type { Address, Expr, FuncPlan, Stmt, TypePlan } from "ocrekit/abi";
import {
  type Core,
  caseName,
  fromCore,
  isObject,
  liftScalar,
  list,
  loadMemory,
  make,
  member,
  memOf,
  memSize,
  reinterpret,
  storeMemory,
  Trap,
  toCore,
  wide,
} from "./core-values.js";
import type { Value } from "./shapes.js";

export { type Core, Trap } from "./core-values.js";

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
export function runStatements(
  body: readonly Stmt[],
  locals: ReadonlyMap<number, Cell>,
  machine: Machine,
): (e: Expr) => Cell {
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
        this.set(
          s.to,
          make(
            this.#type(s.type),
            s.args.map((a) => this.#native(a)),
          ),
        );
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
    return Array.from({ length: len }, (_, i) =>
      fromCore(element, loadMemory(this.#view(ptr + i * element.layout.size, element.layout.size), memOf(element))),
    );
  }
}
