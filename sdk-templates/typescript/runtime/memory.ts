/** The memory that app and host share: reading, writing, and the blocks that a call needs. */
import type { Engine } from "./engine.js";

declare const __ocre: Engine;

let view = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(0));

/** All of memory. The view of it is made anew when the memory has grown. */
function memory(): DataView {
  const buffer = __ocre.memory();
  if (view.buffer !== buffer) view = new DataView(buffer);
  return view;
}

export const loadU8 = (at: number): number => memory().getUint8(at);
export const loadS8 = (at: number): number => memory().getInt8(at);
export const loadU16 = (at: number): number => memory().getUint16(at, true);
export const loadS16 = (at: number): number => memory().getInt16(at, true);
export const loadU32 = (at: number): number => memory().getUint32(at, true);
export const loadU64 = (at: number): bigint => memory().getBigUint64(at, true);
export const loadF32 = (at: number): number => memory().getFloat32(at, true);
export const loadF64 = (at: number): number => memory().getFloat64(at, true);

export const store8 = (at: number, value: number): void => memory().setUint8(at, value);
export const store16 = (at: number, value: number): void => memory().setUint16(at, value, true);
export const store32 = (at: number, value: number): void => memory().setUint32(at, value, true);
export const store64 = (at: number, value: bigint): void => memory().setBigUint64(at, value, true);
export const storeF32 = (at: number, value: number): void => memory().setFloat32(at, value, true);
export const storeF64 = (at: number, value: number): void => memory().setFloat64(at, value, true);

/** Blocks that are lent to the host, the oldest first. */
const blocks: number[] = [];

/** Where a call begins: what is allocated from here on goes with `leave`. */
export const enter = (): number => blocks.length;

export function leave(frame: number): void {
  while (blocks.length > frame) {
    const block = blocks.pop();
    if (block !== undefined) __ocre.free(block);
  }
}

/** Gives back everything that was lowered for a result which the host has read. */
export const release = (): void => leave(0);

export function allocate(size: number, align: number): number {
  if (size === 0) return align;
  const block = __ocre.alloc(align, size);
  blocks.push(block);
  return block;
}

let resultBlock = 0;
let resultSize = 0;

/** Where the result of an export is. One is enough: the host reads a result before its next call. */
export function resultArea(size: number): number {
  if (__ocre.resultArea !== undefined) return __ocre.resultArea(size);
  if (size > resultSize) {
    if (resultSize > 0) __ocre.free(resultBlock);
    resultBlock = __ocre.alloc(8, size);
    resultSize = size;
  }
  return resultBlock;
}

/** Frees a block that the host filled. */
export function reclaim(block: number, size: number): void {
  if (size !== 0) __ocre.free(block);
}

/** A text of the host's; its block is freed. */
export function liftString(at: number, length: number): string {
  if (length === 0) return "";
  const text = __ocre.decode(at, length);
  __ocre.free(at);
  return text;
}

/** Bytes of the text that was lowered last. */
export let loweredLength = 0;

export function lowerString(text: string): number {
  const block = __ocre.encode(text);
  loweredLength = __ocre.length;
  blocks.push(block);
  return block;
}

interface NumberArray<A> {
  new (buffer: ArrayBuffer): A;
  readonly BYTES_PER_ELEMENT: number;
}

/** A copy of the host's numbers; their block is freed. */
export function liftArray<A>(type: NumberArray<A>, at: number, length: number): A {
  const size = length * type.BYTES_PER_ELEMENT;
  const copy = new type(__ocre.memory().slice(at, at + size));
  reclaim(at, size);
  return copy;
}

/** A copy of the numbers in memory. */
export function lowerArray(of: ArrayBufferView, align: number): number {
  const size = of.byteLength;
  const block = allocate(size, align);
  new Uint8Array(__ocre.memory(), block, size).set(new Uint8Array(of.buffer, of.byteOffset, size));
  return block;
}
