/** Copies what a world itself owns into the world that includes it; what others own stays shared. */
import { type InterfaceId, interfaceId, type PackageId, type TypeDefId, typeDefId } from "../ids.js";
import type { Linked } from "./linked.js";
import { mapKind } from "./local-model.js";
import type { Func, Type, TypeDefKind, TypeOwner, WorldItem } from "./model.js";

export class Cloner {
  readonly #linked: Linked;
  readonly #types: Map<TypeDefId, TypeDefId>;
  readonly #from: TypeOwner;
  readonly #to: TypeOwner;
  readonly #package: PackageId;

  constructor(linked: Linked, from: TypeOwner, to: TypeOwner, pkg: PackageId, types = new Map<TypeDefId, TypeDefId>()) {
    this.#linked = linked;
    this.#types = types;
    this.#from = from;
    this.#to = to;
    this.#package = pkg;
  }

  worldItem(item: WorldItem): WorldItem {
    switch (item.kind) {
      case "type":
        return { kind: "type", id: this.#typeId(item.id) };
      case "function":
        return { kind: "function", func: this.#func(item.func) };
      case "interface":
        // An interface with a name of its own is shared.
        if (this.#linked.interfaces[item.id]?.name !== undefined) return item;
        return { ...item, id: this.#interface(item.id) };
    }
  }

  #typeId(id: TypeDefId): TypeDefId {
    const known = this.#types.get(id);
    if (known !== undefined) return known;
    const type = this.#linked.types[id];
    if (type === undefined) throw new Error(`the graph has no type ${id}`);
    const kind = this.#kind(type.kind);
    const owner = type.owner.kind === "none" ? type.owner : this.#to;
    const copy = typeDefId(this.#linked.types.length);
    this.#linked.types.push({ ...type, kind, owner });
    this.#types.set(id, copy);
    return copy;
  }

  #kind(kind: TypeDefKind): TypeDefKind {
    if (kind.kind !== "alias")
      return mapKind(
        kind,
        (t) => this.#type(t),
        (t) => this.#typeId(t),
      );
    if (typeof kind.of === "string") return kind;
    const owned = sameOwner(this.#linked.types[kind.of]?.owner, this.#from);
    // An alias of something else is a `use`, which goes on naming the same type.
    return { kind: "alias", of: owned ? this.#typeId(kind.of) : (this.#types.get(kind.of) ?? kind.of) };
  }

  #type(type: Type): Type {
    return typeof type === "string" ? type : this.#typeId(type);
  }

  #func(func: Func): Func {
    const kind =
      func.kind.kind === "freestanding"
        ? func.kind
        : { kind: func.kind.kind, resource: this.#typeId(func.kind.resource) };
    const params = func.params.map((param) => ({ ...param, type: this.#type(param.type) }));
    return { ...func, kind, params, ...(func.result === undefined ? {} : { result: this.#type(func.result) }) };
  }

  #interface(id: InterfaceId): InterfaceId {
    const found = this.#linked.interfaces[id];
    if (found === undefined) throw new Error(`the graph has no interface ${id}`);
    const copy = interfaceId(this.#linked.interfaces.length);
    const from = { kind: "interface", id } as const;
    const inner = new Cloner(this.#linked, from, { kind: "interface", id: copy }, this.#package, this.#types);
    const types = new Map([...found.types].map(([name, type]) => [name, inner.#typeId(type)]));
    const functions = new Map([...found.functions].map(([name, func]) => [name, inner.#func(func)]));
    this.#linked.interfaces.push({ ...found, types, functions, package: this.#package, cloneOf: id });
    return copy;
  }
}

function sameOwner(a: TypeOwner | undefined, b: TypeOwner): boolean {
  if (a?.kind !== b.kind) return false;
  return a.kind === "none" || b.kind === "none" ? true : a.id === b.id;
}
