/** The engine's native object without an engine: a memory that grows, an allocator that counts, UTF-8. */

export type CoreValue = number | bigint;
export type CoreFunction = (...args: readonly CoreValue[]) => CoreValue | undefined;

interface Exported {
  readonly signature: string;
  readonly fn: (...args: readonly CoreValue[]) => CoreValue | undefined;
  readonly post: (() => void) | undefined;
}

export class Trapped extends Error {}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export class FakeEngine {
  readonly exports = new Map<string, Exported>();
  /** What the script imported, as `module name signature`. */
  readonly imported: string[] = [];
  /** Sizes of the blocks that are in use, by address. */
  readonly blocks = new Map<number, number>();
  length = 0;
  #buffer = new ArrayBuffer(64);
  #top = 16;
  readonly #host: (module: string, name: string) => CoreFunction;

  constructor(host: (module: string, name: string) => CoreFunction) {
    this.#host = host;
  }

  /** Runs a script that finds this as `__ocre`. */
  run(script: string): void {
    new Function("__ocre", `"use strict";\n${script}`)(this);
  }

  import(module: string, name: string, signature: string): CoreFunction {
    this.imported.push(`${module} ${name} ${signature}`);
    const [params = "", result = ""] = signature.split(":");
    // Found when it is called: a script may import what it never calls.
    return (...args) => {
      const taken = [...params].map((letter, i) => convert(letter, args[i]));
      const returned = this.#host(module, name)(...taken);
      return result === "" ? undefined : convert(result, returned);
    };
  }

  export(name: string, signature: string, fn: Exported["fn"], post?: () => void): void {
    if (this.exports.has(name)) throw new Error(`'${name}' is exported twice`);
    this.exports.set(name, { signature, fn, post });
  }

  /** Calls an export as the host does, and its `cabi_post_*` after `read`. */
  call<T>(name: string, args: readonly CoreValue[], read: (returned: CoreValue | undefined) => T): T {
    const found = this.exports.get(name);
    if (found === undefined) throw new Error(`nothing is exported as '${name}'`);
    const [params = "", result = ""] = found.signature.split(":");
    const returned = found.fn(...[...params].map((letter, i) => convert(letter, args[i])));
    const value = read(result === "" ? undefined : convert(result, returned));
    found.post?.();
    return value;
  }

  memory(): ArrayBuffer {
    return this.#buffer;
  }

  /** Every block lies behind all others, so that what is used after `free` is never right by accident. */
  alloc(align: number, size: number): number {
    if (size <= 0) throw new Error("a block of no bytes");
    const at = Math.ceil(this.#top / align) * align;
    this.#top = at + size;
    if (this.#top > this.#buffer.byteLength) {
      const grown = new ArrayBuffer(this.#top * 2);
      new Uint8Array(grown).set(new Uint8Array(this.#buffer));
      // As a memory that grew: what looks at the old one sees nothing any more.
      structuredClone(this.#buffer, { transfer: [this.#buffer] });
      this.#buffer = grown;
    }
    this.blocks.set(at, size);
    return at;
  }

  free(at: number): void {
    const size = this.blocks.get(at);
    if (size === undefined) throw new Error(`${at} is freed and was not allocated`);
    new Uint8Array(this.#buffer, at, size).fill(0xdd);
    this.blocks.delete(at);
  }

  /** `cabi_realloc(0, 0, align, size)` */
  realloc(align: number, size: number): number {
    return size === 0 ? align : this.alloc(align, size);
  }

  encode(text: string): number {
    const bytes = new TextEncoder().encode(text);
    const at = this.alloc(1, Math.max(1, bytes.length));
    new Uint8Array(this.#buffer).set(bytes, at);
    this.length = bytes.length;
    return at;
  }

  decode(at: number, length: number): string {
    return utf8.decode(new Uint8Array(this.#buffer, at, length));
  }

  /** Promises go on by themselves here, after the call. */
  jobs(): void {}

  trap(message: string): never {
    throw new Trapped(message);
  }
}

/** As a core value of the type: integers wrap, floats are rounded. */
function convert(letter: string, value: CoreValue | undefined): CoreValue {
  switch (letter) {
    case "i":
      if (typeof value !== "number") throw new Error(`${String(value)} is no i32`);
      return value | 0;
    case "I":
      if (typeof value !== "bigint") throw new Error(`${String(value)} is no i64`);
      return BigInt.asIntN(64, value);
    case "f":
      if (typeof value !== "number") throw new Error(`${String(value)} is no f32`);
      return Math.fround(value);
    case "F":
      if (typeof value !== "number") throw new Error(`${String(value)} is no f64`);
      return value;
    default:
      throw new Error(`'${letter}' is no type of the core`);
  }
}
