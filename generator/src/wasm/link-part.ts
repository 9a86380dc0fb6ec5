/** A core module taken apart for the linker: every index space, and where in the bytes each body lies. */
import { ByteReader } from "./bytes.js";
import { heapType, walkExpression } from "./instructions.js";
import { type Limits, readLimits } from "./module.js";
import { type Section, sectionIds, sectionReader, splitSections } from "./sections.js";

export const spaces = ["func", "table", "memory", "global"] as const;
export type Space = (typeof spaces)[number];

/** From `start` to before `end`, in the part's bytes. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What importer and exporter must agree about. */
export type Shape =
  /** `type` is the index of a type of the same part. */
  | { readonly space: "func"; readonly type: number }
  | { readonly space: "table"; readonly element: number; readonly limits: Limits }
  | { readonly space: "memory"; readonly limits: Limits }
  | { readonly space: "global"; readonly type: number; readonly mutable: boolean };

export interface ImportOrigin {
  readonly module: string;
  readonly field: string;
}

/** One entry of an index space; imports come first in each. */
export interface Entity {
  readonly shape: Shape;
  readonly origin?: ImportOrigin;
  /** Of a function its body, of a global its initial value. */
  readonly body?: Range;
}

export interface ElementSegment {
  readonly mode: "active" | "passive" | "declared";
  readonly table: number;
  readonly offset?: Range;
  readonly type: number;
  /** Either functions by index, or an expression for each element. */
  readonly functions?: readonly number[];
  readonly expressions?: readonly Range[];
}

export interface DataSegment {
  /** Absent: passive. */
  readonly offset?: Range;
  readonly content: Range;
}

export interface PartExport {
  readonly name: string;
  readonly space: Space;
  readonly index: number;
}

export interface LinkPart {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** As they are written in the module: equal text is an equal type. */
  readonly types: readonly Uint8Array[];
  readonly entities: Readonly<Record<Space, Entity[]>>;
  readonly exports: readonly PartExport[];
  readonly start?: number;
  readonly elements: readonly ElementSegment[];
  readonly data: readonly DataSegment[];
  readonly hasDataCount: boolean;
  readonly customs: readonly { readonly name: string; readonly content: Range }[];
}

/** As the sections follow each other; the number of data segments stands before the code. */
const sectionOrder: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11];

/** Takes a module apart; throws `WasmFormatError` for bytes that are no module, or one with things no guest needs. */
export function readLinkPart(name: string, given: Uint8Array): LinkPart {
  // A Buffer of Node prints its slices as text, and the text of a type is what it is compared by.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  const found = splitSections(bytes);
  const types: Uint8Array[] = [];
  const entities: Record<Space, Entity[]> = { func: [], table: [], memory: [], global: [] };
  const exports: PartExport[] = [];
  const elements: ElementSegment[] = [];
  const data: DataSegment[] = [];
  const customs: { readonly name: string; readonly content: Range }[] = [];
  const declared: number[] = [];
  let start: number | undefined;
  let hasDataCount = false;
  let rank = -1;
  for (const section of found) {
    const reader = sectionReader(bytes, section);
    if (section.id === sectionIds.custom) {
      customs.push({ name: reader.name(), content: { start: reader.offset, end: reader.end } });
      continue;
    }
    const next = sectionOrder.indexOf(section.id);
    if (next < 0) unknownSection(reader, section);
    // Imports must be known before what is defined: an index counts both.
    if (next <= rank) reader.fail("sections are out of order");
    rank = next;
    const each = (read: () => void): void => {
      for (let left = reader.count(); left > 0; left -= 1) read();
    };
    switch (section.id) {
      case sectionIds.type:
        each(() => types.push(functionType(reader)));
        break;
      case sectionIds.import:
        each(() => {
          const entity = importedEntity(reader, types.length);
          entities[entity.shape.space].push(entity);
        });
        break;
      case sectionIds.function:
        each(() => declared.push(typeIndex(reader, types.length)));
        break;
      case sectionIds.table:
        each(() => entities.table.push({ shape: tableShape(reader) }));
        break;
      case sectionIds.memory:
        each(() => entities.memory.push({ shape: { space: "memory", limits: readLimits(reader) } }));
        break;
      case sectionIds.global:
        each(() => entities.global.push({ shape: globalShape(reader), body: expression(reader) }));
        break;
      case sectionIds.export:
        each(() => exports.push(exported(reader)));
        break;
      case sectionIds.start:
        start = reader.u32();
        break;
      case sectionIds.element:
        each(() => elements.push(elementSegment(reader)));
        break;
      case sectionIds.dataCount:
        hasDataCount = true;
        break;
      case sectionIds.code: {
        let at = 0;
        each(() => {
          const type = declared[at] ?? reader.fail("more bodies than functions");
          at += 1;
          const length = reader.u32();
          const from = reader.offset;
          reader.slice(length);
          entities.func.push({ shape: { space: "func", type }, body: { start: from, end: reader.offset } });
        });
        if (at !== declared.length) reader.fail("fewer bodies than functions");
        declared.length = 0;
        break;
      }
      case sectionIds.data:
        each(() => data.push(dataSegment(reader)));
        break;
      default:
        break;
    }
    if (!reader.done && section.id !== sectionIds.dataCount) reader.fail("a section is longer than its content");
  }
  if (declared.length > 0) new ByteReader(bytes, bytes.length).fail("functions without bodies");
  return {
    name,
    bytes,
    types,
    entities,
    exports,
    ...(start === undefined ? {} : { start }),
    elements,
    data,
    hasDataCount,
    customs,
  };
}

function unknownSection(reader: ByteReader, { id }: Section): never {
  return reader.fail(id === sectionIds.tag ? "exceptions are not supported" : `unknown section ${id}`);
}

/** The bytes of number, vector and reference types. */
function valueType(reader: ByteReader): number {
  const byte = reader.byte();
  if ((byte < 0x7b || byte > 0x7f) && byte !== 0x70 && byte !== 0x6f)
    reader.fail(`value type 0x${byte.toString(16)} is not supported`);
  return byte;
}

function functionType(reader: ByteReader): Uint8Array {
  const start = reader.offset;
  const form = reader.byte();
  if (form !== 0x60) reader.fail(`types of form 0x${form.toString(16)} are not supported`);
  for (const _ of ["params", "results"]) for (let left = reader.count(); left > 0; left -= 1) valueType(reader);
  return reader.bytes.subarray(start, reader.offset);
}

function typeIndex(reader: ByteReader, types: number): number {
  const index = reader.u32();
  return index < types ? index : reader.fail("unknown type index");
}

function tableShape(reader: ByteReader): Shape {
  return { space: "table", element: heapType(reader), limits: readLimits(reader) };
}

function globalShape(reader: ByteReader): Shape {
  const type = valueType(reader);
  const mutable = reader.byte();
  if (mutable > 1) reader.fail("unknown mutability");
  return { space: "global", type, mutable: mutable === 1 };
}

function importedEntity(reader: ByteReader, types: number): Entity {
  const origin = { module: reader.name(), field: reader.name() };
  const kind = reader.byte();
  switch (kind) {
    case 0:
      return { shape: { space: "func", type: typeIndex(reader, types) }, origin };
    case 1:
      return { shape: tableShape(reader), origin };
    case 2:
      return { shape: { space: "memory", limits: readLimits(reader) }, origin };
    case 3:
      return { shape: globalShape(reader), origin };
    default:
      return reader.fail(kind === 4 ? "exceptions are not supported" : `unknown kind of import ${kind}`);
  }
}

function exported(reader: ByteReader): PartExport {
  const name = reader.name();
  const kind = reader.byte();
  const space = spaces[kind] ?? reader.fail(`unknown kind of export ${kind}`);
  return { name, space, index: reader.u32() };
}

function expression(reader: ByteReader): Range {
  const start = reader.offset;
  walkExpression(reader, () => undefined);
  return { start, end: reader.offset };
}

/** Bit 0: not active; bit 1: a table of its own, or declared only; bit 2: expressions instead of indices. */
function elementSegment(reader: ByteReader): ElementSegment {
  const flags = reader.u32();
  if (flags > 7) reader.fail("unknown form of element segment");
  const mode = (flags & 1) === 0 ? "active" : (flags & 2) === 0 ? "passive" : "declared";
  const table = mode === "active" && (flags & 2) !== 0 ? reader.u32() : 0;
  const offset = mode === "active" ? { offset: expression(reader) } : {};
  let type = 0x70;
  if ((flags & 3) !== 0) {
    if ((flags & 4) !== 0) type = heapType(reader);
    else if (reader.byte() !== 0) reader.fail("unknown kind of element");
  }
  const segment = { mode, table, ...offset, type } as const;
  const count = reader.count();
  if ((flags & 4) === 0) return { ...segment, functions: Array.from({ length: count }, () => reader.u32()) };
  return { ...segment, expressions: Array.from({ length: count }, () => expression(reader)) };
}

function dataSegment(reader: ByteReader): DataSegment {
  const flags = reader.u32();
  if (flags > 2) reader.fail("unknown form of data segment");
  if (flags === 2 && reader.u32() !== 0) reader.fail("several memories are not supported");
  const offset = flags === 1 ? {} : { offset: expression(reader) };
  const length = reader.u32();
  const start = reader.offset;
  reader.slice(length);
  return { ...offset, content: { start, end: start + length } };
}
