/** One function of a core module gets another body; everything else stays as it is, byte for byte. */
import { type ByteReader, concatBytes, encodeUnsigned } from "./bytes.js";
import { readExternType, readFunctionTypes } from "./module.js";
import { joinSections, type Section, sectionIds, sectionReader, splitSections } from "./sections.js";

export interface FunctionReplacement {
  /** The name that the function is exported by. */
  readonly exported: string;
  /** Names of imported functions that the new body calls. */
  readonly calls: readonly string[];
  /** The new body, its local variables first, by the indices of those functions. */
  readonly body: (indices: readonly number[]) => Uint8Array | readonly number[];
}

/** Nothing when the module does not export the function or does not import what the body calls. */
export function replaceFunction(
  bytes: Uint8Array,
  { exported, calls, body }: FunctionReplacement,
): Uint8Array | undefined {
  const sections = splitSections(bytes);
  const index = exportedFunction(bytes, sections, exported);
  if (index === undefined) return undefined;
  const imports = importedFunctions(bytes, sections);
  const indices = calls.map((name) => imports.indexOf(name));
  if (indices.includes(-1) || index < imports.length) return undefined;
  const changed = sections.map((section) =>
    section.id === sectionIds.code
      ? { ...section, content: withBody(sectionReader(bytes, section), index - imports.length, body(indices)) }
      : section,
  );
  return joinSections(changed);
}

function exportedFunction(bytes: Uint8Array, sections: readonly Section[], wanted: string): number | undefined {
  const section = sections.find(({ id }) => id === sectionIds.export);
  if (section === undefined) return undefined;
  const reader = sectionReader(bytes, section);
  for (let left = reader.count(); left > 0; left -= 1) {
    const name = reader.name();
    const kind = reader.byte();
    const index = reader.u32();
    if (name === wanted && kind === 0) return index;
  }
  return undefined;
}

/** Names by index. */
function importedFunctions(bytes: Uint8Array, sections: readonly Section[]): readonly string[] {
  const section = sections.find(({ id }) => id === sectionIds.import);
  if (section === undefined) return [];
  const types = readFunctionTypes(bytes, sections);
  const reader = sectionReader(bytes, section);
  const found: string[] = [];
  for (let left = reader.count(); left > 0; left -= 1) {
    reader.name();
    const name = reader.name();
    if (readExternType(reader, types).kind === "func") found.push(name);
  }
  return found;
}

function withBody(reader: ByteReader, index: number, body: Uint8Array | readonly number[]): Uint8Array {
  const count = reader.count();
  const parts: (Uint8Array | readonly number[])[] = [encodeUnsigned(count)];
  for (let at = 0; at < count; at += 1) {
    const old = reader.slice(reader.u32());
    const content = at === index ? body : old;
    parts.push(encodeUnsigned(content.length), content);
  }
  return concatBytes(parts);
}
