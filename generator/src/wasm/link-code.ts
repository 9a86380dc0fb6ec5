/** Copies code and constants with the indices of the linked module. */
import { ByteReader, concatBytes, encodeSigned, encodeUnsigned, WasmFormatError } from "./bytes.js";
import { type IndexUse, walkExpression } from "./instructions.js";
import type { Numbering } from "./link-numbers.js";
import type { LinkPart, Range } from "./link-part.js";
import { entityAt, fail, type Linkage } from "./link-resolve.js";

/** Steps over the local variables of a function, then over its instructions. */
export function walkBody(part: LinkPart, { start, end }: Range, onIndex: Parameters<typeof walkExpression>[1]): void {
  const reader = new ByteReader(part.bytes, start, end);
  for (let groups = reader.count(); groups > 0; groups -= 1) {
    reader.u32();
    const type = reader.byte();
    if (type === 0x63 || type === 0x64) reader.fail("typed references are not supported");
  }
  walkExpression(reader, onIndex);
  if (!reader.done) reader.fail("a function goes on after its end");
}

/** The function's body as it is in the result. */
export function relocated(link: Linkage, part: LinkPart, body: Range, numbers: Numbering): Uint8Array {
  const pieces: (Uint8Array | readonly number[])[] = [];
  let copied = body.start;
  walkBody(part, body, (use, index, start, end) => {
    pieces.push(part.bytes.subarray(copied, start), newIndex(link, part, use, index, numbers));
    copied = end;
  });
  pieces.push(part.bytes.subarray(copied, body.end));
  return concatBytes(pieces);
}

/**
 * A constant expression as it is in the result. A global that was imported and is now defined may not be read there in
 * WebAssembly 2.0, so its initial value takes its place.
 */
export function relocatedConstant(
  link: Linkage,
  part: LinkPart,
  range: Range,
  numbers: Numbering,
  within: readonly Range[] = [],
): Uint8Array {
  if (within.includes(range)) fail("globals begin with each other's value");
  const pieces: (Uint8Array | readonly number[])[] = [];
  let copied = range.start;
  walkExpression(new ByteReader(part.bytes, range.start, range.end), (use, index, start, end) => {
    const global = use === "global" ? link.target(entityAt(part, "global", index)) : undefined;
    if (global?.body === undefined || global.shape.space !== "global") {
      pieces.push(part.bytes.subarray(copied, start), newIndex(link, part, use, index, numbers));
    } else {
      if (global.shape.mutable) throw new WasmFormatError("a constant reads a global that changes", start);
      const value = relocatedConstant(link, link.part(global), global.body, numbers, [...within, range]);
      // Without the opcode before the index, and without the value's own `end`.
      pieces.push(part.bytes.subarray(copied, start - 1), value.subarray(0, -1));
    }
    copied = end;
  });
  pieces.push(part.bytes.subarray(copied, range.end));
  return concatBytes(pieces);
}

function newIndex(link: Linkage, part: LinkPart, use: IndexUse, index: number, numbers: Numbering): readonly number[] {
  switch (use) {
    case "type":
      return encodeUnsigned(numbers.type(part, index));
    case "block-type":
      return encodeSigned(numbers.type(part, index));
    case "elem":
      return encodeUnsigned(numbers.elem(part, index));
    case "data":
      return encodeUnsigned(numbers.data(part, index));
    default:
      return encodeUnsigned(numbers.index(use, link.target(entityAt(part, use, index))));
  }
}
