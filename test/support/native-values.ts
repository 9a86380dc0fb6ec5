/** Values of vectors as a TypeScript host has them, and back; from the shape alone, not from the generator's types. */
import type { Shape, Value } from "./shapes.js";

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

const floats = new DataView(new ArrayBuffer(8));

export function toNative(shape: Shape, value: Value | undefined): unknown {
  if (typeof shape === "string") return scalarToNative(shape, value);
  if ("list" in shape) {
    const items = list(value).map((item) => toNative(shape.list, item));
    return shape.list === "u8" ? Uint8Array.from(items.map(Number)) : items;
  }
  if ("fixed" in shape) return list(value).map((item) => toNative(shape.fixed[0], item));
  if ("map" in shape) return new Map(list(value).map((entry) => pair(shape.map, entry)));
  if ("tuple" in shape) return shape.tuple.map((of, i) => toNative(of, list(value)[i]));
  if ("record" in shape)
    return Object.fromEntries(shape.record.map(([name, of]) => [name, toNative(of, field(value, name))]));
  if ("enum" in shape) return value;
  if ("flags" in shape)
    return list(value).reduce<number>((mask, name) => mask + 2 ** shape.flags.indexOf(String(name)), 0);
  const name = String(field(value, "case"));
  const inner = field(value, "value");
  if ("option" in shape) {
    if (!isOption(shape.option)) return name === "none" ? undefined : toNative(shape.option, inner);
    return name === "none" ? { tag: "none" } : { tag: "some", val: toNative(shape.option, inner) };
  }
  if ("result" in shape) {
    const of = name === "ok" ? shape.result[0] : shape.result[1];
    const tag = name === "ok" ? "ok" : "err";
    return of === null ? { tag } : { tag, val: toNative(of, inner) };
  }
  const of = shape.variant.find(([label]) => label === name)?.[1] ?? null;
  return of === null ? { tag: name } : { tag: name, val: toNative(of, inner) };
}

export function fromNative(shape: Shape, value: unknown): Value {
  if (typeof shape === "string") return scalarFromNative(shape, value);
  if ("list" in shape) return [...items(value)].map((item) => fromNative(shape.list, item));
  if ("fixed" in shape) return [...items(value)].map((item) => fromNative(shape.fixed[0], item));
  if ("map" in shape)
    return [...items(value)].map((entry) =>
      [...items(entry)].map((part, i) => fromNative(shape.map[i === 0 ? 0 : 1], part)),
    );
  if ("tuple" in shape) return shape.tuple.map((of, i) => fromNative(of, [...items(value)][i]));
  if ("record" in shape)
    return Object.fromEntries(
      shape.record.map(([name, of]) => [name, fromNative(of, isFields(value) ? value[name] : undefined)]),
    );
  if ("enum" in shape) return String(value);
  if ("flags" in shape) return shape.flags.filter((_, i) => (Number(value) & (1 << i)) !== 0);
  if ("option" in shape && !isOption(shape.option))
    return value === undefined ? { case: "none" } : { case: "some", value: fromNative(shape.option, value) };
  const tag = isFields(value) ? String(value["tag"]) : "";
  const inner = isFields(value) ? value["val"] : undefined;
  if ("option" in shape)
    return tag === "none" ? { case: "none" } : { case: "some", value: fromNative(shape.option, inner) };
  if ("result" in shape) {
    const of = tag === "ok" ? shape.result[0] : shape.result[1];
    const name = tag === "ok" ? "ok" : "error";
    return of === null ? { case: name } : { case: name, value: fromNative(of, inner) };
  }
  const of = shape.variant.find(([label]) => label === tag)?.[1] ?? null;
  return of === null ? { case: tag } : { case: tag, value: fromNative(of, inner) };
}

const isOption = (shape: Shape): boolean => typeof shape !== "string" && "option" in shape;

const list = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : []);
const field = (value: Value | undefined, name: string): Value | undefined => {
  const fields: unknown = value;
  if (!isFields(fields)) return undefined;
  const found = fields[name];
  return isValue(found) ? found : undefined;
};
const isValue = (value: unknown): value is Value => value !== undefined;

function items(value: unknown): Iterable<unknown> {
  if (Array.isArray(value) || value instanceof Uint8Array || value instanceof Map) return value;
  throw new Error("not a sequence");
}

const pair = (shapes: readonly [Shape, Shape], entry: Value): readonly [unknown, unknown] => [
  toNative(shapes[0], list(entry)[0]),
  toNative(shapes[1], list(entry)[1]),
];

function scalarToNative(shape: string, value: Value | undefined): unknown {
  if (shape === "u64" || shape === "s64") return BigInt(String(value));
  if (shape === "char") return String.fromCodePoint(Number(value));
  if (shape === "f32") {
    floats.setUint32(0, Number(value));
    return floats.getFloat32(0);
  }
  if (shape === "f64") {
    floats.setBigUint64(0, BigInt(String(value)));
    return floats.getFloat64(0);
  }
  return value;
}

function scalarFromNative(shape: string, value: unknown): Value {
  if (typeof value === "bigint") return String(value);
  if (shape === "char") return String(value).codePointAt(0) ?? -1;
  if (shape === "f32") {
    floats.setFloat32(0, Number(value));
    return `0x${floats.getUint32(0).toString(16).padStart(8, "0")}`;
  }
  if (shape === "f64") {
    floats.setFloat64(0, Number(value));
    return `0x${floats.getBigUint64(0).toString(16).padStart(16, "0")}`;
  }
  if (typeof value === "boolean" || typeof value === "number" || typeof value === "string") return value;
  throw new Error(`no value of ${shape}`);
}
