/** Rewrites a module so that its memory cannot grow beyond a limit, which `resourceLimits` of Node does not see. */
import { type ByteReader, concatBytes, encodeUnsigned } from "./bytes.js";
import { type FunctionType, type Limits, readExternType, readFunctionTypes, readLimits } from "./module.js";
import { joinSections, type Section, sectionIds, sectionReader, splitSections } from "./sections.js";

export const pageBytes = 65_536;

export type CappedModule =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: "too-large"; readonly needed: bigint; readonly allowed: number }
  | { readonly ok: false; readonly reason: "shared" | "several" };

/** Sets the maximum of the module's memory to at most `maxPages` pages, or says why the module must not run. */
export function capMemory(bytes: Uint8Array, maxPages: number): CappedModule {
  const sections = splitSections(bytes);
  const types = readFunctionTypes(bytes, sections);
  const found: Limits[] = [];
  const cap = (limits: Limits): number[] => {
    found.push(limits);
    const ceiling = BigInt(maxPages);
    const max = limits.max === undefined || limits.max > ceiling ? ceiling : limits.max;
    const flags = 1 | (limits.shared ? 2 : 0) | (limits.is64 ? 4 : 0);
    return [flags, ...encodeUnsigned(limits.min), ...encodeUnsigned(max)];
  };
  const rewritten = sections.map((section): Section => {
    if (section.id === sectionIds.memory) return capDefined(bytes, section, cap);
    if (section.id === sectionIds.import) return capImported(bytes, section, types, cap);
    return section;
  });
  if (found.length > 1) return { ok: false, reason: "several" };
  const memory = found[0];
  if (memory === undefined) return { ok: true, bytes };
  // A shared memory can be handed to other threads, where no deadline of ours would reach.
  if (memory.shared) return { ok: false, reason: "shared" };
  if (memory.min > BigInt(maxPages)) {
    return { ok: false, reason: "too-large", needed: memory.min, allowed: maxPages };
  }
  return { ok: true, bytes: joinSections(rewritten) };
}

function capDefined(bytes: Uint8Array, section: Section, cap: (limits: Limits) => number[]): Section {
  const reader = sectionReader(bytes, section);
  const count = reader.count();
  const out: number[] = encodeUnsigned(count);
  for (let index = 0; index < count; index += 1) out.push(...cap(readLimits(reader)));
  return { id: section.id, start: 0, content: Uint8Array.from(out) };
}

function capImported(
  bytes: Uint8Array,
  section: Section,
  types: readonly FunctionType[],
  cap: (limits: Limits) => number[],
): Section {
  const reader = sectionReader(bytes, section);
  const count = reader.count();
  const parts: (Uint8Array | readonly number[])[] = [encodeUnsigned(count)];
  for (let index = 0; index < count; index += 1) {
    const start = reader.offset;
    reader.slice(reader.u32());
    reader.slice(reader.u32());
    parts.push(importType(bytes, reader, start, types, cap));
  }
  return { id: section.id, start: 0, content: concatBytes(parts) };
}

function importType(
  bytes: Uint8Array,
  reader: ByteReader,
  start: number,
  types: readonly FunctionType[],
  cap: (limits: Limits) => number[],
): Uint8Array {
  const kindAt = reader.offset;
  const type = readExternType(reader, types);
  if (type.kind !== "memory") return bytes.subarray(start, reader.offset);
  return concatBytes([bytes.subarray(start, kindAt + 1), cap(type.limits)]);
}
