/** The handles of one instance: what they mean, which grant stands behind them, and that nobody forges them. */

import type { WasmTrap } from "./errors.js";
import type { Grant } from "./guards.js";

/** One resource of one interface; the object identity tells types apart, across modules that were generated apart. */
export interface ResourceType<T> {
  readonly module: string;
  readonly name: string;
  /** Called when nobody holds the object any more. */
  drop(object: T): void;
}

/** Every object of an implementation may want to hear that the guest dropped it. */
export interface Droppable {
  drop?(): void;
}

export function resourceType<T extends Droppable>(module: string, name: string): ResourceType<T> {
  return { module, name, drop: (object) => object.drop?.() };
}

/** A value that a handle remembers of the call that minted it, by dotted path. */
export type Remembered = Readonly<Record<string, unknown>>;

const indexBits = 8;
const indexMask = (1 << indexBits) - 1;
const generations = 1 << 20;
const free = -1;
const never = -1;

export type Standing = "held" | "lacking" | "withdrawn";

class Slot {
  /** The handle that now names this slot, or `free`. */
  handle = free;
  generation = 0;
  type: ResourceType<never> | undefined = undefined;
  object: unknown = undefined;
  grant: Grant | undefined = undefined;
  /** The only right of the grant, when it has one only. */
  right: string | undefined = undefined;
  /** The policy's epoch when the grant was last seen to stand. */
  epoch: number | undefined = never;
  remembered: Remembered | undefined = undefined;
  /** Only lent to the guest, for the call of one export: the object stays the host's. */
  borrowed = false;
  /** Calls that still use a borrow of it. */
  lends = 0;
}

export interface HandleOptions {
  /** Most handles at one time, at most 255. */
  readonly limit: number;
  /** Grows whenever grants may have been withdrawn. */
  readonly policy: { readonly epoch?: number };
  trap(message: string): WasmTrap;
  onFault(error: unknown, where: string): void;
}

export class HandleTable {
  readonly #slots: Slot[] = [new Slot()];
  readonly #free: number[] = [];
  readonly #options: HandleOptions;
  readonly #limit: number;
  readonly #policy: { readonly epoch?: number };
  /** Where the last handle was found: the guard of a method asks about its grant right after. */
  #last = new Slot();
  #live = 0;
  #borrowed = 0;

  constructor(options: HandleOptions) {
    this.#options = options;
    this.#policy = options.policy;
    this.#limit = Math.min(options.limit, indexMask);
  }

  get live(): number {
    return this.#live;
  }

  /** Handles that were lent to the guest and that it has not dropped. */
  get borrowed(): number {
    return this.#borrowed;
  }

  /** A new handle, or 0 when the table is full. */
  mint<T>(type: ResourceType<T>, object: T, grant: Grant | undefined, remembered?: Remembered): number {
    if (this.#live >= this.#limit) return 0;
    const index = this.#free.pop() ?? this.#slots.length;
    if (index > indexMask) return 0;
    const slot = this.#slots[index] ?? this.#grow();
    slot.handle = index | (slot.generation << indexBits);
    slot.type = type;
    slot.object = object;
    slot.grant = grant;
    slot.right = grant?.only;
    slot.epoch = never;
    slot.remembered = remembered;
    slot.borrowed = false;
    slot.lends = 0;
    this.#live++;
    return slot.handle;
  }

  /** As `mint`, for a borrowed argument of an export: dropping the handle is not dropping the object. */
  mintBorrow<T>(type: ResourceType<T>, object: T): number {
    const handle = this.mint(type, object, undefined);
    const slot = this.#slots[handle & indexMask];
    if (handle === 0 || slot === undefined) return 0;
    slot.borrowed = true;
    this.#borrowed++;
    return handle;
  }

  /** The object behind a borrowed handle. */
  get<T>(type: ResourceType<T>, handle: number): T;
  get(type: ResourceType<never>, handle: number): unknown {
    return this.#slot(type, handle).object;
  }

  /** As `get`, and the guest cannot give the handle away before `endLend`. */
  lend<T>(type: ResourceType<T>, handle: number): T;
  lend(type: ResourceType<never>, handle: number): unknown {
    const slot = this.#slot(type, handle);
    slot.lends++;
    return slot.object;
  }

  endLend(handle: number): void {
    const slot = this.#slots[handle & indexMask];
    if (slot !== undefined && slot.handle === handle && slot.lends > 0) slot.lends--;
  }

  /** The object behind an owned handle, which is gone now. */
  take<T>(type: ResourceType<T>, handle: number): T;
  take(type: ResourceType<never>, handle: number): unknown {
    const slot = this.#slot(type, handle);
    if (slot.borrowed) throw this.#options.trap("a borrowed handle was given away");
    const { object } = slot;
    this.#release(slot, handle);
    return object;
  }

  /** `[resource-drop]`. */
  drop<T>(type: ResourceType<T>, handle: number): void {
    const slot = this.#slot(type, handle);
    if (slot.borrowed) this.#release(slot, handle);
    else this.#dropped(type, this.take(type, handle));
  }

  /** Takes handles back that were minted by a call which failed later; the objects stay with the caller. */
  revert(handles: readonly number[]): void {
    for (const handle of handles) {
      const slot = this.#slots[handle & indexMask];
      if (slot !== undefined && slot.handle === handle) this.#release(slot, handle);
    }
  }

  /** The end of the container: everything goes, the newest first. */
  dropAll(): void {
    for (const slot of [...this.#slots].reverse()) {
      if (slot.handle === free || slot.type === undefined) continue;
      const { type, object, handle, borrowed } = slot;
      slot.lends = 0;
      this.#release(slot, handle);
      if (!borrowed) this.#dropUnknown(type, object);
    }
  }

  /** The grant that the handle was minted under; `undefined` for what needs none. */
  grant(handle: number): Grant | undefined {
    return this.#slots[handle & indexMask]?.grant;
  }

  /** What has become of a right: whether the handle carries it, and whether its grant stands. */
  standing(handle: number, right: string): Standing {
    const slot = this.#last;
    if (slot.handle !== handle || slot.right !== right) return this.#standing(this.#slots[handle & indexMask], right);
    return slot.epoch === this.#policy.epoch ? "held" : this.#standing(slot, right);
  }

  /** The same for methods that need no right of their own. What was minted without a grant always stands. */
  stands(handle: number): boolean {
    const slot = this.#slots[handle & indexMask];
    if (slot === undefined || slot.grant === undefined || slot.epoch === this.#policy.epoch) return true;
    return this.#isStanding(slot, slot.grant);
  }

  #standing(slot: Slot | undefined, right: string): Standing {
    if (slot?.grant === undefined || !slot.grant.carries(right)) return "lacking";
    return this.#isStanding(slot, slot.grant) ? "held" : "withdrawn";
  }

  #isStanding(slot: Slot, grant: Grant): boolean {
    const { epoch } = this.#policy;
    if (!grant.stands) return false;
    // Without an epoch there is nothing to rely on, and the rules are asked each time.
    slot.epoch = epoch ?? never;
    return true;
  }

  remembered(handle: number, path: string): unknown {
    return this.#slots[handle & indexMask]?.remembered?.[path];
  }

  /** True while a handle that was lent to the guest is still there. */
  holds(handle: number): boolean {
    return this.#slots[handle & indexMask]?.handle === handle;
  }

  #grow(): Slot {
    const slot = new Slot();
    this.#slots.push(slot);
    return slot;
  }

  #slot(type: ResourceType<never>, handle: number): Slot {
    const slot = this.#slots[handle & indexMask];
    if (slot === undefined || slot.handle !== handle || slot.type !== type) throw this.#forged(type, handle);
    this.#last = slot;
    return slot;
  }

  // Beside the lookup, which stays small enough to be inlined everywhere.
  #forged(type: ResourceType<never>, handle: number): WasmTrap {
    return this.#options.trap(`${handle >>> 0} is no handle of a ${type.name}`);
  }

  #release(slot: Slot, handle: number): void {
    if (slot.lends > 0) throw this.#options.trap("a handle was given away while a call was using it");
    slot.handle = free;
    slot.type = undefined;
    slot.object = undefined;
    slot.grant = undefined;
    slot.remembered = undefined;
    slot.generation++;
    this.#live--;
    if (slot.borrowed) this.#borrowed--;
    slot.borrowed = false;
    // A generation that began again would let an old handle in: the slot is not used any more.
    if (slot.generation < generations) this.#free.push(handle & indexMask);
  }

  #dropped<T>(type: ResourceType<T>, object: T): void {
    try {
      type.drop(object);
    } catch (error) {
      this.#options.onFault(error, `${type.module} [resource-drop]${type.name}`);
    }
  }

  #dropUnknown(type: ResourceType<never>, object: unknown): void;
  #dropUnknown<T>(type: ResourceType<T>, object: T): void {
    this.#dropped(type, object);
  }
}
