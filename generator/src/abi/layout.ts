/** Sizes, alignments, offsets and discriminants of the canonical ABI. @see CanonicalABI.md, "Element Size" and "Alignment" */
import type { Discriminant, Layout, ScalarName } from "./plan-model.js";

/** Scalars are as aligned as they are big. */
export const scalarSize = {
  bool: 1,
  u8: 1,
  s8: 1,
  u16: 2,
  s16: 2,
  u32: 4,
  s32: 4,
  u64: 8,
  s64: 8,
  f32: 4,
  f64: 8,
  char: 4,
} as const satisfies Record<ScalarName, number>;

/** A string or list: its address, then its length. */
export const sequenceLayout: Layout = { size: 8, align: 4 };
export const handleLayout: Layout = { size: 4, align: 4 };

export const alignTo = (offset: number, align: number): number => Math.ceil(offset / align) * align;

export const discriminantOf = (cases: number): Discriminant =>
  cases <= 0x100 ? "u8" : cases <= 0x1_0000 ? "u16" : "u32";
export const discriminantSize = { u8: 1, u16: 2, u32: 4 } as const satisfies Record<Discriminant, number>;

export const flagsRepr = (labels: number): Discriminant => (labels <= 8 ? "u8" : labels <= 16 ? "u16" : "u32");

/** Fields in their order, each at the next aligned offset. */
export function recordLayout(fields: readonly Layout[]): Layout & { readonly offsets: readonly number[] } {
  let end = 0;
  let align = 1;
  const offsets = fields.map((field) => {
    const offset = alignTo(end, field.align);
    end = offset + field.size;
    align = Math.max(align, field.align);
    return offset;
  });
  return { size: alignTo(end, align), align, offsets };
}

/** The discriminant, then every payload at one common offset. */
export function variantLayout(
  payloads: readonly (Layout | undefined)[],
): Layout & { readonly discriminant: Discriminant; readonly payloadOffset: number } {
  const discriminant = discriminantOf(payloads.length);
  const own = discriminantSize[discriminant];
  let payloadAlign = 1;
  let payloadSize = 0;
  for (const payload of payloads) {
    if (payload === undefined) continue;
    payloadAlign = Math.max(payloadAlign, payload.align);
    payloadSize = Math.max(payloadSize, payload.size);
  }
  const align = Math.max(own, payloadAlign);
  const payloadOffset = alignTo(own, payloadAlign);
  return { size: alignTo(payloadOffset + payloadSize, align), align, discriminant, payloadOffset };
}
