/**
 * Values as our host has them and as jco has them, in one notation: what the two hosts saw can then be compared.
 * The notation: `{ tag, val }` for variants, options and results, names for enums, lists of names for flags, arrays
 * for lists and tuples, and `{ handle }` with a name for resources.
 */
import fc from "fast-check";
import type { Plan, TypePlan } from "ocrekit/abi";

export type Dialect = "ours" | "jco";

/** How a host spells the field of a record; camel case when absent. */
export type FieldName = (type: TypePlan, index: number) => string;

/** Who stands behind the handles of one run. */
export interface Objects {
  nameOf(object: unknown): string;
  /** The object of that name; made when it is not there. */
  named(resource: number, name: string): unknown;
}

export const camel = (name: string): string => name.replace(/-([a-z0-9])/g, (_, c: string) => c.toUpperCase());

export function resolve(plan: Plan, id: number): TypePlan {
  const type = plan.types.find((t) => t.id === id);
  if (type === undefined) throw new Error(`no type ${id}`);
  return type.kind.k === "alias" ? resolve(plan, type.kind.of) : type;
}

type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown): Fields {
  if (typeof value !== "object" || value === null) throw new Error(`no object: ${String(value)}`);
  return Object.fromEntries(Object.entries(value));
}

export function items(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  // Lists of numbers are typed arrays, which of them depends on the host.
  if (ArrayBuffer.isView(value) && Symbol.iterator in value && typeof value[Symbol.iterator] === "function") {
    const list: unknown = Reflect.apply(Array.from, Array, [value]);
    if (Array.isArray(list)) return list;
  }
  throw new Error(`no list: ${String(value)}`);
}

const camelField: FieldName = (type, index) =>
  type.kind.k === "record" ? camel(type.kind.fields[index]?.name ?? "") : "";

function entryOf(value: unknown): readonly [unknown, unknown] {
  const [key, of] = items(value);
  return [key, of];
}

const isOption = (type: TypePlan): boolean => type.kind.k === "variant" && type.kind.shape === "option";

export class Converter {
  readonly #plan: Plan;
  readonly #dialect: Dialect;
  readonly #objects: Objects;
  readonly #field: FieldName;

  constructor(plan: Plan, dialect: Dialect, objects: Objects, field: FieldName = camelField) {
    this.#plan = plan;
    this.#dialect = dialect;
    this.#objects = objects;
    this.#field = field;
  }

  /** A host's value in the notation. */
  from(id: number, value: unknown): unknown {
    const type = resolve(this.#plan, id);
    const { kind } = type;
    switch (kind.k) {
      case "scalar":
      case "string":
        return value;
      case "list":
        if (kind.map && value instanceof Map) return [...value].map((entry) => this.from(kind.of, entry));
        return items(value).map((item) => this.from(kind.of, item));
      case "array":
        return items(value).map((item) => this.from(kind.of, item));
      case "record":
        if (kind.shape === "tuple") return kind.fields.map((f, i) => this.from(f.type, items(value)[i]));
        return Object.fromEntries(
          kind.fields.map((f, i) => [f.name, this.from(f.type, fields(value)[this.#field(type, i)])]),
        );
      case "flags":
        if (this.#dialect === "jco") {
          const given = fields(value);
          return kind.flags.filter((f) => given[camel(f.name)] === true).map((f) => f.name);
        }
        return kind.flags.filter((_, i) => (Number(value) & (1 << i)) !== 0).map((f) => f.name);
      case "variant": {
        // Of a status our host has the error alone.
        if (kind.shape === "enum") return type.status !== undefined && value === undefined ? "ok" : value;
        const payload = kind.cases.find((c) => c.type !== undefined)?.type;
        if (kind.shape === "option" && payload !== undefined && !isOption(resolve(this.#plan, payload)))
          return value === undefined ? { tag: "none" } : { tag: "some", val: this.from(payload, value) };
        const { tag, val } = fields(value);
        const chosen = kind.cases.find((c) => c.name === tag);
        if (chosen === undefined) throw new Error(`no case ${String(tag)}`);
        return chosen.type === undefined ? { tag } : { tag, val: this.from(chosen.type, val) };
      }
      case "handle":
        return { handle: this.#objects.nameOf(value) };
      case "alias":
        throw new Error("aliases are resolved");
    }
  }

  /** The other way. */
  to(id: number, value: unknown): unknown {
    const type = resolve(this.#plan, id);
    const { kind } = type;
    switch (kind.k) {
      case "scalar":
      case "string":
        return value;
      case "list": {
        const list = items(value).map((item) => this.to(kind.of, item));
        if (kind.map && this.#dialect === "ours") return new Map(list.map(entryOf));
        const of = resolve(this.#plan, kind.of).kind;
        return of.k === "scalar" && of.scalar === "u8" ? Uint8Array.from(list, Number) : list;
      }
      case "array":
        return items(value).map((item) => this.to(kind.of, item));
      case "record":
        if (kind.shape === "tuple") return kind.fields.map((f, i) => this.to(f.type, items(value)[i]));
        return Object.fromEntries(
          kind.fields.map((f, i) => [this.#field(type, i), this.to(f.type, fields(value)[f.name])]),
        );
      case "flags": {
        const set = items(value);
        if (this.#dialect === "jco")
          return Object.fromEntries(kind.flags.map((f) => [camel(f.name), set.includes(f.name)]));
        return kind.flags.reduce((mask, f, i) => mask + (set.includes(f.name) ? 2 ** i : 0), 0);
      }
      case "variant": {
        if (kind.shape === "enum")
          return type.status !== undefined && this.#dialect === "ours" && value === "ok" ? undefined : value;
        const { tag, val } = fields(value);
        const chosen = kind.cases.find((c) => c.name === tag);
        const native = chosen?.type === undefined ? undefined : this.to(chosen.type, val);
        const payload = kind.cases.find((c) => c.type !== undefined)?.type;
        if (kind.shape === "option" && payload !== undefined && !isOption(resolve(this.#plan, payload))) return native;
        return chosen?.type === undefined ? { tag } : { tag, val: native };
      }
      case "handle":
        return this.#objects.named(kind.resource, String(fields(value)["handle"]));
      case "alias":
        throw new Error("aliases are resolved");
    }
  }
}

const integers = {
  u8: [0, 0xff],
  s8: [-0x80, 0x7f],
  u16: [0, 0xffff],
  s16: [-0x8000, 0x7fff],
  u32: [0, 0xffff_ffff],
  s32: [-0x8000_0000, 0x7fff_ffff],
} as const;
// Not at the beginning: U+FEFF, which jco's decoder takes for a mark of the encoding and leaves out.
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.string({ unit: "grapheme-ascii", maxLength: 200 }),
  fc.constantFrom("", "not \ufeffmarked", "\ufffd", "naïve 🎈 漢字 \u0000", "é".repeat(40)),
);
let objects = 0;

/** Random values in the notation; every handle is one that nobody else has. */
export function arbitraryOf(plan: Plan, id: number): fc.Arbitrary<unknown> {
  const { kind } = resolve(plan, id);
  const of = (type: number): fc.Arbitrary<unknown> => arbitraryOf(plan, type);
  switch (kind.k) {
    case "scalar":
      return scalar(kind.scalar);
    case "string":
      return text;
    case "list":
      if (kind.map)
        return fc.uniqueArray(of(kind.of), {
          maxLength: 4,
          selector: (entry) => JSON.stringify(items(entry)[0], plain),
        });
      return fc.array(of(kind.of), { maxLength: 6 });
    case "array":
      return fc.array(of(kind.of), { minLength: kind.length, maxLength: kind.length });
    case "record":
      if (kind.shape === "tuple") return fc.tuple(...kind.fields.map((f) => of(f.type)));
      return fc.record(Object.fromEntries(kind.fields.map((f) => [f.name, of(f.type)])), { noNullPrototype: true });
    case "flags":
      return fc.subarray(kind.flags.map((f) => f.name));
    case "variant":
      if (kind.shape === "enum") return fc.constantFrom(...kind.cases.map((c) => c.name));
      return fc.oneof(
        ...kind.cases.map((c) =>
          c.type === undefined ? fc.constant({ tag: c.name }) : of(c.type).map((val) => ({ tag: c.name, val })),
        ),
      );
    case "handle":
      return fc
        .constant(undefined)
        .map(() => ({ handle: `${plan.resources.find((r) => r.id === kind.resource)?.name} ${++objects}` }));
    case "alias":
      throw new Error("aliases are resolved");
  }
}

/** For comparing keys. */
const plain = (_: string, value: unknown): unknown => (typeof value === "bigint" ? `${value}n` : value);

function scalar(name: string): fc.Arbitrary<unknown> {
  switch (name) {
    case "bool":
      return fc.boolean();
    case "u64":
      return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    case "s64":
      return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    case "f32":
      return fc.float();
    case "f64":
      return fc.double();
    case "char":
      return fc
        .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10_ffff }))
        .map((n) => String.fromCodePoint(n));
    default: {
      const range = Object.entries(integers).find(([key]) => key === name)?.[1];
      if (range === undefined) throw new Error(`no scalar ${name}`);
      return fc.integer({ min: range[0], max: range[1] });
    }
  }
}
