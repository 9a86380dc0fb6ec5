/** Between values of the language and numbers of the core. */

const bits = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));

export function i32FromF32(value: number): number {
  bits.setFloat32(0, value);
  return bits.getInt32(0);
}

export function f32FromI32(value: number): number {
  bits.setInt32(0, value);
  return bits.getFloat32(0);
}

export function i64FromF64(value: number): bigint {
  bits.setFloat64(0, value);
  return bits.getBigInt64(0);
}

export function f64FromI64(value: bigint): number {
  bits.setBigInt64(0, value);
  return bits.getFloat64(0);
}

/** With its sign; the bits of a float get zeros above them. */
export const i64FromI32 = (value: number): bigint => BigInt(value | 0);
export const i32FromI64 = (value: bigint): number => Number(BigInt.asIntN(32, value));
export const i64FromF32 = (value: number): bigint => BigInt(i32FromF32(value) >>> 0);
export const f32FromI64 = (value: bigint): number => f32FromI32(i32FromI64(value));

export const liftChar = (value: number): string => String.fromCodePoint(value);

/** The first character of a text. */
export function lowerChar(text: string): number {
  const char = text.codePointAt(0);
  if (char === undefined || (char >= 0xd800 && char < 0xe000))
    throw new TypeError("no character is in the text");
  return char;
}

export function liftCase<E extends string>(cases: readonly E[], index: number): E {
  const found = cases[index];
  if (found === undefined) throw new TypeError(`there is no case ${index}`);
  return found;
}

export function lowerCase<E extends string>(cases: readonly E[], value: E): number {
  const index = cases.indexOf(value);
  if (index < 0) throw new TypeError(`'${value}' is none of ${cases.join(", ")}`);
  return index;
}

/** Every name says whether its bit is set. */
export function liftFlags(names: readonly string[], value: number): { [name: string]: boolean } {
  const flags: { [name: string]: boolean } = {};
  names.forEach((name, i) => {
    flags[name] = ((value >>> i) & 1) === 1;
  });
  return flags;
}

export function lowerFlags<N extends string>(
  names: readonly N[],
  flags: { readonly [name in N]?: boolean },
): number {
  let value = 0;
  names.forEach((name, i) => {
    if (flags[name] === true) value |= 1 << i;
  });
  return value;
}

/** An element of a list of fixed length. */
export function element<T>(of: readonly T[], index: number): T {
  for (const found of of.slice(index, index + 1)) return found;
  throw new TypeError("the list is too short");
}

/** A list of fixed length. */
export function fixed<T>(of: readonly T[], length: number): readonly T[] {
  if (of.length !== length)
    throw new TypeError(`the list has ${of.length} elements in place of ${length}`);
  return of;
}

/** A value of a variant with a tag that its type does not have. */
export function noCase(value: { readonly tag: string } | number): TypeError {
  return new TypeError(`there is no case ${typeof value === "number" ? value : `'${value.tag}'`}`);
}
