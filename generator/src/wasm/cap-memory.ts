/** Rewrites a module so that its memory and tables cannot grow beyond a limit, which `resourceLimits` does not see. */
import { type ByteReader, concatBytes, encodeUnsigned } from "./bytes.js";
import { type FunctionType, type Limits, readExternType, readFunctionTypes, readLimits } from "./module.js";
import { joinSections, type Section, sectionIds, sectionReader, splitSections } from "./sections.js";

export const pageBytes = 65_536;

export type CappedModule =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: "too-large"; readonly needed: bigint; readonly allowed: number }
  | { readonly ok: false; readonly reason: "shared" | "several" };

/** What an element of a table costs an engine, roughly. */
const elementBytes = 16;

/** The new limits of a memory or a table, as they are written in a module. */
type Cap = (kind: "memory" | "table", limits: Limits) => number[];

/**
 * Sets the maximum of the module's memory to at most `maxPages` pages, or says why the module must not run. Its tables
 * together may take as much again: they lie outside of memory, and an engine allows ten million elements in each.
 */
export function capMemory(bytes: Uint8Array, maxPages: number): CappedModule {
  const sections = splitSections(bytes);
  const types = readFunctionTypes(bytes, sections);
  const found: Record<"memory" | "table", Limits[]> = { memory: [], table: [] };
  const rewrite = (cap: Cap): Section[] =>
    sections.map((section) => {
      if (section.id === sectionIds.memory) return capDefined(bytes, section, "memory", cap);
      if (section.id === sectionIds.table) return capDefined(bytes, section, "table", cap);
      if (section.id === sectionIds.import) return capImported(bytes, section, types, cap);
      return section;
    });
  rewrite((kind, limits) => {
    found[kind].push(limits);
    return [];
  });
  if (found.memory.length > 1) return { ok: false, reason: "several" };
  const memory = found.memory[0];
  // A shared memory can be handed to other threads, where no deadline of ours would reach.
  if (memory?.shared === true) return { ok: false, reason: "shared" };
  const tables = found.table.reduce((sum, { min }) => sum + min, 0n) * BigInt(elementBytes);
  const tablePages = (tables + BigInt(pageBytes - 1)) / BigInt(pageBytes);
  const pages = memory?.min ?? 0n;
  const needed = pages > tablePages ? pages : tablePages;
  if (needed > BigInt(maxPages)) return { ok: false, reason: "too-large", needed, allowed: maxPages };
  if (memory === undefined && found.table.length === 0) return { ok: true, bytes };
  const share = Math.floor((maxPages * pageBytes) / elementBytes / Math.max(1, found.table.length));
  const capped = rewrite((kind, limits) => limitTo(limits, BigInt(kind === "memory" ? maxPages : share)));
  return { ok: true, bytes: joinSections(capped) };
}

function limitTo({ min, max, shared, is64 }: Limits, ceiling: bigint): number[] {
  const flags = 1 | (shared ? 2 : 0) | (is64 ? 4 : 0);
  const least = min > ceiling ? min : ceiling;
  return [flags, ...encodeUnsigned(min), ...encodeUnsigned(max === undefined || max > least ? least : max)];
}

function capDefined(bytes: Uint8Array, section: Section, kind: "memory" | "table", cap: Cap): Section {
  const reader = sectionReader(bytes, section);
  const count = reader.count();
  const out: number[] = encodeUnsigned(count);
  for (let index = 0; index < count; index += 1) {
    if (kind === "table") out.push(reader.byte());
    out.push(...cap(kind, readLimits(reader)));
  }
  return { id: section.id, start: 0, content: Uint8Array.from(out) };
}

function capImported(bytes: Uint8Array, section: Section, types: readonly FunctionType[], cap: Cap): Section {
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
  cap: Cap,
): Uint8Array {
  const kindAt = reader.offset;
  const type = readExternType(reader, types);
  // A table is made by who exports it: its size is not this module's doing.
  if (type.kind !== "memory") return bytes.subarray(start, reader.offset);
  return concatBytes([bytes.subarray(start, kindAt + 1), cap("memory", type.limits)]);
}
