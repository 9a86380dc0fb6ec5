/** Steps over the instructions of core WebAssembly and tells where they name something by its index. */
import type { ByteReader } from "./bytes.js";

/** What an index counts. A block's type is an index too, but written as a signed number. */
export type IndexUse = "type" | "block-type" | "func" | "table" | "memory" | "global" | "elem" | "data";

/** `start` to `end` are the bytes of the index. */
export type OnIndex = (use: IndexUse, index: number, start: number, end: number) => void;

/**
 * Reads one expression, its last `end` included. Known are WebAssembly 2.0, tail calls, extended constants and threads;
 * any other instruction fails with its offset, because its immediates may hide an index.
 */
export function walkExpression(reader: ByteReader, onIndex: OnIndex): void {
  // Blocks are counted and not recursed into: hostile code nests as deep as it is long.
  for (let depth = 1; depth > 0; ) {
    const at = reader.offset;
    const opcode = reader.byte();
    if (opcode === 0x0b) depth -= 1;
    else if (opcode >= 0x02 && opcode <= 0x04) {
      depth += 1;
      blockType(reader, onIndex);
    } else if (opcode === 0xfc) prefixed(reader, at, onIndex);
    else if (opcode === 0xfd) vector(reader, at, onIndex);
    else if (opcode === 0xfe) atomic(reader, at, onIndex);
    else plain(reader, opcode, at, onIndex);
  }
}

function unknown(reader: ByteReader, at: number, opcode: string): never {
  reader.offset = at;
  return reader.fail(`instruction ${opcode} is not supported`);
}

const hex = (value: number): string => `0x${value.toString(16).padStart(2, "0")}`;

/** `-1` to `-64` are value types and the empty type, in one byte; a type's index is not negative. */
function blockType(reader: ByteReader, onIndex: OnIndex): void {
  const start = reader.offset;
  const first = reader.byte();
  if ((first & 0xc0) === 0x40) {
    if (first === 0x63 || first === 0x64) reader.fail("typed references are not supported");
    return;
  }
  reader.offset = start;
  const value = reader.u32();
  onIndex("block-type", value, start, reader.offset);
}

/** What follows an opcode: an index, or something that only has a length. */
type Immediate =
  | Exclude<IndexUse, "block-type">
  | "number"
  | "memory argument"
  | "labels"
  | "types"
  | "heap type"
  | 1
  | 4
  | 8
  | 16;

function skip(reader: ByteReader, immediate: Immediate, onIndex: OnIndex): void {
  const start = reader.offset;
  switch (immediate) {
    case "number":
      reader.skipLeb();
      break;
    case "memory argument":
      if ((reader.u32() & 0x40) !== 0) skip(reader, "memory", onIndex);
      reader.skipLeb();
      break;
    case "labels":
      for (let left = reader.count(); left >= 0; left -= 1) reader.u32();
      break;
    case "types":
      reader.slice(reader.count());
      break;
    case "heap type":
      heapType(reader);
      break;
    case 1:
    case 4:
    case 8:
    case 16:
      reader.slice(immediate);
      break;
    default:
      onIndex(immediate, reader.u32(), start, reader.offset);
  }
}

/** The types of references that are written without an index: `funcref` and `externref`. */
export function heapType(reader: ByteReader): number {
  const byte = reader.byte();
  return byte === 0x70 || byte === 0x6f ? byte : reader.fail(`reference type ${hex(byte)} is not supported`);
}

const none: readonly Immediate[] = [];
const local: readonly Immediate[] = ["number"];
const call: readonly Immediate[] = ["func"];
const callIndirect: readonly Immediate[] = ["type", "table"];

/** Instructions of one byte, but for loads, stores and arithmetic, which lie in two ranges. */
const immediates: ReadonlyMap<number, readonly Immediate[]> = new Map([
  [0x00, none],
  [0x01, none],
  [0x05, none],
  [0x0c, local],
  [0x0d, local],
  [0x0e, ["labels"]],
  [0x0f, none],
  [0x10, call],
  [0x11, callIndirect],
  [0x12, call],
  [0x13, callIndirect],
  [0x1a, none],
  [0x1b, none],
  [0x1c, ["types"]],
  [0x20, local],
  [0x21, local],
  [0x22, local],
  [0x23, ["global"]],
  [0x24, ["global"]],
  [0x25, ["table"]],
  [0x26, ["table"]],
  [0x3f, ["memory"]],
  [0x40, ["memory"]],
  [0x41, ["number"]],
  [0x42, ["number"]],
  [0x43, [4]],
  [0x44, [8]],
  [0xd0, ["heap type"]],
  [0xd1, none],
  [0xd2, call],
]);

const memoryAccess: readonly Immediate[] = ["memory argument"];

function plain(reader: ByteReader, opcode: number, at: number, onIndex: OnIndex): void {
  if (opcode >= 0x45 && opcode <= 0xc4) return;
  const following =
    opcode >= 0x28 && opcode <= 0x3e ? memoryAccess : (immediates.get(opcode) ?? unknown(reader, at, hex(opcode)));
  for (const immediate of following) skip(reader, immediate, onIndex);
}

/** From `memory.init` on; the eight before are conversions. */
const bulk: readonly (readonly Immediate[])[] = [
  ["data", "memory"],
  ["data"],
  ["memory", "memory"],
  ["memory"],
  ["elem", "table"],
  ["elem"],
  ["table", "table"],
  ["table"],
  ["table"],
  ["table"],
];

function prefixed(reader: ByteReader, at: number, onIndex: OnIndex): void {
  const opcode = reader.u32();
  if (opcode < 8) return;
  for (const immediate of bulk[opcode - 8] ?? unknown(reader, at, `0xfc ${hex(opcode)}`)) {
    skip(reader, immediate, onIndex);
  }
}

function vector(reader: ByteReader, at: number, onIndex: OnIndex): void {
  const opcode = reader.u32();
  if (opcode > 0x113) unknown(reader, at, `0xfd ${hex(opcode)}`);
  if (opcode <= 11 || (opcode >= 84 && opcode <= 93)) skip(reader, "memory argument", onIndex);
  if (opcode === 12 || opcode === 13) reader.slice(16);
  if ((opcode >= 21 && opcode <= 34) || (opcode >= 84 && opcode <= 91)) reader.byte();
}

function atomic(reader: ByteReader, at: number, onIndex: OnIndex): void {
  const opcode = reader.u32();
  if (opcode === 3) reader.byte();
  else if (opcode <= 2 || (opcode >= 0x10 && opcode <= 0x4e)) skip(reader, "memory argument", onIndex);
  else unknown(reader, at, `0xfe ${hex(opcode)}`);
}
