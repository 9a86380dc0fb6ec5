/** Random types with their values, in the notation of `shapes.ts`. */
import fc from "fast-check";
import type { ScalarShape, Shape, Value } from "./shapes.js";

const scalars: readonly ScalarShape[] = [
  "bool",
  "u8",
  "s8",
  "u16",
  "s16",
  "u32",
  "s32",
  "u64",
  "s64",
  "f32",
  "f64",
  "char",
];

const labels = (prefix: string, min: number, max: number): fc.Arbitrary<readonly string[]> =>
  fc.integer({ min, max }).map((n) => Array.from({ length: n }, (_, i) => `${prefix}${i}`));

const withLabels = <T>(
  prefix: string,
  of: fc.Arbitrary<T>,
  max: number,
): fc.Arbitrary<readonly (readonly [string, T])[]> =>
  fc
    .array(of, { minLength: 1, maxLength: max })
    .map((items) => items.map((item, i) => [`${prefix}${i}`, item] as const));

export interface ShapeOptions {
  readonly depth: number;
  /** Fixed lists and maps, which some oracles refuse. */
  readonly fixed?: boolean;
  readonly maps?: boolean;
}

export function arbitraryShape({ depth, fixed = true, maps = false }: ShapeOptions): fc.Arbitrary<Shape> {
  const flat: fc.Arbitrary<Shape> = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...scalars) },
    { weight: 2, arbitrary: fc.constant<Shape>("string") },
    { weight: 1, arbitrary: labels("c", 1, 40).map((names): Shape => ({ enum: names })) },
    { weight: 1, arbitrary: labels("g", 1, 32).map((names): Shape => ({ flags: names })) },
  );
  if (depth === 0) return flat;
  const inner = arbitraryShape({ depth: depth - 1, fixed, maps });
  const optional = fc.option(inner, { nil: null });
  const choices: fc.Arbitrary<Shape>[] = [
    inner.map((of): Shape => ({ list: of })),
    withLabels("f", inner, 6).map((fields): Shape => ({ record: fields })),
    fc.array(inner, { minLength: 1, maxLength: 5 }).map((of): Shape => ({ tuple: of })),
    withLabels("v", optional, 5).map((cases): Shape => ({ variant: cases })),
    inner.map((of): Shape => ({ option: of })),
    fc.tuple(optional, optional).map((of): Shape => ({ result: of })),
  ];
  if (fixed) choices.push(fc.tuple(inner, fc.integer({ min: 1, max: 5 })).map((of): Shape => ({ fixed: of })));
  if (maps)
    choices.push(
      fc.tuple(fc.constantFrom<Shape>("u8", "u32", "s64", "char", "string"), inner).map((of): Shape => ({ map: of })),
    );
  return fc.oneof({ weight: 2, arbitrary: flat }, ...choices.map((arbitrary) => ({ weight: 1, arbitrary })));
}

const integer = (min: number, max: number): fc.Arbitrary<Value> => fc.integer({ min, max });
const bits = (width: 32 | 64): fc.Arbitrary<Value> =>
  (width === 32 ? fc.float({ noNaN: true }) : fc.double({ noNaN: true })).map((n) => {
    const view = new DataView(new ArrayBuffer(8));
    if (width === 32) view.setFloat32(0, n);
    else view.setFloat64(0, n);
    return width === 32
      ? `0x${view.getUint32(0).toString(16).padStart(8, "0")}`
      : `0x${view.getBigUint64(0).toString(16).padStart(16, "0")}`;
  });

const ofScalar = {
  bool: fc.boolean(),
  u8: integer(0, 0xff),
  s8: integer(-0x80, 0x7f),
  u16: integer(0, 0xffff),
  s16: integer(-0x8000, 0x7fff),
  u32: integer(0, 0xffff_ffff),
  s32: integer(-0x8000_0000, 0x7fff_ffff),
  u64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
  s64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  f32: bits(32),
  f64: bits(64),
  char: fc.oneof(integer(0, 0xd7ff), integer(0xe000, 0x10ffff)),
} as const satisfies Record<ScalarShape, fc.Arbitrary<Value>>;

const text: fc.Arbitrary<Value> = fc.string({ unit: "grapheme", maxLength: 12 });

export function arbitraryValue(shape: Shape): fc.Arbitrary<Value> {
  if (shape === "string") return text;
  if (typeof shape === "string") return ofScalar[shape];
  if ("list" in shape) return fc.array(arbitraryValue(shape.list), { maxLength: 5 });
  if ("fixed" in shape)
    return fc.array(arbitraryValue(shape.fixed[0]), { minLength: shape.fixed[1], maxLength: shape.fixed[1] });
  if ("map" in shape)
    return fc.uniqueArray(fc.tuple(arbitraryValue(shape.map[0]), arbitraryValue(shape.map[1])), {
      selector: ([key]) => key,
      maxLength: 4,
    });
  if ("tuple" in shape) return fc.tuple(...shape.tuple.map(arbitraryValue));
  if ("record" in shape)
    return fc
      .tuple(...shape.record.map(([, of]) => arbitraryValue(of)))
      .map((values) => Object.fromEntries(shape.record.map(([name], i) => [name, values[i]])));
  if ("variant" in shape) return oneCase(shape.variant);
  if ("option" in shape)
    return oneCase([
      ["none", null],
      ["some", shape.option],
    ]);
  if ("result" in shape)
    return oneCase([
      ["ok", shape.result[0]],
      ["error", shape.result[1]],
    ]);
  if ("enum" in shape) return fc.constantFrom(...shape.enum);
  return fc.subarray([...shape.flags]);
}

function oneCase(cases: readonly (readonly [string, Shape | null])[]): fc.Arbitrary<Value> {
  return fc.oneof(
    ...cases.map(
      ([name, of]): fc.Arbitrary<Value> =>
        of === null ? fc.constant({ case: name }) : arbitraryValue(of).map((value) => ({ case: name, value })),
    ),
  );
}

/** Several values of one random shape. */
export const shapeWithValue = (options: ShapeOptions): fc.Arbitrary<{ readonly shape: Shape; readonly value: Value }> =>
  arbitraryShape(options).chain((shape) => arbitraryValue(shape).map((value) => ({ shape, value })));
