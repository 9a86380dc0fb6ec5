/** One function of a core module gets another body; everything else stays as it is, byte for byte. */
import { ByteReader, concatBytes, encodeUnsigned, encodeVector } from "./bytes.js";
import { walkExpression } from "./instructions.js";
import { readExternType, readFunctionTypes } from "./module.js";
import { joinSections, type Section, sectionIds, sectionReader, splitSections } from "./sections.js";

type Body = Uint8Array | readonly number[];

export interface FunctionReplacement {
  /** The name that the function is exported by. */
  readonly exported: string;
  /** Names of imported functions that the new body calls. */
  readonly calls: readonly string[];
  /** The new body, its local variables first, by the indices of those functions; nothing when the old one is not as expected. */
  readonly body: (indices: readonly number[], old: Uint8Array) => Body | undefined;
}

/** Nothing when the module does not export the function, does not import what the body calls, or has another body. */
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
  const code = sections.find(({ id }) => id === sectionIds.code);
  if (code === undefined) return undefined;
  const bodies = bodiesOf(sectionReader(bytes, code));
  const at = index - imports.length;
  const old = bodies[at];
  const made = old && body(indices, old);
  if (made === undefined) return undefined;
  const content = encodeVector(bodies.with(at, Uint8Array.from(made)).map(sized));
  return joinSections(sections.map((section) => (section === code ? { ...section, content } : section)));
}

/** Where a body calls the function: the offsets of the call and of what comes behind it. */
export function callsIn(body: Uint8Array, wanted: number): readonly (readonly [number, number])[] {
  const reader = new ByteReader(body);
  for (let groups = reader.count(); groups > 0; groups -= 1) {
    reader.u32();
    reader.byte();
  }
  const found: [number, number][] = [];
  walkExpression(reader, (use, index, start, end) => {
    if (use === "func" && index === wanted && body[start - 1] === call) found.push([start - 1, end]);
  });
  return found;
}

const call = 0x10;

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

function bodiesOf(reader: ByteReader): readonly Uint8Array[] {
  return Array.from({ length: reader.count() }, () => reader.slice(reader.u32()));
}

const sized = (body: Uint8Array): Uint8Array => concatBytes([encodeUnsigned(body.length), body]);
