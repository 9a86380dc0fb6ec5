/** Values at the edges of every type, in the notation of `values.ts`. */
import type { Plan } from "ocrekit/abi";
import { items, resolve } from "./values.js";

const scalars: Readonly<Record<string, readonly unknown[]>> = {
  bool: [false, true],
  u8: [0, 1, 127, 128, 255],
  s8: [0, -1, -128, 127],
  u16: [0, 255, 256, 32768, 65535],
  s16: [0, -1, -32768, 32767],
  u32: [0, 65536, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff],
  s32: [0, -1, -0x8000_0000, 0x7fff_ffff],
  u64: [0n, 2n ** 32n, 2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n],
  s64: [0n, -1n, -(2n ** 63n), 2n ** 63n - 1n],
  f32: [0, -0, 1, Math.fround(0.1), 1.401298464324817e-45, 3.4028234663852886e38, Infinity, -Infinity, Number.NaN],
  f64: [0, -0, 0.1, Number.MIN_VALUE, Number.MAX_VALUE, Infinity, -Infinity, Number.NaN],
  char: ["\0", "a", "ÿ", "\u{d7ff}", "\u{e000}", "\u{ffff}", "🎈", "\u{10ffff}"],
};
const texts = ["", "a", "\0", "naïve 🎈 漢字", "é".repeat(40), "x".repeat(1000)];
const most = 24;

let objects = 0;

/** The plainest value of a type first. */
export function boundaryOf(plan: Plan, id: number): readonly unknown[] {
  const { kind } = resolve(plan, id);
  const of = (type: number): readonly unknown[] => boundaryOf(plan, type);
  switch (kind.k) {
    case "scalar":
      return scalars[kind.scalar] ?? [];
    case "string":
      return texts;
    case "list": {
      const values = of(kind.of);
      if (kind.map) return [[], values.slice(0, 1), onePerKey(values)];
      const { k } = resolve(plan, kind.of).kind;
      // Lists of lists of lists would become larger than anybody's memory.
      const many = k === "scalar" || k === "string" ? 100 : 3;
      const lists = [
        [],
        values.slice(0, 1),
        many > 3 ? values : [],
        Array.from({ length: many }, (_, i) => values[i % values.length]),
      ];
      return lists.map(renamed);
    }
    case "array":
      return rows(Array.from({ length: kind.length }, () => of(kind.of)));
    case "record": {
      const values = rows(kind.fields.map((f) => of(f.type)));
      if (kind.shape === "tuple") return values;
      return values.map((row) => Object.fromEntries(kind.fields.map((f, i) => [f.name, row[i]])));
    }
    case "flags": {
      const all = kind.flags.map((f) => f.name);
      return [[], all, all.slice(0, 1), all.slice(-1)];
    }
    case "variant":
      if (kind.shape === "enum") return ends(kind.cases.map((c) => c.name));
      return ends(kind.cases)
        .flatMap((c) => {
          const { name, type } = c;
          return type === undefined
            ? [{ tag: name }]
            : of(type)
                .slice(0, 8)
                .map((val) => ({ tag: name, val }));
        })
        .slice(0, most);
    case "handle": {
      const name = plan.resources.find((r) => r.id === kind.resource)?.name;
      return [{ handle: `${name} b${++objects}` }, { handle: `${name} b${++objects}` }];
    }
    case "alias":
      throw new Error("aliases are resolved");
  }
}

/** Each column's values one after the other, all columns at once: every value of every column is there. */
export function rows(columns: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  const count = Math.min(most, Math.max(1, ...columns.map((c) => c.length)));
  return Array.from({ length: count }, (_, i) => columns.map((c) => c[i % c.length])).map(renamedRow);
}

/** The first and the last few: there are enums of hundreds of cases. */
const ends = <T>(list: readonly T[]): readonly T[] =>
  list.length <= 12 ? list : [...list.slice(0, 6), ...list.slice(-6)];

function onePerKey(entries: readonly unknown[]): readonly unknown[] {
  return [...new Map(entries.map((entry) => [items(entry)[0], entry])).values()];
}

const renamed = (list: readonly unknown[]): readonly unknown[] => list.map(fresh);
const renamedRow = renamed;

/** An object cannot be in two places: each occurrence gets a name of its own. */
function fresh(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fresh);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, of]) => [
      key,
      key === "handle" && typeof of === "string" && / b\d+$/.test(of)
        ? of.replace(/ b\d+$/, ` b${++objects}`)
        : fresh(of),
    ]),
  );
}
