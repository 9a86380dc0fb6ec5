/** What is inside a type, in the graph and in the plan, and when two anonymous types are one. */
import type { Type, TypeDefKind } from "../graph/model.js";
import type { TypeId } from "../ids.js";
import type { TypeKind } from "./plan-model.js";

/** The types directly inside a kind of type. */
export function parts(kind: TypeKind): readonly TypeId[] {
  switch (kind.k) {
    case "record":
      return kind.fields.map((f) => f.type);
    case "variant":
      return kind.cases.flatMap((c) => (c.type === undefined ? [] : [c.type]));
    case "list":
    case "array":
    case "alias":
      return [kind.of];
    case "scalar":
    case "string":
    case "flags":
    case "handle":
      return [];
  }
}

/** Equal for anonymous types of equal structure. */
export function structure(kind: TypeKind): string {
  switch (kind.k) {
    case "record":
      return `${kind.shape} ${kind.fields.map((f) => f.type).join(",")}`;
    case "variant":
      return `${kind.shape} ${kind.cases.map((c) => c.type ?? "_").join(",")}`;
    case "list":
      return `${kind.map ? "map" : "list"} ${kind.of}`;
    case "array":
      return `array ${kind.of} ${kind.length}`;
    case "handle":
      return `${kind.mode} ${kind.resource}`;
    case "alias":
      return `alias ${kind.of}`;
    case "scalar":
      return kind.scalar;
    case "string":
      return "string";
    case "flags":
      return `flags ${kind.flags.map((f) => f.name).join(",")}`;
  }
}

export function children(kind: TypeDefKind): readonly Type[] {
  const some = (...types: readonly (Type | undefined)[]): readonly Type[] => types.filter((t) => t !== undefined);
  switch (kind.kind) {
    case "record":
      return kind.fields.map((f) => f.type);
    case "tuple":
      return kind.types;
    case "variant":
      return some(...kind.cases.map((c) => c.type));
    case "result":
      return some(kind.ok, kind.err);
    case "map":
      return [kind.key, kind.value];
    case "option":
    case "list":
    case "fixed-length-list":
    case "alias":
    case "future":
    case "stream":
      return some(kind.of);
    case "handle":
      return [kind.resource];
    case "enum":
    case "flags":
    case "resource":
      return [];
  }
}
