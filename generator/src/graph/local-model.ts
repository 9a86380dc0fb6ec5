/** One package resolved on its own: references to other packages are still placeholders, which come first in each list. */
import type { InterfaceId, TypeDefId, WorldId } from "../ids.js";
import type { Span } from "../wit/span.js";
import type { Docs, Func, PackageName, Stability, Type, TypeDefKind, TypeOwner, WorldItem, WorldKey } from "./model.js";

export type LocalKind = TypeDefKind | { readonly kind: "foreign" };

export interface LocalType {
  name?: string;
  readonly kind: LocalKind;
  readonly owner: TypeOwner;
  readonly docs?: Docs;
  readonly stability: Stability;
  readonly externalId?: string;
  readonly span: Span;
}

export interface LocalInterface {
  readonly name?: string;
  readonly types: Map<string, TypeDefId>;
  readonly functions: Map<string, Func>;
  docs?: Docs;
  stability: Stability;
  readonly span: Span;
}

export interface LocalWorld {
  readonly name: string;
  imports: Map<string, LocalEntry>;
  exports: Map<string, LocalEntry>;
  readonly includes: LocalInclude[];
  docs?: Docs;
  stability: Stability;
  readonly span: Span;
}

export interface LocalEntry {
  readonly key: WorldKey;
  readonly item: WorldItem;
  readonly span: Span;
}

export interface LocalInclude {
  readonly world: WorldId;
  readonly names: readonly { readonly name: string; readonly as: string; readonly span: Span }[];
  readonly stability: Stability;
  readonly span: Span;
}

export type ItemRef =
  | { readonly kind: "interface"; readonly id: InterfaceId }
  | { readonly kind: "world"; readonly id: WorldId };

/** What a package uses of another one. */
export interface ForeignPackage {
  readonly name: PackageName;
  readonly span: Span;
  readonly items: Map<string, { readonly ref: ItemRef; readonly stabilities: Stability[]; readonly span: Span }>;
}

export interface LocalPackage {
  readonly name: PackageName;
  readonly docs?: Docs;
  readonly span: Span;
  readonly types: LocalType[];
  readonly interfaces: LocalInterface[];
  readonly worlds: LocalWorld[];
  /** By the text of the package's name. */
  readonly foreign: ReadonlyMap<string, ForeignPackage>;
  /** Placeholders of types that a handle points to. */
  readonly requiredResources: readonly { readonly id: TypeDefId; readonly name: string; readonly span: Span }[];
}

/** Kebab names and ids must not meet: `interface-0` is a kebab name too. */
export function keyText(key: WorldKey): string {
  return "name" in key ? `name ${key.name}` : `interface ${key.interface}`;
}

/** Every type that a definition mentions directly, replaced; what is equal stays. */
export function mapKind(kind: TypeDefKind, type: (t: Type) => Type, id: (t: TypeDefId) => TypeDefId): TypeDefKind {
  switch (kind.kind) {
    case "resource":
    case "flags":
    case "enum":
      return kind;
    case "record":
      return { kind: "record", fields: kind.fields.map((field) => ({ ...field, type: type(field.type) })) };
    case "tuple":
      return { kind: "tuple", types: kind.types.map(type) };
    case "variant":
      return {
        kind: "variant",
        cases: kind.cases.map((c) => (c.type === undefined ? c : { ...c, type: type(c.type) })),
      };
    case "option":
    case "list":
      return { kind: kind.kind, of: type(kind.of) };
    case "fixed-length-list":
      return { kind: kind.kind, of: type(kind.of), length: kind.length };
    case "map": {
      const key = type(kind.key);
      return { kind: "map", key, value: type(kind.value) };
    }
    case "result": {
      const ok = kind.ok === undefined ? {} : { ok: type(kind.ok) };
      return { kind: "result", ...ok, ...(kind.err === undefined ? {} : { err: type(kind.err) }) };
    }
    case "future":
    case "stream":
      return kind.of === undefined ? kind : { kind: kind.kind, of: type(kind.of) };
    case "handle":
      return { kind: "handle", mode: kind.mode, resource: id(kind.resource) };
    case "alias":
      return { kind: "alias", of: typeof kind.of === "string" ? kind.of : id(kind.of) };
  }
}

/** The types that a definition mentions directly; those of handles and aliases are among them. */
export function partsOfKind(kind: TypeDefKind): readonly Type[] {
  const parts: Type[] = [];
  const add = <T extends Type>(type: T): T => {
    parts.push(type);
    return type;
  };
  mapKind(kind, add, add);
  if (kind.kind === "alias" && typeof kind.of === "string") parts.push(kind.of);
  return parts;
}
