/**
 * Types of a plan: normalised to a few kinds, interned by structure, each with its layout and flat form. Children come
 * before the types that contain them.
 */
import type { Directives } from "../graph/directive-model.js";
import type { Graph, Type, TypeDef, TypeDefKind, World } from "../graph/model.js";
import { type InterfaceId, type ResourceId, resourceId, type TypeDefId, type TypeId, typeId } from "../ids.js";
import type { Span } from "../wit/span.js";
import { destructorName, dropName, interfaceModule, intrinsicNames, rootModule } from "./core-names.js";
import { flattenArray, flattenRecord, flattenVariant, scalarCore } from "./flatten.js";
import type { CoreType } from "./ir.js";
import { flagsRepr, handleLayout, recordLayout, scalarSize, sequenceLayout, variantLayout } from "./layout.js";
import type { CasePlan, Direction, Layout, ResourcePlan, TypeHome, TypeKind, TypePlan } from "./plan-model.js";
import { children, parts, structure } from "./type-structure.js";

interface Shape {
  readonly kind: TypeKind;
  readonly layout: Layout;
  readonly flat: readonly CoreType[];
}

/** A type that no plan can hold yet, with its place. */
export class UnsupportedType extends Error {
  readonly what: "stream" | "future" | "error-context";
  readonly span: Span;

  constructor(what: "stream" | "future" | "error-context", span: Span) {
    super(`${what} has no plan`);
    this.what = what;
    this.span = span;
  }
}

export class TypeTable {
  readonly types: TypePlan[] = [];
  readonly resources: ResourcePlan[] = [];
  readonly #graph: Graph;
  readonly #directives: Directives;
  readonly #interned = new Map<string, TypeId>();
  readonly #resourceIds = new Map<string, ResourceId>();
  readonly #touchesExported = new Map<TypeDefId, boolean>();
  readonly #exported = new Set<InterfaceId>();
  readonly #modules = new Map<InterfaceId, string>();

  constructor(graph: Graph, directives: Directives, world: World) {
    this.#graph = graph;
    this.#directives = directives;
    for (const entry of [...world.imports, ...world.exports]) {
      if (entry.item.kind !== "interface" || !("name" in entry.key)) continue;
      // An interface with a name of its own keeps it, also where a world gives it another.
      if (graph.interfaces[entry.item.id]?.name === undefined) this.#modules.set(entry.item.id, entry.key.name);
    }
    for (const entry of world.exports) if (entry.item.kind === "interface") this.#exported.add(entry.item.id);
  }

  get(id: TypeId): TypePlan {
    const found = this.types[id];
    if (found === undefined) throw new Error(`no type ${id}`);
    return found;
  }

  resolved(id: TypeId): TypePlan {
    const type = this.get(id);
    return type.kind.k === "alias" ? this.resolved(type.kind.of) : type;
  }

  typeDef(id: TypeDefId): TypeDef {
    const found = this.#graph.types[id];
    if (found === undefined) throw new Error(`no type definition ${id}`);
    return found;
  }

  moduleOf(id: InterfaceId): string {
    const renamed = this.#modules.get(id);
    if (renamed !== undefined) return renamed;
    const item = this.#graph.interfaces[id];
    const pkg = item && this.#graph.packages[item.package];
    if (item === undefined || pkg === undefined) throw new Error(`no interface ${id}`);
    return item.name === undefined ? rootModule : interfaceModule(pkg.name, item.name);
  }

  /** `direction`: of the interface or function that mentions the type; it decides which side its resources are on. */
  intern(type: Type, direction: Direction, span: Span): TypeId {
    if (typeof type === "string") return this.#primitive(type, span);
    const def = this.typeDef(type);
    if (def.kind.kind === "alias" && this.#isUse(def)) return this.intern(def.kind.of, direction, span);
    const side: Direction = direction === "export" && this.#holdsExported(type) ? "export" : "import";
    if (def.name === undefined) return this.#anonymous(def.kind, side, def.span);
    const key = `def ${type} ${side}`;
    return (
      this.#interned.get(key) ??
      this.#add(key, this.#shape(def.kind, side, def.span), def.span, {
        name: def.name,
        home: this.#home(def, side),
        ...(def.docs === undefined ? {} : { docs: def.docs.contents }),
        ...this.#status(type, direction),
      })
    );
  }

  /** The tuple of a function's parameters, when they do not fit. */
  internTuple(types: readonly TypeId[], span: Span): TypeId {
    const layouts = recordLayout(types.map((t) => this.get(t).layout));
    const kind: TypeKind = {
      k: "record",
      shape: "tuple",
      fields: types.map((type, i) => ({ name: String(i), type, offset: layouts.offsets[i] ?? 0 })),
    };
    const key = `tuple ${types.join(",")}`;
    const flat = flattenRecord(types.map((t) => this.get(t).flat));
    return this.#interned.get(key) ?? this.#add(key, { kind, layout: layouts, flat }, span, {});
  }

  /** A resource, or a name for one: neither is a value type. */
  isResource(id: TypeDefId): boolean {
    return this.typeDef(this.#behindAliases(id)).kind.kind === "resource";
  }

  /** `def` may be an alias of the resource. */
  resource(def: TypeDefId, direction: Direction): ResourceId {
    const original = this.#behindAliases(def);
    const type = this.typeDef(original);
    const side: Direction =
      direction === "export" && type.owner.kind === "interface" && this.#exported.has(type.owner.id)
        ? "export"
        : "import";
    const key = `${original} ${side}`;
    const known = this.#resourceIds.get(key);
    if (known !== undefined) return known;
    const id = resourceId(this.resources.length);
    this.#resourceIds.set(key, id);
    const name = type.name ?? "resource";
    const home = this.#home(type, side);
    this.resources.push({
      id,
      typeDef: original,
      name,
      home,
      direction: side,
      ...(type.docs === undefined ? {} : { docs: type.docs.contents }),
      drop: dropName(side, home.module, name),
      ...(side === "export"
        ? { intrinsics: intrinsicNames(home.module, name), destructor: destructorName(home.module, name) }
        : {}),
      span: type.span,
    });
    return id;
  }

  /** A `use` puts a foreign type under a name of this interface; a `type` of this interface is an alias. */
  #isUse(def: TypeDef): boolean {
    if (def.kind.kind !== "alias" || typeof def.kind.of === "string") return false;
    const target = this.typeDef(def.kind.of);
    if (target.name === undefined || target.owner.kind === "none") return false;
    return def.owner.kind === "none" || def.owner.kind !== target.owner.kind || def.owner.id !== target.owner.id;
  }

  #behindAliases(id: TypeDefId): TypeDefId {
    const { kind } = this.typeDef(id);
    return kind.kind === "alias" && typeof kind.of !== "string" ? this.#behindAliases(kind.of) : id;
  }

  #home(def: TypeDef, side: Direction): TypeHome {
    if (def.owner.kind === "interface") {
      const item = this.#graph.interfaces[def.owner.id];
      const pkg = item && this.#graph.packages[item.package];
      if (item === undefined || pkg === undefined) throw new Error(`no interface ${def.owner.id}`);
      const module = this.moduleOf(def.owner.id);
      return { package: pkg.name, interface: item.name ?? module, module, exported: side === "export" };
    }
    const owner = def.owner.kind === "world" ? this.#graph.worlds[def.owner.id] : undefined;
    const pkg = owner && this.#graph.packages[owner.package];
    if (owner === undefined || pkg === undefined) throw new Error(`type ${def.name ?? "?"} has no owner`);
    return { package: pkg.name, interface: owner.name, module: rootModule, exported: false };
  }

  #status(def: TypeDefId, direction: Direction): { readonly status?: { readonly error: TypeId } } {
    const error = this.#directives.statuses.get(def);
    return error === undefined ? {} : { status: { error: this.intern(error, direction, this.typeDef(error).span) } };
  }

  #holdsExported(id: TypeDefId): boolean {
    const known = this.#touchesExported.get(id);
    if (known !== undefined) return known;
    const def = this.typeDef(id);
    const own = def.kind.kind === "resource" && def.owner.kind === "interface" && this.#exported.has(def.owner.id);
    const found = own || children(def.kind).some((child) => typeof child !== "string" && this.#holdsExported(child));
    this.#touchesExported.set(id, found);
    return found;
  }

  #primitive(type: Exclude<Type, TypeDefId>, span: Span): TypeId {
    const known = this.#interned.get(type);
    if (known !== undefined) return known;
    if (type === "error-context") throw new UnsupportedType("error-context", span);
    if (type === "string")
      return this.#add(type, { kind: { k: "string" }, layout: sequenceLayout, flat: ["i32", "i32"] }, span, {});
    const size = scalarSize[type];
    return this.#add(
      type,
      { kind: { k: "scalar", scalar: type }, layout: { size, align: size }, flat: [scalarCore[type]] },
      span,
      {},
    );
  }

  #anonymous(kind: TypeDefKind, side: Direction, span: Span): TypeId {
    const shape = this.#shape(kind, side, span);
    const key = structure(shape.kind);
    return this.#interned.get(key) ?? this.#add(key, shape, span, {});
  }

  #add(
    key: string,
    shape: Shape,
    span: Span,
    named: Partial<Pick<TypePlan, "name" | "home" | "docs" | "status">>,
  ): TypeId {
    const id = typeId(this.types.length);
    this.#interned.set(key, id);
    const inner = parts(shape.kind).map((part) => this.get(part));
    const k = shape.kind.k;
    const mode = shape.kind.k === "handle" ? shape.kind.mode : undefined;
    this.types.push({
      id,
      ...named,
      ...shape,
      span,
      hasPointers: k === "string" || k === "list" || inner.some((t) => t.hasPointers),
      hasOwn: mode === "own" || inner.some((t) => t.hasOwn),
      hasBorrow: mode === "borrow" || inner.some((t) => t.hasBorrow),
    });
    return id;
  }

  #shape(kind: TypeDefKind, side: Direction, span: Span): Shape {
    const sub = (type: Type): TypeId => this.intern(type, side, span);
    const record = (
      shape: "record" | "tuple",
      fields: readonly { name: string; type: TypeId; docs?: string }[],
    ): Shape => {
      const layout = recordLayout(fields.map((f) => this.get(f.type).layout));
      return {
        kind: { k: "record", shape, fields: fields.map((f, i) => ({ ...f, offset: layout.offsets[i] ?? 0 })) },
        layout: { size: layout.size, align: layout.align },
        flat: flattenRecord(fields.map((f) => this.get(f.type).flat)),
      };
    };
    const variant = (shape: "variant" | "enum" | "option" | "result", cases: readonly CasePlan[]): Shape => {
      const payloads = cases.map((c) => (c.type === undefined ? undefined : this.get(c.type)));
      const { size, align, discriminant, payloadOffset } = variantLayout(payloads.map((p) => p?.layout));
      return {
        kind: { k: "variant", shape, cases, discriminant, payloadOffset },
        layout: { size, align },
        flat: flattenVariant(payloads.map((p) => p?.flat)),
      };
    };
    switch (kind.kind) {
      case "record":
        return record(
          "record",
          kind.fields.map((f) => ({ ...label(f), type: sub(f.type) })),
        );
      case "tuple":
        return record(
          "tuple",
          kind.types.map((t, i) => ({ name: String(i), type: sub(t) })),
        );
      case "variant":
        return variant(
          "variant",
          kind.cases.map((c) => ({ ...label(c), ...payload(c.type, sub) })),
        );
      case "enum":
        return variant("enum", kind.cases.map(label));
      case "option":
        return variant("option", [{ name: "none" }, { name: "some", type: sub(kind.of) }]);
      case "result":
        return variant("result", [
          { name: "ok", ...payload(kind.ok, sub) },
          { name: "err", ...payload(kind.err, sub) },
        ]);
      case "flags": {
        const repr = flagsRepr(kind.flags.length);
        const size = scalarSize[repr];
        return {
          kind: { k: "flags", flags: kind.flags.map(label), repr },
          layout: { size, align: size },
          flat: ["i32"],
        };
      }
      case "list":
        return { kind: { k: "list", of: sub(kind.of), map: false }, layout: sequenceLayout, flat: ["i32", "i32"] };
      case "map": {
        const of = this.internTuple([sub(kind.key), sub(kind.value)], span);
        return { kind: { k: "list", of, map: true }, layout: sequenceLayout, flat: ["i32", "i32"] };
      }
      case "fixed-length-list": {
        const of = sub(kind.of);
        const { layout, flat } = this.get(of);
        return {
          kind: { k: "array", of, length: kind.length },
          layout: { size: layout.size * kind.length, align: layout.align },
          flat: flattenArray(flat, kind.length),
        };
      }
      case "handle":
        return {
          kind: { k: "handle", mode: kind.mode, resource: this.resource(kind.resource, side) },
          layout: handleLayout,
          flat: ["i32"],
        };
      case "alias": {
        const of = sub(kind.of);
        const { layout, flat } = this.get(of);
        return { kind: { k: "alias", of }, layout, flat };
      }
      case "future":
      case "stream":
        throw new UnsupportedType(kind.kind, span);
      case "resource":
        throw new Error("a resource is no value type");
    }
  }
}

const label = (named: {
  readonly name: string;
  readonly docs?: { readonly contents: string };
}): { name: string; docs?: string } =>
  named.docs === undefined ? { name: named.name } : { name: named.name, docs: named.docs.contents };

const payload = (type: Type | undefined, sub: (type: Type) => TypeId): { type?: TypeId } =>
  type === undefined ? {} : { type: sub(type) };
