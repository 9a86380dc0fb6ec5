/** What a core module says about itself: imports, exports, memories, custom sections, sizes. */
import { type ByteReader, WasmFormatError } from "./bytes.js";
import { type Section, sectionIds, sectionReader, splitSections } from "./sections.js";

export type ValueType = "i32" | "i64" | "f32" | "f64" | "v128" | "funcref" | "externref";

export interface FunctionType {
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
}

export interface Limits {
  /** In pages of 64 KiB for memories, in elements for tables. */
  readonly min: bigint;
  readonly max?: bigint;
  readonly shared: boolean;
  readonly is64: boolean;
}

export type ExternKind = "func" | "table" | "memory" | "global" | "tag";

export type ExternType =
  | { readonly kind: "func"; readonly type: FunctionType }
  | { readonly kind: "memory"; readonly limits: Limits }
  | { readonly kind: "table"; readonly limits: Limits }
  | { readonly kind: "global"; readonly type: ValueType; readonly mutable: boolean }
  | { readonly kind: "tag" };

export interface WasmImport {
  readonly module: string;
  readonly name: string;
  readonly type: ExternType;
}

export interface WasmExport {
  readonly name: string;
  readonly type: ExternType;
}

export interface CustomSection {
  readonly name: string;
  readonly content: Uint8Array;
}

export interface WasmModule {
  readonly imports: readonly WasmImport[];
  readonly exports: readonly WasmExport[];
  /** Imported and defined ones, in index order. */
  readonly memories: readonly { readonly imported: boolean; readonly limits: Limits }[];
  readonly customSections: readonly CustomSection[];
  readonly hasStart: boolean;
  /** In bytes: the file, its code, its data. */
  readonly size: { readonly total: number; readonly code: number; readonly data: number };
}

const valueTypes: ReadonlyMap<number, ValueType> = new Map([
  [0x7f, "i32"],
  [0x7e, "i64"],
  [0x7d, "f32"],
  [0x7c, "f64"],
  [0x7b, "v128"],
  [0x70, "funcref"],
  [0x6f, "externref"],
]);

function valueType(reader: ByteReader): ValueType {
  const byte = reader.byte();
  return valueTypes.get(byte) ?? reader.fail(`value type 0x${byte.toString(16)} is not supported`);
}

export function readLimits(reader: ByteReader): Limits {
  const flags = reader.byte();
  if ((flags & ~7) !== 0) reader.fail(`limits with flags 0x${flags.toString(16)} are not supported`);
  const is64 = (flags & 4) !== 0;
  const min = reader.unsigned(is64 ? 64 : 32);
  return {
    min,
    ...((flags & 1) !== 0 ? { max: reader.unsigned(is64 ? 64 : 32) } : {}),
    shared: (flags & 2) !== 0,
    is64,
  };
}

function times<T>(count: number, read: () => T): T[] {
  const out: T[] = [];
  for (let index = 0; index < count; index += 1) out.push(read());
  return out;
}

/** Reads the type part of an import, and leaves the reader behind it. */
export function readExternType(reader: ByteReader, types: readonly FunctionType[]): ExternType {
  const kind = reader.byte();
  switch (kind) {
    case 0: {
      const type = types[reader.u32()];
      return type === undefined ? reader.fail("unknown type index") : { kind: "func", type };
    }
    case 1:
      valueType(reader);
      return { kind: "table", limits: readLimits(reader) };
    case 2:
      return { kind: "memory", limits: readLimits(reader) };
    case 3:
      return { kind: "global", type: valueType(reader), mutable: reader.byte() === 1 };
    case 4:
      reader.byte();
      reader.u32();
      return { kind: "tag" };
    default:
      return reader.fail(`unknown kind of import ${kind}`);
  }
}

function readTypes(reader: ByteReader): FunctionType[] {
  return times(reader.count(), () => {
    const form = reader.byte();
    if (form !== 0x60) reader.fail(`types of form 0x${form.toString(16)} are not supported`);
    const params = times(reader.count(), () => valueType(reader));
    return { params, results: times(reader.count(), () => valueType(reader)) };
  });
}

const constantLengths: ReadonlyMap<number, (reader: ByteReader) => void> = new Map([
  [0x41, (reader) => skipLeb(reader)],
  [0x42, (reader) => skipLeb(reader)],
  [0x43, (reader) => void reader.slice(4)],
  [0x44, (reader) => void reader.slice(8)],
  [0x23, (reader) => skipLeb(reader)],
  [0xd0, (reader) => skipLeb(reader)],
  [0xd2, (reader) => skipLeb(reader)],
]);

function skipLeb(reader: ByteReader): void {
  while ((reader.byte() & 0x80) !== 0);
}

/** Steps over a constant expression; the arithmetic of extended constants has no immediates. */
function skipConstant(reader: ByteReader): void {
  for (;;) {
    const opcode = reader.byte();
    if (opcode === 0x0b) return;
    if (opcode === 0xfd) {
      if (reader.u32() !== 12) reader.fail("unknown constant expression");
      reader.slice(16);
    } else {
      constantLengths.get(opcode)?.(reader);
    }
  }
}

interface Spaces {
  readonly func: ExternType[];
  readonly table: ExternType[];
  readonly memory: ExternType[];
  readonly global: ExternType[];
  readonly tag: ExternType[];
}

function readGlobals(reader: ByteReader): ExternType[] {
  return times(reader.count(), () => {
    const type = valueType(reader);
    const mutable = reader.byte() === 1;
    skipConstant(reader);
    return { kind: "global" as const, type, mutable };
  });
}

function readTables(reader: ByteReader): ExternType[] {
  return times(reader.count(), () => {
    valueType(reader);
    return { kind: "table" as const, limits: readLimits(reader) };
  });
}

const exportKinds = ["func", "table", "memory", "global", "tag"] as const;

function readExports(reader: ByteReader, spaces: Spaces): WasmExport[] {
  return times(reader.count(), () => {
    const name = reader.name();
    const kind = exportKinds[reader.byte()];
    if (kind === undefined) return reader.fail("unknown kind of export");
    const type = spaces[kind][reader.u32()];
    return type === undefined ? reader.fail(`export '${name}' names nothing`) : { name, type };
  });
}

/** The custom sections, by reading names only: works on modules whose other sections it does not know. */
export function readCustomSections(bytes: Uint8Array): readonly CustomSection[] {
  return splitSections(bytes)
    .filter((section) => section.id === sectionIds.custom)
    .map((section) => customSection(bytes, section));
}

function customSection(bytes: Uint8Array, section: Section): CustomSection {
  const reader = sectionReader(bytes, section);
  const name = reader.name();
  return { name, content: reader.slice(reader.end - reader.offset) };
}

/** Function types by index. */
export function readFunctionTypes(bytes: Uint8Array, sections: readonly Section[]): readonly FunctionType[] {
  const section = sections.find((candidate) => candidate.id === sectionIds.type);
  return section === undefined ? [] : readTypes(sectionReader(bytes, section));
}

/** Reads the outline of a core module; throws `WasmFormatError` for anything else. Code is not validated. */
export function readModule(bytes: Uint8Array): WasmModule {
  const sections = splitSections(bytes);
  const types = readFunctionTypes(bytes, sections);
  const spaces: Spaces = { func: [], table: [], memory: [], global: [], tag: [] };
  const imports: WasmImport[] = [];
  const exports: WasmExport[] = [];
  const customSections: CustomSection[] = [];
  let hasStart = false;
  const size = { total: bytes.length, code: 0, data: 0 };
  for (const section of sections) {
    const reader = sectionReader(bytes, section);
    switch (section.id) {
      case sectionIds.custom:
        customSections.push(customSection(bytes, section));
        break;
      case sectionIds.import:
        for (const item of times(reader.count(), () => readImport(reader, types))) {
          imports.push(item);
          spaces[item.type.kind].push(item.type);
        }
        break;
      case sectionIds.function:
        for (const index of times(reader.count(), () => reader.u32())) {
          const type = types[index];
          if (type === undefined) throw new WasmFormatError("unknown type index", section.start);
          spaces.func.push({ kind: "func", type });
        }
        break;
      case sectionIds.table:
        spaces.table.push(...readTables(reader));
        break;
      case sectionIds.memory:
        spaces.memory.push(...times(reader.count(), () => ({ kind: "memory" as const, limits: readLimits(reader) })));
        break;
      case sectionIds.global:
        spaces.global.push(...readGlobals(reader));
        break;
      case sectionIds.export:
        exports.push(...readExports(reader, spaces));
        break;
      case sectionIds.start:
        hasStart = true;
        break;
      case sectionIds.code:
        size.code += section.content.length;
        break;
      case sectionIds.data:
        size.data += section.content.length;
        break;
      default:
        break;
    }
  }
  const importedMemories = imports.filter((item) => item.type.kind === "memory").length;
  const memories = spaces.memory.flatMap((type, index) =>
    type.kind === "memory" ? [{ imported: index < importedMemories, limits: type.limits }] : [],
  );
  return { imports, exports, memories, customSections, hasStart, size };
}

function readImport(reader: ByteReader, types: readonly FunctionType[]): WasmImport {
  const module = reader.name();
  const name = reader.name();
  return { module, name, type: readExternType(reader, types) };
}
