/** Puts an adapter beside a part that was made ready for it: one pass over the indices of its functions. */
import { ByteReader, concatBytes, encodeName, encodeSigned, encodeUnsigned } from "./bytes.js";
import { walkBody } from "./link-code.js";
import { type Entity, type LinkPart, readLinkPart } from "./link-part.js";
import { readLimits } from "./module.js";
import { contentOf, mostFunctions, type Prelinked, takeSites } from "./prelink.js";
import { joinSections, type Section, sectionIds } from "./sections.js";

export interface Attachment {
  readonly prelinked: Prelinked;
  /** Under this name the adapter imports from the part. */
  readonly partName: string;
  readonly adapterName: string;
  /**
   * Its first functions are those that the part imports, in that order. It imports functions of the part and of hosts,
   * and asks the part's memory for pages behind those that the part has.
   */
  readonly adapter: Uint8Array;
  readonly keepExport: (name: string, part: string) => boolean;
}

/** The same module as `linkModules` makes of the two, but for functions of the part that nobody calls. */
export function attach({ prelinked, adapterName, partName, adapter: bytes, keepExport }: Attachment): Uint8Array {
  const { sites, sections } = takeSites(prelinked);
  const adapter = readLinkPart(adapterName, bytes);
  const part = readOutline(sections);
  checkProvided(sites.provided, adapter);

  const imported = importsOf(adapter, partName);
  const hosts = [...new Set(imported.values())];
  const shift = hosts.length;
  const own = adapter.entities.func.filter(({ origin }) => origin === undefined);
  if (shift + part.functions + own.length > mostFunctions) fail("more functions than two bytes can count");
  const { types, indices } = mergeTypes(part.types, adapter.types);
  const exported = new Map(part.exports.map((item) => [item.name, item]));
  const numbers = adapter.entities.func.map((entity, index) => {
    if (entity.origin === undefined)
      return shift + part.functions + index - (adapter.entities.func.length - own.length);
    const first = imported.get(entity);
    if (first !== undefined) return hosts.indexOf(first);
    const found = exported.get(entity.origin.field);
    if (found?.kind !== 0) return fail(`the part does not export ${entity.origin.field}`);
    return shift + part.ownIndex(found.index);
  });
  const typeOf = ({ shape }: Entity): readonly number[] => {
    return encodeUnsigned(indices[shape.space === "func" ? shape.type : -1] ?? fail("a function has no type"));
  };
  const exports = [
    ...part.exports
      .filter(({ name }) => keepExport(name, partName))
      .map(({ name, kind, index }) => exportEntry(name, kind, kind === 0 ? shift + part.ownIndex(index) : index)),
    ...adapter.exports
      .filter(({ name, space }) => space === "func" && keepExport(name, adapterName))
      .map(({ name, index }) => exportEntry(name, 0, numbers[index] ?? fail(`'${name}' is no function`))),
  ];
  const vector = (id: number): Vector => readVector(contentOf(sections, id));
  const data = withElements(
    vector(sectionIds.data),
    adapter.data.map(({ offset, content: { start, end } }) => {
      if (offset === undefined) return fail("data of the adapter have no place");
      const place = bytes.subarray(offset.start, offset.end);
      return concatBytes([[0], place, encodeUnsigned(end - start), bytes.subarray(start, end)]);
    }),
  );
  const hasDataCount = sections.some(({ id }) => id === sectionIds.dataCount);
  const made: readonly MadeSection[] = [
    { id: sectionIds.type, vector: newVector(types) },
    { id: sectionIds.import, vector: newVector(hosts.map((entity) => importEntry(entity, typeOf(entity)))) },
    { id: sectionIds.function, vector: withElements(vector(sectionIds.function), own.map(typeOf)) },
    { id: sectionIds.table, vector: vector(sectionIds.table) },
    { id: sectionIds.memory, vector: memoryFor(vector(sectionIds.memory), adapter) },
    { id: sectionIds.global, vector: withElements(vector(sectionIds.global), globalsOf(adapter)) },
    { id: sectionIds.export, vector: newVector(exports) },
    { id: sectionIds.element, vector: vector(sectionIds.element), sites: sites.elements },
    { id: sectionIds.dataCount, vector: { count: hasDataCount ? data.count : 0, pieces: [] } },
    {
      id: sectionIds.code,
      vector: withElements(
        vector(sectionIds.code),
        own.map(({ body }) => relocated(adapter, body ?? fail("no body"), numbers, indices, part.globals)),
      ),
      sites: sites.code,
    },
    { id: sectionIds.data, vector: data },
  ];
  return written(
    made,
    sections.filter(({ id }) => id === sectionIds.custom),
    shift,
  );
}

/** The elements of a section, where they lie. */
interface Vector {
  readonly count: number;
  readonly pieces: readonly (Uint8Array | readonly number[])[];
}

interface MadeSection {
  readonly id: number;
  readonly vector: Vector;
  /** In the first piece. */
  readonly sites?: Uint32Array;
}

function readVector(content: Uint8Array): Vector {
  const reader = new ByteReader(content);
  const count = reader.u32();
  return { count, pieces: [content.subarray(reader.offset)] };
}

const newVector = (pieces: Vector["pieces"]): Vector => ({ count: pieces.length, pieces });

const withElements = ({ count, pieces }: Vector, more: Vector["pieces"]): Vector => ({
  count: count + more.length,
  pieces: [...pieces, ...more],
});

/** Everything is copied once, and shifted where it then lies. */
function written(made: readonly MadeSection[], customs: readonly Section[], shift: number): Uint8Array {
  const pieces: (Uint8Array | readonly number[])[] = [joinSections([])];
  const shifts: { readonly at: number; readonly sites: Uint32Array }[] = [];
  let length = pieces[0]?.length ?? 0;
  const add = (piece: Uint8Array | readonly number[]): void => {
    pieces.push(piece);
    length += piece.length;
  };
  for (const { id, vector, sites } of made) {
    if (vector.count === 0) continue;
    const count = encodeUnsigned(vector.count);
    const size = vector.pieces.reduce((sum, piece) => sum + piece.length, count.length);
    add([id, ...encodeUnsigned(size), ...count]);
    if (sites !== undefined) shifts.push({ at: length, sites });
    for (const piece of vector.pieces) add(piece);
  }
  for (const { id, content } of customs) add(concatBytes([[id], encodeUnsigned(content.length), content]));
  const result = concatBytes(pieces);
  for (const { at, sites } of shifts) shiftFunctions(result, at, sites, shift);
  return result;
}

/** Written out, because it runs thousands of times in a program that has only just started. */
function shiftFunctions(bytes: Uint8Array, start: number, sites: Uint32Array, by: number): void {
  for (let each = 0; each < sites.length; each += 1) {
    const at = start + (sites[each] ?? 0);
    const index = ((bytes[at] ?? 0) & 0x7f) + (bytes[at + 1] ?? 0) * 128 + by;
    bytes[at] = (index & 0x7f) | 0x80;
    bytes[at + 1] = index >> 7;
  }
}

function fail(reason: string): never {
  throw new Error(reason);
}

interface Outline {
  readonly types: readonly Uint8Array[];
  readonly exports: readonly { readonly name: string; readonly kind: number; readonly index: number }[];
  /** That it defines. */
  readonly functions: number;
  readonly globals: number;
  /** In its own functions, from an index that counts imports too. */
  ownIndex(index: number): number;
}

/** The small sections of a prelinked part. */
function readOutline(sections: readonly Section[]): Outline {
  const each = <T>(id: number, read: (reader: ByteReader) => T): readonly T[] => {
    const reader = new ByteReader(contentOf(sections, id));
    return Array.from({ length: reader.count() }, () => read(reader));
  };
  const types = each(sectionIds.type, (reader) => {
    const start = reader.offset;
    reader.byte();
    reader.slice(reader.count());
    reader.slice(reader.count());
    return reader.bytes.subarray(start, reader.offset);
  });
  const exports = each(sectionIds.export, (reader) => ({
    name: reader.name(),
    kind: reader.byte(),
    index: reader.u32(),
  }));
  const count = (id: number): number => new ByteReader(contentOf(sections, id)).u32();
  const imports = count(sectionIds.import);
  return {
    types,
    exports,
    functions: count(sectionIds.function),
    globals: count(sectionIds.global),
    ownIndex: (index) => (index < imports ? fail("an import is exported again") : index - imports),
  };
}

/** The order is what the indices in the part's code were made for. */
function checkProvided(provided: readonly string[], adapter: LinkPart): void {
  const imported = adapter.entities.func.filter(({ origin }) => origin !== undefined).length;
  for (const [at, name] of provided.entries()) {
    const found = adapter.exports.find((item) => item.space === "func" && item.name === name);
    if (found?.index !== imported + at) fail(`function ${at} of the adapter is not '${name}'`);
  }
}

/** What hosts give, by what asks for it: the same thing is imported once. */
function importsOf({ entities, types }: LinkPart, partName: string): ReadonlyMap<Entity, Entity> {
  const known = new Map<string, Entity>();
  const imports = new Map<Entity, Entity>();
  for (const entity of entities.func) {
    const { origin, shape } = entity;
    if (origin === undefined || origin.module === partName || shape.space !== "func") continue;
    const key = JSON.stringify([origin.module, origin.field, String(types[shape.type])]);
    const first = known.get(key) ?? entity;
    known.set(key, first);
    imports.set(entity, first);
  }
  return imports;
}

function mergeTypes(first: readonly Uint8Array[], second: readonly Uint8Array[]) {
  const types = [...first];
  const known = new Map(first.map((bytes, index) => [String(bytes), index]));
  const indices = second.map((bytes) => {
    const key = String(bytes);
    const index = known.get(key) ?? types.push(bytes) - 1;
    known.set(key, index);
    return index;
  });
  return { types, indices };
}

const exportEntry = (name: string, kind: number, index: number): Uint8Array =>
  concatBytes([encodeName(name), [kind, ...encodeUnsigned(index)]]);

const importEntry = ({ origin }: Entity, typeIndex: readonly number[]): Uint8Array =>
  concatBytes([encodeName(origin?.module ?? ""), encodeName(origin?.field ?? ""), [0], typeIndex]);

const globalsOf = ({ entities, bytes }: LinkPart): readonly Uint8Array[] =>
  entities.global.map(({ shape, body }) => {
    if (shape.space !== "global" || body === undefined) return fail("a global of the adapter is imported");
    return concatBytes([[shape.type, shape.mutable ? 1 : 0], bytes.subarray(body.start, body.end)]);
  });

/** As many pages as the adapter asks for. */
function memoryFor(own: Vector, adapter: LinkPart): Vector {
  if (own.count === 0) return own;
  const { min, max } = readLimits(new ByteReader(Uint8Array.from(own.pieces[0] ?? [])));
  const asked = adapter.entities.memory.map(({ shape }) => Number(shape.space === "memory" ? shape.limits.min : 0n));
  const pages = encodeUnsigned(Math.max(Number(min), ...asked));
  return newVector([max === undefined ? [0, ...pages] : [1, ...pages, ...encodeUnsigned(max)]]);
}

function relocated(
  adapter: LinkPart,
  body: { readonly start: number; readonly end: number },
  functions: readonly number[],
  types: readonly number[],
  globals: number,
): Uint8Array {
  const pieces: (Uint8Array | readonly number[])[] = [];
  let copied = body.start;
  walkBody(adapter, body, (use, index, start, end) => {
    pieces.push(adapter.bytes.subarray(copied, start));
    if (use === "func") pieces.push(encodeUnsigned(functions[index] ?? fail("no such function")));
    else if (use === "global") pieces.push(encodeUnsigned(globals + index));
    else if (use === "type") pieces.push(encodeUnsigned(types[index] ?? fail("no such type")));
    else if (use === "block-type") pieces.push(encodeSigned(types[index] ?? fail("no such type")));
    else if (use === "memory") pieces.push([0]);
    else fail(`an adapter has no ${use}`);
    copied = end;
  });
  pieces.push(adapter.bytes.subarray(copied, body.end));
  const whole = concatBytes(pieces);
  return concatBytes([encodeUnsigned(whole.length), whole]);
}
