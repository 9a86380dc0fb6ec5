/** Conversions between core values and native ones that generated code cannot say in one expression. */
import type { GuestMemory } from "./memory.js";

/** The cases of an enum, both ways. */
export class EnumCases<T extends string> {
  readonly names: readonly T[];
  readonly #indexes: ReadonlyMap<string, number>;

  constructor(names: readonly T[]) {
    this.names = names;
    this.#indexes = new Map(names.map((name, index) => [name, index]));
  }

  lift(index: number, memory: GuestMemory): T {
    const name = this.names[index];
    if (name === undefined) throw memory.trap(`${index >>> 0} is no case of an enum`);
    return name;
  }

  lower(name: T): number {
    const index = this.#indexes.get(name);
    if (index === undefined) throw new TypeError(`'${name}' is no case of the enum`);
    return index;
  }

  /** Of a `@status`: `ok` is `undefined`, and its number comes before the errors. */
  liftStatus(index: number, memory: GuestMemory): T | undefined {
    return index === 0 ? undefined : this.lift(index - 1, memory);
  }
}

export function liftChar(code: number, memory: GuestMemory): string {
  const point = code >>> 0;
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw memory.trap("not a Unicode scalar value");
  return String.fromCodePoint(point);
}

export function lowerChar(text: string): number {
  const point = text.codePointAt(0);
  if (point === undefined || (point >= 0xd800 && point <= 0xdfff)) throw new TypeError("not one Unicode scalar value");
  return point;
}

/** `list[index]` of a list that must be long enough. */
export function element<T>(list: readonly T[], index: number): T;
export function element(list: readonly unknown[], index: number): unknown {
  if (index >= list.length) throw new TypeError(`a fixed list needs more than ${list.length} elements`);
  return list[index];
}

/** A list that must have exactly this length: its memory was counted on that. */
export function fixed<T>(list: readonly T[], length: number): readonly T[] {
  if (list.length !== length) throw new TypeError(`a fixed list of ${length} has ${list.length} elements`);
  return list;
}

/** What to throw for a variant whose tag its type does not have. */
export function noCase(value: unknown): TypeError {
  return new TypeError(`no such case: ${JSON.stringify(value)}`);
}

const scratch = new DataView(new ArrayBuffer(8));

export function i32FromF32(value: number): number {
  scratch.setFloat32(0, value);
  return scratch.getInt32(0);
}
export function f32FromI32(bits: number): number {
  scratch.setInt32(0, bits);
  return scratch.getFloat32(0);
}
export function i64FromF32(value: number): bigint {
  scratch.setFloat32(0, value);
  return BigInt(scratch.getUint32(0));
}
export function f32FromI64(bits: bigint): number {
  scratch.setInt32(0, Number(BigInt.asIntN(32, bits)));
  return scratch.getFloat32(0);
}
export function i64FromF64(value: number): bigint {
  scratch.setFloat64(0, value);
  return scratch.getBigInt64(0);
}
export function f64FromI64(bits: bigint): number {
  scratch.setBigInt64(0, bits);
  return scratch.getFloat64(0);
}
export function i64FromI32(value: number): bigint {
  return BigInt(value >>> 0);
}
export function i32FromI64(value: bigint): number {
  return Number(BigInt.asIntN(32, value));
}

const encoder = new TextEncoder();

/** True unless `item` comes after `last` in the order of bytes, which is not that of UTF-16 units. */
export function isBefore(item: string, last: string): boolean {
  return last !== "" && Buffer.compare(encoder.encode(item), encoder.encode(last)) <= 0;
}

/** Drops what a call returned and the guest cannot be given. */
export function dropAll(value: unknown): void {
  // Resources of another thread are proxies: functions that show what they have only when asked for it.
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return;
  if (value instanceof Uint8Array) return;
  const drop: unknown = Reflect.get(value, "drop");
  if (typeof drop === "function") {
    Reflect.apply(drop, value, []);
    return;
  }
  if (typeof value === "function") return;
  for (const part of value instanceof Map ? value.values() : Object.values(value)) dropAll(part);
}
