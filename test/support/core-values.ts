/** Scalars, cases and fields of the plan interpreter: native values in the notation of `shapes.ts`, core values as bits. */
import type { CoreType, MemType, TypePlan } from "ocrekit/abi";
import type { Value } from "./shapes.js";

export class Trap extends Error {}

/** i32 as an unsigned number, f32 as its 32 bits, i64 and f64 as 64 bits. */
export type Core = number | bigint;

export const wide = (core: CoreType): boolean => core === "i64" || core === "f64";

export const memSize = { u8: 1, s8: 1, u16: 2, s16: 2, u32: 4, u64: 8, f32: 4, f64: 8 } as const satisfies Record<
  MemType,
  number
>;

export function memOf(type: TypePlan): MemType {
  const size = type.layout.size;
  return size === 1 ? "u8" : size === 2 ? "u16" : size === 4 ? "u32" : "u64";
}

export function loadMemory(view: DataView, mem: MemType): Core {
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

export function storeMemory(view: DataView, mem: MemType, value: Core): void {
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
export function reinterpret(from: CoreType, to: CoreType, value: Core): Core {
  if (wide(from) === wide(to)) return value;
  return wide(to) ? BigInt(value) : Number(BigInt.asUintN(32, BigInt(value)));
}

const bitsOfFloat = (value: Value): bigint => BigInt(String(value));
const hex = (bits: bigint, digits: number): string => `0x${bits.toString(16).padStart(digits, "0")}`;

export function toCore(type: TypePlan, value: Value): Core {
  const { kind } = type;
  if (kind.k === "flags")
    return kind.flags.reduce((mask, flag, i) => (list(value).includes(flag.name) ? mask + 2 ** i : mask), 0);
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

export function fromCore(type: TypePlan, core: Core): Value {
  const { kind } = type;
  if (kind.k === "flags")
    return kind.flags.filter((_, i) => Math.floor(Number(core) / 2 ** i) % 2 === 1).map((f) => f.name);
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

export function liftScalar(type: TypePlan, core: number): Value {
  if (type.kind.k === "variant" && core >= type.kind.cases.length) throw new Trap(`no case ${core}`);
  if (type.kind.k === "scalar" && (core > 0x10ffff || (core >= 0xd800 && core <= 0xdfff)))
    throw new Trap(`${core} is no char`);
  return fromCore(type, core);
}

export function caseName(type: TypePlan, index: number): string {
  const found = type.kind.k === "variant" ? type.kind.cases[index] : undefined;
  if (found === undefined) throw new Error(`no case ${index}`);
  // The notation of the vectors is that of the reference implementation, which says `error` where WIT says `err`.
  return found.name === "err" && type.kind.k === "variant" && type.kind.shape === "result" ? "error" : found.name;
}

export function make(type: TypePlan, args: readonly Value[]): Value {
  const { kind } = type;
  if (kind.k === "array" || (kind.k === "record" && kind.shape === "tuple")) return args;
  if (kind.k !== "record") throw new Error(`'${kind.k}' is not made of fields`);
  return Object.fromEntries(kind.fields.map((f, i) => [f.name, args[i]]));
}

export function member(type: TypePlan, value: Value, index: number): Value {
  const { kind } = type;
  const found =
    kind.k === "record" && kind.shape === "record" && isObject(value)
      ? value[kind.fields[index]?.name ?? ""]
      : list(value)[index];
  if (found === undefined) throw new Error(`no member ${index}`);
  return found;
}

export const isObject = (value: Value): value is { readonly [name: string]: Value | undefined } =>
  typeof value === "object" && !Array.isArray(value);

export function list(value: Value): readonly Value[] {
  if (!Array.isArray(value)) throw new Error("no list");
  return value;
}
