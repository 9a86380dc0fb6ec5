/** Which index everything gets in the linked module. */
import { type Entity, type LinkPart, type Space, spaces } from "./link-part.js";
import { fail } from "./link-resolve.js";

/** The result's index of everything that is in it, and its types. */
export interface Numbering {
  index(space: Space, entity: Entity): number;
  type(part: LinkPart, index: number): number;
  elem(part: LinkPart, index: number): number;
  data(part: LinkPart, index: number): number;
}

/** Each type once, and where the types of each part went. */
export function mergeTypes(parts: readonly LinkPart[]) {
  const types: Uint8Array[] = [];
  const known = new Map<string, number>();
  const merged = new Map<LinkPart, readonly number[]>();
  for (const part of parts) {
    const indices = part.types.map((type) => {
      const key = String(type);
      const index = known.get(key) ?? types.push(type) - 1;
      known.set(key, index);
      return index;
    });
    merged.set(part, indices);
  }
  const typeIndex = (part: LinkPart, index: number): number =>
    merged.get(part)?.[index] ?? fail(`'${part.name}' has no type ${index}`);
  return { types, typeIndex };
}

export function numbering(
  parts: readonly LinkPart[],
  inSpace: (space: Space) => readonly Entity[],
  type: Numbering["type"],
): Numbering {
  const indices = new Map(spaces.flatMap((space) => inSpace(space).map((entity, index) => [entity, index] as const)));
  const before = (part: LinkPart, size: (part: LinkPart) => number) =>
    parts.slice(0, parts.indexOf(part)).reduce((sum, other) => sum + size(other), 0);
  const elems = new Map(parts.map((part) => [part, before(part, ({ elements }) => elements.length)]));
  const datas = new Map(parts.map((part) => [part, before(part, ({ data }) => data.length)]));
  return {
    index: (space, entity) => indices.get(entity) ?? fail(`a ${space} was dropped and is needed`),
    type,
    elem: (part, index) => (elems.get(part) ?? 0) + within(index, part.elements.length),
    data: (part, index) => (datas.get(part) ?? 0) + within(index, part.data.length),
  };
}

/** An index past the end of one part must not reach into the next. */
function within(index: number, length: number): number {
  return index < length ? index : fail(`there is no segment ${index}`);
}
