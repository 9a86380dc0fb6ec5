/** Whether a type holds a borrowed handle somewhere inside. */
import type { TypeDefId } from "../ids.js";
import type { Linked } from "./linked.js";
import { partsOfKind } from "./local-model.js";
import type { Type } from "./model.js";

/** A function that remembers what it found. */
export function borrowFinder(linked: Linked): (type: Type) => boolean {
  const known = new Map<TypeDefId, boolean>();
  const holds = (type: Type): boolean => {
    if (typeof type === "string") return false;
    const before = known.get(type);
    if (before !== undefined) return before;
    const kind = linked.types[type]?.kind;
    const found =
      kind?.kind === "handle" ? kind.mode === "borrow" : kind !== undefined && partsOfKind(kind).some(holds);
    known.set(type, found);
    return found;
  };
  return holds;
}
