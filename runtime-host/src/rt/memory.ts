/** Guest memory as a host sees it: untrusted addresses in, checked reads and writes out. */
import { type Unwind, WasmTrap } from "./errors.js";

declare global {
  // Both exist on every Buffer of the supported Node versions; the typings leave them out.
  interface Buffer {
    utf8Slice(start: number, end: number): string;
    utf8Write(text: string, offset: number, length: number): number;
  }
}

/** As `WebAssembly.Memory`, of which only the buffer matters. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

export type Realloc = (old: number, oldSize: number, align: number, size: number) => number;

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const nothing = new ArrayBuffer(0);
const internedBytes = 64;

/** Ready for calls, inside the guest's allocator (where it may not call out), or beyond use. */
type State = "ready" | "allocating" | "dead";

export class GuestMemory {
  /** Length in bytes of the string that was lowered last; read right after `lowerString`. */
  lowered = 0;
  #bytes: Buffer = Buffer.from(nothing);
  #view = new DataView(nothing);
  /** Beside the Buffer, whose copies are Buffers, which take longer to make. */
  #array = new Uint8Array(nothing);
  #memory: WasmMemory = { buffer: nothing };
  #realloc: Realloc | undefined;
  #state: State = "ready";
  #budget: number;
  #reason: Unwind | undefined;
  readonly #callBytes: number;
  readonly #names: string[] = new Array<string>(256).fill("");

  /** `callBytes`: how much of its memory one call may make the host read. */
  constructor(callBytes: number) {
    this.#callBytes = callBytes;
    this.#budget = callBytes;
  }

  attach(memory: WasmMemory, realloc: Realloc | undefined): void {
    this.#memory = memory;
    this.#realloc = realloc;
    this.#refresh();
  }

  /** Why no call works any more, if so. */
  get death(): Unwind | undefined {
    return this.#reason ?? (this.#state === "ready" ? undefined : new WasmTrap("the guest's allocator did not return"));
  }

  /** First step of every import: a guest that caught an exception, or calls out of its allocator, gets no further. */
  enter(): void {
    if (this.#state !== "ready") throw this.#refusal();
    this.#budget = this.#callBytes;
  }

  /** The error to throw; from here on the instance is dead. */
  trap(message: string, kind: WasmTrap["kind"] = "abi"): WasmTrap {
    const trap = new WasmTrap(message, kind);
    this.kill(trap);
    return trap;
  }

  kill(reason?: Unwind): void {
    this.#state = "dead";
    this.#reason ??= reason;
  }

  /** Traps unless the bytes lie inside memory and the address is aligned. */
  writable(at: number, bytes: number, align: number): void {
    this.#within(at >>> 0, bytes, align);
  }

  /** As `writable`, for what the host is going to read: it counts against the call's budget. */
  readable(at: number, count: number, stride: number, align: number): void {
    this.#within(at >>> 0, (count >>> 0) * stride, align);
    // Elements without bytes still cost the host a step each.
    this.#budget -= (count >>> 0) * (stride || 1);
    if (this.#budget < 0) throw this.#overBudget();
  }

  loadU8(at: number): number {
    return this.#data().getUint8(at >>> 0);
  }
  loadS8(at: number): number {
    return this.#data().getInt8(at >>> 0);
  }
  loadU16(at: number): number {
    return this.#data().getUint16(at >>> 0, true);
  }
  loadS16(at: number): number {
    return this.#data().getInt16(at >>> 0, true);
  }
  loadU32(at: number): number {
    return this.#data().getUint32(at >>> 0, true);
  }
  loadU64(at: number): bigint {
    return this.#data().getBigUint64(at >>> 0, true);
  }
  loadF32(at: number): number {
    return this.#data().getFloat32(at >>> 0, true);
  }
  loadF64(at: number): number {
    return this.#data().getFloat64(at >>> 0, true);
  }
  store8(at: number, value: number): void {
    this.#data().setUint8(at >>> 0, value);
  }
  store16(at: number, value: number): void {
    this.#data().setUint16(at >>> 0, value, true);
  }
  store32(at: number, value: number): void {
    this.#data().setUint32(at >>> 0, value, true);
  }
  store64(at: number, value: bigint): void {
    this.#data().setBigUint64(at >>> 0, value, true);
  }
  storeF32(at: number, value: number): void {
    this.#data().setFloat32(at >>> 0, value, true);
  }
  storeF64(at: number, value: number): void {
    this.#data().setFloat64(at >>> 0, value, true);
  }

  string(at: number, length: number): string {
    const start = this.#read(at, length);
    return this.#decode(start, start + (length >>> 0));
  }

  /** A string that is likely to come again (a topic, a line, a key), so that it is decoded once. */
  name(at: number, length: number): string {
    const start = this.#read(at, length);
    const size = length >>> 0;
    const end = start + size;
    if (size > internedBytes) return this.#decode(start, end);
    const bytes = this.#bytes;
    let hash = size;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + (bytes[i] ?? 0)) | 0;
    const slot = (hash ^ (hash >>> 15)) & 255;
    const known = this.#names[slot] ?? "";
    if (known.length === size) {
      let i = 0;
      while (i < size && known.charCodeAt(i) === bytes[start + i]) i++;
      // Equal as Latin-1 is equal as UTF-8 only below 128; such names are the only ones kept.
      if (i === size) return known;
    }
    const text = this.#decode(start, end);
    if (text.length === size) this.#names[slot] = text;
    return text;
  }

  bytes(at: number, length: number): Uint8Array {
    const start = this.#read(at, length);
    return this.#array.slice(start, start + (length >>> 0));
  }

  /** Without a copy: valid until the call returns, and only if nothing re-enters the guest before. */
  view(at: number, length: number): Uint8Array {
    const start = this.#read(at, length);
    return this.#array.subarray(start, start + (length >>> 0));
  }

  /** Asks the guest for a block, and does not believe the answer. */
  alloc(bytes: number, align: number): number {
    const realloc = this.#realloc;
    if (realloc === undefined) throw this.trap("the module exports no cabi_realloc");
    if (bytes > 0xffff_ffff) throw this.trap("a result is larger than guest memory", "host");
    this.#state = "allocating";
    const at = realloc(0, 0, align, bytes) >>> 0;
    // It called out of its allocator and caught the trap: that does not bring it back to life.
    if (this.#reason !== undefined) throw this.#reason;
    this.#state = "ready";
    this.#within(at, bytes, align);
    return at;
  }

  /** Copies the text to a new block; its length in bytes is in `lowered`. */
  lowerString(text: string): number {
    const { length } = text;
    if (length <= 24) {
      let i = 0;
      while (i < length && text.charCodeAt(i) < 128) i++;
      if (i === length) {
        const at = this.alloc(length, 1);
        const bytes = this.#bytes;
        for (let k = 0; k < length; k++) bytes[at + k] = text.charCodeAt(k);
        this.lowered = length;
        return at;
      }
    }
    const size = Buffer.byteLength(text, "utf8");
    const at = this.alloc(size, 1);
    this.#bytes.utf8Write(text, at, size);
    this.lowered = size;
    return at;
  }

  lowerBytes(data: Uint8Array): number {
    const at = this.alloc(data.length, 1);
    this.#bytes.set(data, at);
    return at;
  }

  /** Charges and checks a run of bytes to read; returns where it starts. */
  #read(at: number, length: number): number {
    const start = at >>> 0;
    const size = length >>> 0;
    this.#within(start, size, 1);
    this.#budget -= size;
    if (this.#budget < 0) throw this.#overBudget();
    return start;
  }

  #within(start: number, size: number, align: number): void {
    if (this.#bytes.length === 0) this.#refresh();
    if ((start & (align - 1)) !== 0) throw this.trap("misaligned pointer");
    if (start + size > this.#bytes.length) throw this.trap("pointer outside of memory");
  }

  #data(): DataView {
    // Growth detaches the buffer.
    if (this.#bytes.length === 0) this.#refresh();
    return this.#view;
  }

  #refresh(): void {
    const { buffer } = this.#memory;
    this.#bytes = Buffer.from(buffer);
    this.#view = new DataView(buffer);
    this.#array = new Uint8Array(buffer);
  }

  #decode(start: number, end: number): string {
    const text = this.#bytes.utf8Slice(start, end);
    if (!text.includes("\ufffd")) return text;
    // Either the guest wrote that character, or the bytes are no UTF-8.
    try {
      return strict.decode(this.#bytes.subarray(start, end));
    } catch {
      throw this.trap("a string is not valid UTF-8");
    }
  }

  #overBudget(): WasmTrap {
    return this.trap(`one call passed more than ${this.#callBytes} bytes`, "limit");
  }

  #refusal(): Unwind {
    if (this.#state === "allocating") return this.trap("the guest called an import from its allocator");
    return this.#reason ?? this.trap("the instance has ended");
  }
}
