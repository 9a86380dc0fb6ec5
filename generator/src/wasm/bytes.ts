/** Reading and writing the integers, names and vectors of the WebAssembly binary format. */

/** The bytes are not a well-formed module; `offset` is where reading stopped. */
export class WasmFormatError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(`${message} (at byte ${offset})`);
    this.name = "WasmFormatError";
    this.offset = offset;
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export class ByteReader {
  readonly bytes: Uint8Array;
  readonly end: number;
  offset: number;

  constructor(bytes: Uint8Array, offset = 0, end = bytes.length) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
  }

  get done(): boolean {
    return this.offset >= this.end;
  }

  fail(message: string): never {
    throw new WasmFormatError(message, this.offset);
  }

  byte(): number {
    if (this.offset >= this.end) this.fail("unexpected end");
    const value = this.bytes[this.offset];
    this.offset += 1;
    return value ?? 0;
  }

  /** An unsigned LEB128 of at most `bits` bits. */
  unsigned(bits: 32 | 64 = 32): bigint {
    let result = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      result |= BigInt(byte & 0x7f) << shift;
      if ((byte & 0x80) === 0) {
        if (result >> BigInt(bits) !== 0n) this.fail(`integer does not fit ${bits} bits`);
        return result;
      }
    }
    return this.fail("integer is too long");
  }

  /** As `unsigned(32)`, without big integers: code is full of these. */
  u32(): number {
    let result = 0;
    for (let scale = 1; scale < 2 ** 70; scale *= 128) {
      const byte = this.byte();
      result += (byte & 0x7f) * scale;
      if ((byte & 0x80) === 0) {
        if (result > 0xffff_ffff) this.fail("integer does not fit 32 bits");
        return result;
      }
    }
    return this.fail("integer is too long");
  }

  /** Steps over a LEB128 of either sign. */
  skipLeb(): void {
    for (let length = 1; (this.byte() & 0x80) !== 0; length += 1) if (length === 10) this.fail("integer is too long");
  }

  /** The number of elements of a vector, of which each takes at least one byte. */
  count(): number {
    const count = this.u32();
    // Hostile counts must not make callers loop or allocate beyond what the bytes can hold.
    if (count > this.end - this.offset) this.fail("vector is longer than its section");
    return count;
  }

  slice(length: number): Uint8Array {
    if (length > this.end - this.offset) this.fail("unexpected end");
    const bytes = this.bytes.subarray(this.offset, this.offset + length);
    this.offset += length;
    return bytes;
  }

  name(): string {
    const bytes = this.slice(this.u32());
    try {
      return decoder.decode(bytes);
    } catch {
      return this.fail("name is not UTF-8");
    }
  }
}

export function encodeUnsigned(value: bigint | number): number[] {
  if (typeof value === "number" && value >= 0 && value < 128) return [value];
  const out: number[] = [];
  if (typeof value === "number" && value <= 0x7fff_ffff) {
    let small = value;
    for (; small > 0x7f; small >>>= 7) out.push((small & 0x7f) | 0x80);
    out.push(small);
    return out;
  }
  let rest = BigInt(value);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    out.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return out;
}

export function encodeSigned(value: bigint | number): number[] {
  const out: number[] = [];
  let rest = BigInt(value);
  for (;;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    const done = (low & 0x40) === 0 ? rest === 0n : rest === -1n;
    out.push(done ? low : low | 0x80);
    if (done) return out;
  }
}

/** A name or another text, with its length before it. */
export function encodeName(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  return concatBytes([encodeUnsigned(bytes.length), bytes]);
}

/** Elements with their number before them. */
export function encodeVector(elements: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return concatBytes([encodeUnsigned(elements.length), ...elements]);
}

export function concatBytes(parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
