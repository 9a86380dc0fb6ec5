/** The graph while it grows: packages are added one after another, in dependency order. */
import type { InterfaceId, PackageId, TypeDefId, WorldId } from "../ids.js";
import type { Span } from "../wit/span.js";
import type { Features } from "./gates.js";
import type { LocalEntry } from "./local-model.js";
import type { Docs, Func, Package, PackageName, Stability, TypeDef, WorldItem } from "./model.js";

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface LinkedInterface {
  readonly name?: string;
  types: Map<string, TypeDefId>;
  functions: Map<string, Func>;
  readonly docs?: Docs;
  readonly stability: Stability;
  readonly package: PackageId;
  readonly cloneOf?: InterfaceId;
  readonly span: Span;
}

export interface LinkedWorld {
  readonly name: string;
  imports: Map<string, LocalEntry>;
  exports: Map<string, LocalEntry>;
  readonly package: PackageId;
  readonly docs?: Docs;
  readonly stability: Stability;
  readonly span: Span;
}

export interface LinkedPackage extends Package {
  readonly name: PackageName;
  readonly interfaces: Map<string, InterfaceId>;
  readonly worlds: Map<string, WorldId>;
}

export interface Linked {
  readonly types: Mutable<TypeDef>[];
  readonly interfaces: LinkedInterface[];
  readonly worlds: LinkedWorld[];
  readonly packages: LinkedPackage[];
  /** By the text of the name. */
  readonly packageIds: Map<string, PackageId>;
  /** The names of all packages, added or not: what a wrong name may have meant. */
  readonly packageNames: readonly string[];
  readonly features: Features;
}

/** The interface that a type is `use`d from, when that is not its own. */
export function usedInterface(linked: Linked, id: TypeDefId): InterfaceId | undefined {
  const type = linked.types[id];
  if (type?.kind.kind !== "alias" || typeof type.kind.of === "string") return undefined;
  const owner = linked.types[type.kind.of]?.owner;
  if (owner?.kind !== "interface") return undefined;
  return type.owner.kind === "interface" && type.owner.id === owner.id ? undefined : owner.id;
}

/** The interfaces that an interface uses types of; one may come several times. */
export function interfaceDependencies(linked: Linked, id: InterfaceId): InterfaceId[] {
  return [...(linked.interfaces[id]?.types.values() ?? [])].flatMap((type) => usedInterface(linked, type) ?? []);
}

export function funcOfItem(item: WorldItem): Func | undefined {
  return item.kind === "function" ? item.func : undefined;
}
