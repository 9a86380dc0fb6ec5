/**
 * A main part made ready once for adapters to come: `attach` then puts one beside it without looking at its code again.
 * All that an adapter changes in the code of the main part is by how much the index of each function is shifted, because
 * imports come before functions.
 */
import { ByteReader, concatBytes, encodeName, encodeUnsigned, encodeVector } from "./bytes.js";
import { linkModules } from "./link.js";
import { walkBody } from "./link-code.js";
import { type LinkPart, readLinkPart } from "./link-part.js";
import { readLimits } from "./module.js";
import { joinSections, type Section, sectionIds, sectionReader, splitSections } from "./sections.js";

/**
 * What `attach` takes: a custom section that says where indices of functions stand, then the sections of the part, in
 * which each of these is written in two bytes. In these indices the functions of the main part come first, then those of the adapter.
 */
export type Prelinked = Uint8Array;

/** The most functions that two bytes can count. */
export const mostFunctions = 1 << 14;
const sitesSection = "ocrekit.sites";

export interface PrelinkOptions {
  /** Exports of the part that stay or that adapters use. */
  readonly needed: readonly string[];
  /** The first functions of every adapter, in their order: all that the part imports. */
  readonly provided: readonly string[];
}

export function prelink(part: Uint8Array, { needed, provided }: PrelinkOptions): Prelinked {
  const pruned = linkModules([{ name: "main", bytes: part }], { keepExport: (name) => needed.includes(name) });
  if (!pruned.ok) return fail(`the part does not link with itself: ${pruned.reason}`);
  const main = readLinkPart("main", pruned.bytes);
  refuseWhatMoves(main);
  const own = main.entities.func.filter(({ origin }) => origin === undefined).length;
  const numbers = main.entities.func.map(({ origin }, index) => {
    if (origin === undefined) return index - (main.entities.func.length - own);
    const at = provided.indexOf(origin.field);
    return at >= 0 ? own + at : fail(`the part imports '${origin.field}', which adapters do not have`);
  });
  const wide = (index: number): readonly number[] => twoBytes(numbers[index] ?? fail("no such function"));
  const sites: number[] = [];
  const code = main.entities.func.flatMap(({ body }) => {
    if (body === undefined) return [];
    const pieces: (Uint8Array | readonly number[])[] = [];
    let [copied, length] = [body.start, 0];
    const inBody: number[] = [];
    const add = (piece: Uint8Array | readonly number[]): void => {
      pieces.push(piece);
      length += piece.length;
    };
    walkBody(main, body, (use, index, start, end) => {
      if (use !== "func") return;
      add(main.bytes.subarray(copied, start));
      inBody.push(length);
      add(wide(index));
      copied = end;
    });
    add(main.bytes.subarray(copied, body.end));
    return [{ bytes: concatBytes([encodeUnsigned(length), ...pieces]), inBody }];
  });
  let at = 0;
  for (const { bytes, inBody } of code) {
    const before = bytes.length - lengthOf(bytes);
    sites.push(...inBody.map((site) => at + before + site));
    at += bytes.length;
  }
  const elements = elementsOf(main, wide);
  const sections = splitSections(pruned.bytes).map((section): Section => {
    if (section.id === sectionIds.code)
      return { ...section, content: concatBytes([encodeUnsigned(code.length), ...code.map(({ bytes }) => bytes)]) };
    if (section.id === sectionIds.element) return { ...section, content: elements.content };
    return section;
  });
  const content = concatBytes([
    encodeName(sitesSection),
    encodeVector(provided.map(encodeName)),
    asBytes(sites),
    asBytes(elements.sites),
  ]);
  return joinSections([{ id: sectionIds.custom, start: 0, content }, ...sections]);
}

export interface Sites {
  /** The first functions of every adapter. */
  readonly provided: readonly string[];
  /** Where indices of functions stand in the code section and in that of the elements, behind the number of each. */
  readonly code: Uint32Array;
  readonly elements: Uint32Array;
}

function readSites(reader: ByteReader): Sites {
  const provided = Array.from({ length: reader.count() }, () => reader.name());
  // As they lie in memory: a decoder would take longer than everything else.
  const read = (): Uint32Array => new Uint32Array(reader.slice(reader.count()).slice().buffer);
  return { provided, code: read(), elements: read() };
}

const asBytes = (sites: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(Uint32Array.from(sites).buffer);
  return concatBytes([encodeUnsigned(bytes.length), bytes]);
};

function twoBytes(index: number): readonly number[] {
  if (index >= mostFunctions) fail("more functions than two bytes can count");
  return [(index & 0x7f) | 0x80, index >> 7];
}

/** What stands before the bytes of a body. */
function lengthOf(bytes: Uint8Array): number {
  return new ByteReader(bytes).u32();
}

function refuseWhatMoves({ start, entities: { global, table, memory }, elements }: LinkPart): void {
  if (start !== undefined) fail("a start function would have to be shifted too");
  if ([...global, ...table, ...memory].some(({ origin }) => origin !== undefined))
    fail("only functions are imported from an adapter");
  if (elements.some(({ mode, table: at, functions }) => mode !== "active" || at !== 0 || functions === undefined))
    fail("only plain tables of functions are known here");
}

function fail(reason: string): never {
  throw new Error(reason);
}

function elementsOf(main: LinkPart, wide: (index: number) => readonly number[]) {
  const sites: number[] = [];
  const pieces: (Uint8Array | readonly number[])[] = [];
  let at = 0;
  const add = (piece: Uint8Array | readonly number[]): void => {
    pieces.push(piece);
    at += piece.length;
  };
  for (const { offset, functions = [] } of main.elements) {
    add([0]);
    if (offset !== undefined) add(main.bytes.subarray(offset.start, offset.end));
    add(encodeUnsigned(functions.length));
    for (const index of functions) {
      sites.push(at);
      add(wide(index));
    }
  }
  return { content: concatBytes([encodeUnsigned(main.elements.length), ...pieces]), sites };
}

/** The section of this id; empty content with no elements where there is none. */
export function contentOf(sections: readonly Section[], id: number): Uint8Array {
  return sections.find((section) => section.id === id)?.content ?? Uint8Array.of(0);
}

/** `sections` without the first one, and what is in that. */
export function takeSites(prelinked: Prelinked): { readonly sites: Sites; readonly sections: readonly Section[] } {
  const [first, ...sections] = splitSections(prelinked);
  if (first === undefined) return fail("not a prelinked module");
  const reader = sectionReader(prelinked, first);
  if (first.id !== sectionIds.custom || reader.name() !== sitesSection) fail("not a prelinked module");
  return { sites: readSites(reader), sections };
}

/** As many as the part asks for by itself. */
export function memoryPages(prelinked: Prelinked): number {
  return Number(readLimits(new ByteReader(contentOf(splitSections(prelinked), sectionIds.memory), 1)).min);
}
