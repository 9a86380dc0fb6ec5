/** Which functions a linked module needs. */
import { ByteReader } from "./bytes.js";
import { walkExpression } from "./instructions.js";
import { walkBody } from "./link-code.js";
import type { Entity, LinkPart, Range } from "./link-part.js";
import { entityAt, type Linkage } from "./link-resolve.js";

export interface Reach {
  readonly functions: ReadonlySet<Entity>;
  /** Those that code takes a reference to, which an export or an element must declare. */
  readonly referenced: ReadonlySet<Entity>;
}

const referenceOpcode = 0xd2;

/** Everything that calls, tables and references reach from the roots; tables and globals themselves all stay. */
export function reachableFunctions(link: Linkage, roots: readonly Entity[]): Reach {
  const reached = new Set<Entity>();
  const referenced = new Set<Entity>();
  const waiting: Entity[] = [];
  const reach = (entity: Entity): void => {
    if (entity.shape.space !== "func" || reached.has(entity)) return;
    reached.add(entity);
    waiting.push(entity);
  };
  const reachIn = (part: LinkPart, index: number): void => reach(link.target(entityAt(part, "func", index)));
  const reachConstant = (part: LinkPart, { start, end }: Range): void =>
    walkExpression(new ByteReader(part.bytes, start, end), (use, index) => {
      if (use === "func") reachIn(part, index);
    });

  for (const root of roots) reach(root);
  for (const part of link.parts) {
    for (const { functions, expressions } of part.elements) {
      for (const index of functions ?? []) reachIn(part, index);
      for (const range of expressions ?? []) reachConstant(part, range);
    }
    for (const { body } of part.entities.global) if (body !== undefined) reachConstant(part, body);
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const part = link.part(next);
    if (next.body === undefined) continue;
    walkBody(part, next.body, (use, index, start) => {
      if (use !== "func") return;
      reachIn(part, index);
      if (part.bytes[start - 1] === referenceOpcode) referenced.add(link.target(entityAt(part, "func", index)));
    });
  }
  return { functions: reached, referenced };
}
