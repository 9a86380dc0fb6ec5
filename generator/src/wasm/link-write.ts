/** Writes a linked module, section by section. */
import { concatBytes, encodeName, encodeUnsigned, encodeVector } from "./bytes.js";
import { relocated, relocatedConstant } from "./link-code.js";
import { functionNames } from "./link-names.js";
import { mergeTypes, type Numbering, numbering } from "./link-numbers.js";
import { type Entity, type PartExport, type Space, spaces } from "./link-part.js";
import { reachableFunctions } from "./link-reach.js";
import { entityAt, fail, type Linkage } from "./link-resolve.js";
import type { Limits } from "./module.js";
import { joinSections, type Section, sectionIds } from "./sections.js";

interface KeptExport extends PartExport {
  readonly entity: Entity;
}

export function writeLinked(link: Linkage, keepExport?: (name: string, part: string) => boolean): Uint8Array {
  const main = link.parts[0]?.name;
  const kept = keptExports(link, keepExport ?? ((_, part) => part === main));
  const starts = link.parts
    .toReversed()
    .flatMap((part) => (part.start === undefined ? [] : [link.target(entityAt(part, "func", part.start))]));
  const { functions, referenced } = reachableFunctions(link, [...kept.map(({ entity }) => entity), ...starts]);
  const present = (space: Space): readonly Entity[] => {
    const all = new Set(link.parts.flatMap((part) => part.entities[space].map(link.target)));
    const used = [...all].filter((entity) => space !== "func" || functions.has(entity));
    return [...used.filter((e) => e.origin !== undefined), ...used.filter((e) => e.origin === undefined)];
  };
  const entities = Object.fromEntries(spaces.map((space) => [space, present(space)]));
  const inSpace = (space: Space): readonly Entity[] => entities[space] ?? [];
  if (inSpace("memory").length > 1) fail("the result would have several memories");
  const { types, typeIndex } = mergeTypes(link.parts);
  const numbers = numbering(link.parts, inSpace, typeIndex);
  const emptyType = types.findIndex((type) => String(type) === "96,0,0");
  const startType = emptyType < 0 ? types.length : emptyType;
  if (starts.length > 1 && emptyType < 0) types.push(Uint8Array.of(0x60, 0, 0));

  const defined = (space: Space) => inSpace(space).filter(({ origin }) => origin === undefined);
  const imports = spaces.flatMap((space) => inSpace(space).filter(({ origin }) => origin !== undefined));
  const bodies = defined("func").map((entity) => relocated(link, link.part(entity), bodyOf(entity), numbers));
  const functionTypes = defined("func").map((entity) => shapeBytes(link, entity, numbers));
  let start = starts[0] === undefined ? undefined : numbers.index("func", starts[0]);
  if (starts.length > 1) {
    start = inSpace("func").length;
    const calls = starts.flatMap((entity) => [0x10, ...encodeUnsigned(numbers.index("func", entity))]);
    bodies.push(Uint8Array.from([0, ...calls, 0x0b]));
    functionTypes.push(encodeUnsigned(startType));
  }
  const data = link.parts.flatMap((part) => part.data.map((segment) => ({ part, segment })));
  const section = (id: number, elements: readonly (Uint8Array | readonly number[])[]): readonly Section[] =>
    elements.length === 0 ? [] : [{ id, start: 0, content: encodeVector(elements) }];
  const single = (id: number, content: readonly number[]): Section => ({
    id,
    start: 0,
    content: Uint8Array.from(content),
  });
  return joinSections([
    ...section(sectionIds.type, types),
    ...section(
      sectionIds.import,
      imports.map((entity) => importEntry(link, entity, numbers)),
    ),
    ...section(sectionIds.function, functionTypes),
    ...section(
      sectionIds.table,
      defined("table").map((entity) => shapeBytes(link, entity, numbers)),
    ),
    ...section(
      sectionIds.memory,
      defined("memory").map((entity) => shapeBytes(link, entity, numbers)),
    ),
    ...section(
      sectionIds.global,
      defined("global").map((entity) => globalEntry(link, entity, numbers)),
    ),
    ...section(
      sectionIds.export,
      kept.map((item) => exportEntry(item, numbers)),
    ),
    ...(start === undefined ? [] : [single(sectionIds.start, encodeUnsigned(start))]),
    ...section(sectionIds.element, [...elementEntries(link, numbers), ...declaration(link, referenced, numbers)]),
    ...(link.parts.some((part) => part.hasDataCount)
      ? [single(sectionIds.dataCount, encodeUnsigned(data.length))]
      : []),
    ...section(
      sectionIds.code,
      bodies.map((body) => concatBytes([encodeUnsigned(body.length), body])),
    ),
    ...section(
      sectionIds.data,
      data.map(({ part, segment: { offset, content } }) =>
        concatBytes([
          offset === undefined ? [1] : [0],
          offset === undefined ? [] : relocatedConstant(link, part, offset, numbers),
          encodeUnsigned(content.end - content.start),
          part.bytes.subarray(content.start, content.end),
        ]),
      ),
    ),
    ...customSections(link, inSpace("func")),
  ]);
}

function keptExports(link: Linkage, keep: (name: string, part: string) => boolean): readonly KeptExport[] {
  const kept = link.parts.flatMap((part) =>
    part.exports
      .filter(({ name }) => keep(name, part.name))
      .map((item) => ({ ...item, entity: link.target(entityAt(part, item.space, item.index)) })),
  );
  const names = new Set<string>();
  for (const { name } of kept) {
    if (names.has(name)) fail(`two parts export '${name}'`);
    names.add(name);
  }
  return kept;
}

function bodyOf({ body }: Entity) {
  return body ?? fail("a function has no body");
}

function limitsBytes({ max, shared, is64 }: Limits, min: bigint): readonly number[] {
  const flags = (max === undefined ? 0 : 1) | (shared ? 2 : 0) | (is64 ? 4 : 0);
  return [flags, ...encodeUnsigned(min), ...(max === undefined ? [] : encodeUnsigned(max))];
}

function shapeBytes(link: Linkage, entity: Entity, numbers: Numbering): readonly number[] {
  const { shape } = entity;
  switch (shape.space) {
    case "func":
      return encodeUnsigned(numbers.type(link.part(entity), shape.type));
    case "table":
      return [shape.element, ...limitsBytes(shape.limits, shape.limits.min)];
    case "memory":
      return limitsBytes(shape.limits, link.pages(entity));
    case "global":
      return [shape.type, shape.mutable ? 1 : 0];
  }
}

function importEntry(link: Linkage, entity: Entity, numbers: Numbering): Uint8Array {
  const { origin, shape } = entity;
  if (origin === undefined) return fail("not an import");
  const kind = spaces.indexOf(shape.space);
  return concatBytes([
    encodeName(origin.module),
    encodeName(origin.field),
    [kind, ...shapeBytes(link, entity, numbers)],
  ]);
}

function globalEntry(link: Linkage, entity: Entity, numbers: Numbering): Uint8Array {
  const initial = relocatedConstant(link, link.part(entity), bodyOf(entity), numbers);
  return concatBytes([shapeBytes(link, entity, numbers), initial]);
}

function exportEntry({ name, space, entity }: KeptExport, numbers: Numbering): Uint8Array {
  return concatBytes([encodeName(name), [spaces.indexOf(space), ...encodeUnsigned(numbers.index(space, entity))]]);
}

function elementEntries(link: Linkage, numbers: Numbering): readonly Uint8Array[] {
  return link.parts.flatMap((part) =>
    part.elements.map(({ mode, table, offset, type, functions, expressions }) => {
      const at = mode === "active" ? numbers.index("table", link.target(entityAt(part, "table", table))) : 0;
      const explicit = at !== 0 || (type !== 0x70 && mode === "active");
      const bits = { active: explicit ? 2 : 0, passive: 1, declared: 3 }[mode] | (expressions === undefined ? 0 : 4);
      const items =
        functions?.map((index) => encodeUnsigned(numbers.index("func", link.target(entityAt(part, "func", index))))) ??
        (expressions ?? []).map((range) => relocatedConstant(link, part, range, numbers));
      return concatBytes([
        encodeUnsigned(bits),
        bits === 2 || bits === 6 ? encodeUnsigned(at) : [],
        offset === undefined ? [] : relocatedConstant(link, part, offset, numbers),
        (bits & 3) === 0 ? [] : [expressions === undefined ? 0 : type],
        encodeVector(items),
      ]);
    }),
  );
}

/** References were declared by exports that may be gone, so they are declared again. */
function declaration(link: Linkage, referenced: ReadonlySet<Entity>, numbers: Numbering): readonly Uint8Array[] {
  const listed = new Set(
    link.parts.flatMap((part) =>
      part.elements.flatMap(({ functions }) =>
        (functions ?? []).map((index) => link.target(entityAt(part, "func", index))),
      ),
    ),
  );
  const items = [...referenced].filter((entity) => !listed.has(entity));
  if (items.length === 0) return [];
  return [concatBytes([[3, 0], encodeVector(items.map((entity) => encodeUnsigned(numbers.index("func", entity))))])];
}

/** Sections that name things by offset or index would be wrong; names of functions are written anew. */
const bound = /^(name|linking|dylink(\.0)?|reloc\..*|\.debug_.*|metadata\.code\..*|external_debug_info)$/;

function customSections(link: Linkage, functions: readonly Entity[]): readonly Section[] {
  const [main] = link.parts;
  if (main === undefined) return [];
  const custom = (name: string, content: Uint8Array): Section => ({
    id: sectionIds.custom,
    start: 0,
    content: concatBytes([encodeName(name), content]),
  });
  const names = functionNames(link, functions);
  const named = main.customs.some(({ name }) => name === "name") && names.length > 0;
  return [
    ...main.customs
      .filter(({ name }) => !bound.test(name))
      .map(({ name, content }) => custom(name, main.bytes.subarray(content.start, content.end))),
    ...(named ? [custom("name", names)] : []),
  ];
}
