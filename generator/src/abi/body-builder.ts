/** Builds the body of one function: fresh locals with readable names, nested blocks, what the planners share. */
import { type LocalId, localId, type TypeId } from "../ids.js";
import type { Address, CoreType, Expr, LocalType, Stmt } from "./ir.js";
import type { LocalPlan, TypePlan } from "./plan-model.js";
import type { AbiProfile } from "./profile.js";
import type { TypeTable } from "./type-table.js";

export const core = (type: CoreType): LocalType => ({ t: "core", core: type });
export const address: LocalType = { t: "address" };
export const index: LocalType = { t: "index" };
export const value = (type: TypeId): LocalType => ({ t: "value", type });
export const local = (id: LocalId): Expr => ({ op: "local", id });
export const constant = (n: number, type: CoreType = "i32"): Expr => ({ op: "const", core: type, value: n });

export class BodyBuilder {
  readonly table: TypeTable;
  readonly profile: AbiProfile;
  /** Who runs the body: a guest trusts what it lifts, a host checks it. */
  readonly side: "guest" | "host";
  readonly locals: LocalPlan[] = [];
  /** Core handles of the borrows lifted or lowered so far, to be ended before the function returns. */
  readonly borrows: LocalId[] = [];
  /** Of a guest's export: emit what ends the borrows inside of its arguments. */
  readonly innerBorrows: (() => void)[] = [];
  /** Where values are conversions without an owner: some were lifted, and `endBorrows` ends them. */
  endsInner = false;
  /** Lengths in bytes of the strings and `list<u8>`s lifted outside of any branch or loop. */
  readonly byteLengths: Expr[] = [];
  #statements: Stmt[] = [];
  #depth = 0;
  readonly #hints = new Map<string, number>();

  constructor(table: TypeTable, profile: AbiProfile, side: "guest" | "host") {
    this.table = table;
    this.profile = profile;
    this.side = side;
  }

  get statements(): readonly Stmt[] {
    return this.#statements;
  }

  /** True inside an arm or a loop: what is lifted here may never have been. */
  get nested(): boolean {
    return this.#depth > 0;
  }

  type(id: TypeId): TypePlan {
    return this.table.resolved(id);
  }

  emit(statement: Stmt): void {
    this.#statements.push(statement);
  }

  /** A fresh local; `hint` is a kebab name, made unique by a number. */
  fresh(hint: string, type: LocalType): LocalId {
    const count = this.#hints.get(hint) ?? 0;
    this.#hints.set(hint, count + 1);
    const id = localId(this.locals.length);
    this.locals.push({ id, hint: count === 0 ? hint : `${hint}-${count + 1}`, type });
    return id;
  }

  bind(hint: string, type: LocalType, of: Expr): LocalId {
    const to = this.fresh(hint, type);
    this.emit({ op: "let", to, of });
    return to;
  }

  /** A local holding `of`; the same one when `of` is a local already. */
  bound(hint: string, type: LocalType, of: Expr): LocalId {
    return of.op === "local" ? of.id : this.bind(hint, type, of);
  }

  /** The statements that `fill` emits, as a block of their own. */
  block(fill: () => void): readonly Stmt[] {
    const outer = this.#statements;
    this.#statements = [];
    this.#depth++;
    fill();
    const inner = this.#statements;
    this.#statements = outer;
    this.#depth--;
    return inner;
  }

  at(base: LocalId, offset = 0): Address {
    return { base, offset };
  }

  /** An address as a local of its own, where a loop needs a base. */
  pointer(hint: string, at: Address): LocalId {
    return at.offset === 0 ? at.base : this.bind(hint, address, { op: "add", of: local(at.base), value: at.offset });
  }

  /** The borrows of this call end here. */
  endBorrows(): void {
    for (const end of this.innerBorrows) end();
    const inner = this.endsInner ? ({ inner: true } as const) : {};
    if (this.borrows.length > 0 || this.endsInner) this.emit({ op: "endBorrows", of: [...this.borrows], ...inner });
  }

  /** Whether a list or array of these elements moves as one block of bytes. */
  isBulk(element: TypeId): boolean {
    if (this.profile.layout === "transparent") return true;
    const { kind } = this.type(element);
    return kind.k === "scalar" && this.profile.bulk.has(kind.scalar);
  }

  get transparent(): boolean {
    return this.profile.layout === "transparent";
  }

  get checksMemory(): boolean {
    return this.profile.memory === "offset";
  }
}
