/** The sections of a core module: splitting, naming, and putting them together again. */
import { ByteReader, concatBytes, encodeUnsigned, WasmFormatError } from "./bytes.js";

export const sectionIds = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
  tag: 13,
} as const;

export interface Section {
  readonly id: number;
  /** Where its content starts in the module; 0 for a section made here. */
  readonly start: number;
  readonly content: Uint8Array;
}

const magic = [0x00, 0x61, 0x73, 0x6d];
const coreVersion = [0x01, 0x00, 0x00, 0x00];

/** Whether the bytes start like a module, a component, or neither. */
export function binaryKind(bytes: Uint8Array): "module" | "component" | "unknown" {
  if (bytes.length < 8 || magic.some((byte, index) => bytes[index] !== byte)) return "unknown";
  if (coreVersion.every((byte, index) => bytes[index + 4] === byte)) return "module";
  return bytes[6] === 1 && bytes[7] === 0 ? "component" : "unknown";
}

export function splitSections(bytes: Uint8Array): readonly Section[] {
  const kind = binaryKind(bytes);
  if (kind === "component") throw new WasmFormatError("this is a component, not a core module", 4);
  if (kind === "unknown") throw new WasmFormatError("this is not a WebAssembly module", 0);
  const reader = new ByteReader(bytes, 8);
  const sections: Section[] = [];
  while (!reader.done) {
    const id = reader.byte();
    const length = reader.u32();
    const start = reader.offset;
    sections.push({ id, start, content: reader.slice(length) });
  }
  return sections;
}

export function joinSections(sections: readonly Section[]): Uint8Array {
  const parts: (Uint8Array | readonly number[])[] = [magic, coreVersion];
  for (const section of sections) {
    parts.push([section.id, ...encodeUnsigned(section.content.length)], section.content);
  }
  return concatBytes(parts);
}

export function sectionReader(bytes: Uint8Array, section: Section): ByteReader {
  // Offsets of errors count from the start of the module, so the reader runs over the whole of it.
  return section.start > 0
    ? new ByteReader(bytes, section.start, section.start + section.content.length)
    : new ByteReader(section.content);
}
