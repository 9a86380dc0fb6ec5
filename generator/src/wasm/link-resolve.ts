/** Finds for each import of a part the export of another part that it means. */
import { type Entity, type LinkPart, type Shape, type Space, spaces } from "./link-part.js";
import type { Limits } from "./module.js";

/** The parts do not fit together. */
export class LinkProblem extends Error {}

export interface Linkage {
  readonly parts: readonly LinkPart[];
  /** What an entity stands for: itself, a definition in another part, or the first import of the same thing. */
  target(entity: Entity): Entity;
  part(entity: Entity): LinkPart;
  /** Of each memory as many pages as the part asks for that wants most. */
  pages(memory: Entity): bigint;
}

/** Throws `LinkProblem` when an import has no export, or one of another type. */
export function resolveParts(parts: readonly LinkPart[]): Linkage {
  const owners = new Map<Entity, LinkPart>();
  const exports = new Map<LinkPart, ReadonlyMap<string, Entity>>();
  for (const part of parts) {
    for (const space of spaces) for (const entity of part.entities[space]) owners.set(entity, part);
    exports.set(part, exportedEntities(part));
  }
  const ownerOf = (entity: Entity): LinkPart => owners.get(entity) ?? fail("an entity belongs to no part");
  const targets = new Map<Entity, Entity>();
  const imports = new Map<string, Entity>();
  const pages = new Map<Entity, bigint>();

  /** Follows imports through the parts; one that comes back to itself has no definition. */
  const find = (entity: Entity): Entity => {
    const path = new Set<Entity>();
    let at = entity;
    while (at.origin !== undefined) {
      if (path.has(at)) fail(`${named(at)} is defined nowhere: it is imported in a circle`);
      path.add(at);
      const { module, field } = at.origin;
      const other = parts.find(({ name }) => name === module);
      if (other === undefined) return at;
      const next = exports.get(other)?.get(field) ?? fail(`'${module}' does not export '${field}'`);
      checkFit(at, ownerOf(at), next, ownerOf(next));
      at = next;
    }
    return at;
  };

  for (const part of parts) {
    for (const space of spaces) {
      for (const entity of part.entities[space]) {
        const found = find(entity);
        const target = found.origin === undefined ? found : sharedImport(found, ownerOf(found), imports, ownerOf);
        targets.set(entity, target);
        if (entity.shape.space !== "memory") continue;
        const most = pages.get(target) ?? 0n;
        if (entity.shape.limits.min > most) pages.set(target, entity.shape.limits.min);
      }
    }
  }
  for (const [{ shape }, min] of pages) {
    if (shape.space === "memory" && shape.limits.max !== undefined && min > shape.limits.max)
      fail(`a memory of at most ${shape.limits.max} pages is asked for ${min}`);
  }
  return {
    parts,
    target: (entity) => targets.get(entity) ?? fail("an entity was not resolved"),
    part: ownerOf,
    pages: (memory) => pages.get(memory) ?? 0n,
  };
}

export function fail(reason: string): never {
  throw new LinkProblem(reason);
}

export function entityAt(part: LinkPart, space: Space, index: number): Entity {
  return part.entities[space][index] ?? fail(`'${part.name}' has no ${space} ${index}`);
}

function exportedEntities(part: LinkPart): ReadonlyMap<string, Entity> {
  const map = new Map<string, Entity>();
  for (const { name, space, index } of part.exports) {
    if (map.has(name)) fail(`'${part.name}' exports '${name}' twice`);
    map.set(name, entityAt(part, space, index));
  }
  return map;
}

const named = ({ origin }: Entity): string => (origin === undefined ? "it" : `'${origin.module}' '${origin.field}'`);

/** Two parts that import the same thing get one import; a memory of two importers is of the one that comes first. */
function sharedImport(
  entity: Entity,
  part: LinkPart,
  imports: Map<string, Entity>,
  owner: (entity: Entity) => LinkPart,
): Entity {
  const { origin, shape } = entity;
  if (origin === undefined) return entity;
  const key = JSON.stringify([origin.module, origin.field, shape.space, shapeKey(shape, part)]);
  const first = imports.get(key);
  if (first === undefined) imports.set(key, entity);
  else checkFit(entity, part, first, owner(first));
  return first ?? entity;
}

function shapeKey(shape: Shape, part: LinkPart): string {
  switch (shape.space) {
    case "func":
      return String(part.types[shape.type]);
    case "table":
      return String(shape.element);
    case "global":
      return `${shape.type} ${shape.mutable}`;
    case "memory":
      return "";
  }
}

function checkFit(wanted: Entity, wantedBy: LinkPart, given: Entity, givenBy: LinkPart): void {
  const [a, b] = [wanted.shape, given.shape];
  if (a.space !== b.space) fail(`${named(wanted)} is imported as a ${a.space} and is a ${b.space}`);
  if (shapeKey(a, wantedBy) !== shapeKey(b, givenBy))
    fail(`${named(wanted)} is imported with another type than it has`);
  // A memory grows to what its importers want; of a table nobody would fill the elements.
  if (a.space === "memory" && b.space === "memory") checkLimits(wanted, { ...a.limits, min: 0n }, b.limits);
  if (a.space === "table" && b.space === "table") checkLimits(wanted, a.limits, b.limits);
}

function checkLimits(wanted: Entity, asked: Limits, has: Limits): void {
  const fits =
    asked.min <= has.min &&
    (asked.max === undefined || (has.max !== undefined && has.max <= asked.max)) &&
    asked.shared === has.shared &&
    asked.is64 === has.is64;
  if (!fits) fail(`${named(wanted)} is imported with other limits than it has`);
}
