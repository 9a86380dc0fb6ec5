/** What linking one package needs to know: the ids its placeholders stand for, and how to follow them. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { type InterfaceId, type PackageId, packageId, type TypeDefId, typeDefId, type WorldId } from "../ids.js";
import type { Span } from "../wit/span.js";
import { borrowFinder } from "./borrows.js";
import { meaning } from "./diagnostics.js";
import { isEnabled } from "./gates.js";
import type { Linked } from "./linked.js";
import { type LocalPackage, mapKind } from "./local-model.js";
import type { Func, Stability, Type, TypeDefKind } from "./model.js";

/** `off`: its feature is switched off; `broken`: reported already, so its uses stay silent. */
export type Target<Id> =
  | { readonly kind: "at"; readonly id: Id }
  | { readonly kind: "off" }
  | { readonly kind: "broken" };

/** Ends the linking of one item after a report. */
export class LinkFailure extends Error {
  constructor() {
    super("the mistake was reported");
  }
}

export class Linker {
  readonly linked: Linked;
  readonly local: LocalPackage;
  readonly package: PackageId;
  readonly report: (d: Diagnostic) => void;
  readonly types: Target<TypeDefId>[] = [];
  readonly interfaces: Target<InterfaceId>[] = [];
  readonly worlds: Target<WorldId>[] = [];
  readonly #ownHandles = new Map<TypeDefId, TypeDefId>();
  readonly #hasBorrow: (type: Type) => boolean;

  constructor(linked: Linked, local: LocalPackage, report: (d: Diagnostic) => void) {
    this.linked = linked;
    this.local = local;
    this.report = report;
    this.#hasBorrow = borrowFinder(linked);
    this.package = packageId(linked.packages.length);
  }

  isEnabled(stability: Stability, span: Span): boolean {
    return isEnabled(stability, this.local.name, span, this.linked.features, this.report);
  }

  mapType(id: TypeDefId, span: Span): TypeDefId {
    return this.#follow(this.types[id], "type", span);
  }

  mapInterface(id: InterfaceId, span: Span): InterfaceId {
    return this.#follow(this.interfaces[id], "interface", span);
  }

  mapWorld(id: WorldId, span: Span): WorldId {
    return this.#follow(this.worlds[id], "world", span);
  }

  #follow<Id>(target: Target<Id> | undefined, what: string, span: Span): Id {
    if (target?.kind === "at") return target.id;
    if (target?.kind === "off") this.report(meaning("wit/gated-off", span, { what }));
    throw new LinkFailure();
  }

  mapKind(kind: TypeDefKind, span: Span): TypeDefKind {
    if (kind.kind === "record") {
      return { kind: "record", fields: kind.fields.map((f) => ({ ...f, type: this.mapUse(f.type, f.span) })) };
    }
    const id = (t: TypeDefId) => this.mapType(t, span);
    return mapKind(kind, (t) => this.mapUse(t, span), id);
  }

  /** A resource where a value is used means an owned handle; one is made for each resource and package. */
  mapUse(type: Type, span: Span): Type {
    if (typeof type === "string") return type;
    const id = this.mapType(type, span);
    let at = id;
    for (;;) {
      const kind = this.linked.types[at]?.kind;
      if (kind?.kind === "resource") break;
      if (kind?.kind !== "alias" || typeof kind.of === "string") return id;
      at = kind.of;
    }
    const known = this.#ownHandles.get(id);
    if (known !== undefined) return known;
    const handle = typeDefId(this.linked.types.length);
    this.linked.types.push({
      kind: { kind: "handle", mode: "own", resource: id },
      owner: { kind: "none" },
      stability: { kind: "unknown" },
      span,
    });
    this.#ownHandles.set(id, handle);
    return handle;
  }

  mapFunc(func: Func): Func {
    const { span } = func;
    const kind =
      func.kind.kind === "freestanding"
        ? func.kind
        : { kind: func.kind.kind, resource: this.mapType(func.kind.resource, span) };
    const params = func.params.map((param) => ({ ...param, type: this.mapUse(param.type, span) }));
    if (func.result === undefined) return { ...func, kind, params };
    const result = this.mapUse(func.result, span);
    if (this.#hasBorrow(result)) this.report(meaning("wit/borrow-in-result", span, { name: func.name }));
    return { ...func, kind, params, result };
  }

  /** Runs one step; `undefined` after a report. */
  attempt<T>(step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      if (error instanceof LinkFailure) return undefined;
      throw error;
    }
  }
}
