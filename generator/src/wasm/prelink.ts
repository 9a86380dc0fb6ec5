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
 * which each of these is written in two bytes. They count the functions of the main part first, then the adapter's.
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
  const code = codeOf(main, wide);
  const elements = elementsOf(main, wide);
  const rewritten = new Map<number, Uint8Array>([
    [sectionIds.code, code.content],
    [sectionIds.element, elements.content],
  ]);
  const sections = splitSections(pruned.bytes).map(
    (section): Section => ({ ...section, content: rewritten.get(section.id) ?? section.content }),
  );
  const content = concatBytes([
    encodeName(sitesSection),
    encodeVector(provided.map(encodeName)),
    asBytes(code.sites),
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

type Wide = (index: number) => readonly number[];

/** Content of a section that is put together, and where its indices of functions come to stand behind their number. */
class Rewriter {
  readonly sites: number[] = [];
  readonly #pieces: (Uint8Array | readonly number[])[] = [];
  #length = 0;

  add(piece: Uint8Array | readonly number[]): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  addIndex(index: readonly number[]): void {
    this.sites.push(this.#length);
    this.add(index);
  }

  /** Behind everything else, with its length before it. */
  addSized(inner: Rewriter): void {
    this.add(encodeUnsigned(inner.#length));
    for (const site of inner.sites) this.sites.push(this.#length + site);
    for (const piece of inner.#pieces) this.add(piece);
  }

  content(count: number): Uint8Array {
    return concatBytes([encodeUnsigned(count), ...this.#pieces]);
  }
}

interface Rewritten {
  readonly content: Uint8Array;
  readonly sites: readonly number[];
}

function codeOf(main: LinkPart, wide: Wide): Rewritten {
  const bodies = main.entities.func.flatMap(({ body }) => body ?? []);
  const all = new Rewriter();
  for (const body of bodies) {
    const inner = new Rewriter();
    let copied = body.start;
    walkBody(main, body, (use, index, start, end) => {
      if (use !== "func") return;
      inner.add(main.bytes.subarray(copied, start));
      inner.addIndex(wide(index));
      copied = end;
    });
    inner.add(main.bytes.subarray(copied, body.end));
    all.addSized(inner);
  }
  return { content: all.content(bodies.length), sites: all.sites };
}

function elementsOf(main: LinkPart, wide: Wide): Rewritten {
  const all = new Rewriter();
  for (const { offset, functions = [] } of main.elements) {
    all.add([0]);
    if (offset !== undefined) all.add(main.bytes.subarray(offset.start, offset.end));
    all.add(encodeUnsigned(functions.length));
    for (const index of functions) all.addIndex(wide(index));
  }
  return { content: all.content(main.elements.length), sites: all.sites };
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
