/** Resources that the guest implements: representations behind handles, and their destructors. */
import type { WasmTrap } from "./errors.js";
import type { HandleTable, ResourceType } from "./handles.js";
import type { CoreFunction, GuestInstance } from "./instance.js";

/** An object of the guest in the host's hands. Give it back with `drop`, or as an owned argument. */
export class GuestObject {
  readonly #drop: () => void;
  #owned = true;

  constructor(drop: () => void) {
    this.#drop = drop;
  }

  /** False once it was given away or dropped. */
  get owned(): boolean {
    return this.#owned;
  }

  /** Ends the host's part in it, without a destructor. */
  release(): void {
    this.#owned = false;
  }

  drop(): void {
    if (!this.#owned) return;
    this.#owned = false;
    this.#drop();
  }
}

export interface GuestResource extends ResourceType<number> {
  /** Name of the export that destroys a representation. */
  readonly destructor: string;
}

export function guestResource(module: string, name: string, destructor: string): GuestResource {
  return { module, name, destructor, drop: () => undefined };
}

export class GuestResources {
  readonly #handles: HandleTable;
  readonly #trap: (message: string) => WasmTrap;
  readonly #dropped: { readonly type: GuestResource; readonly rep: number }[] = [];
  readonly #destroyLater: () => void;
  readonly #given = new WeakMap<GuestObject, { readonly type: GuestResource; readonly rep: number }>();
  #instance: GuestInstance = { exports: {} };
  #destroying = false;

  /** `destroyLater` is called when the host dropped something: it calls `destroyDropped`, now or after the running call. */
  constructor(handles: HandleTable, trap: (message: string) => WasmTrap, destroyLater: () => void) {
    this.#handles = handles;
    this.#trap = trap;
    this.#destroyLater = destroyLater;
  }

  attach(instance: GuestInstance): void {
    this.#instance = instance;
  }

  /** `[resource-new]`, and an object that the host gives back. */
  make(type: GuestResource, rep: number): number {
    const handle = this.#handles.mint(type, rep, undefined);
    if (handle === 0) throw this.#trap(`no handle is left for a ${type.name}`);
    return handle;
  }

  /** `[resource-rep]` */
  rep(type: GuestResource, handle: number): number {
    return this.#handles.get(type, handle);
  }

  /** `[resource-drop]` by the guest: its frame is still on the stack, so the destructor has to wait. */
  drop(type: GuestResource, handle: number): void {
    this.#dropped.push({ type, rep: this.#handles.take(type, handle) });
  }

  /** An owned object that the guest returned. */
  take(type: GuestResource, handle: number): GuestObject {
    const rep = this.#handles.take(type, handle);
    const object = new GuestObject(() => {
      this.#dropped.push({ type, rep });
      this.#destroyLater();
    });
    this.#given.set(object, { type, rep });
    return object;
  }

  /** The representation behind an object, for a call that borrows it. Objects of another instance mean nothing here. */
  borrow(type: GuestResource, object: GuestObject): number {
    const known = this.#given.get(object);
    if (known === undefined || known.type !== type || !object.owned)
      throw new Error(`not a ${type.name} of this guest`);
    return known.rep;
  }

  /** The same for a call that takes the object over. */
  give(type: GuestResource, object: GuestObject): number {
    const rep = this.borrow(type, object);
    object.release();
    return rep;
  }

  /** Calls the destructors of what was dropped since the last time; no guest frame may be on the stack. */
  destroyDropped(): void {
    if (this.#destroying) return;
    this.#destroying = true;
    for (let next = this.#dropped.shift(); next !== undefined; next = this.#dropped.shift()) {
      exportOf(this.#instance, next.type.destructor)?.(next.rep);
    }
    this.#destroying = false;
  }
}

/** An exported function by its canonical name; `undefined` when the guest has none. */
export function exportOf<R = unknown>(instance: GuestInstance, name: string): CoreFunction<R> | undefined;
export function exportOf(instance: GuestInstance, name: string): CoreFunction | undefined {
  const found = Object.hasOwn(instance.exports, name) ? instance.exports[name] : undefined;
  return isFunction(found) ? found : undefined;
}

function isFunction(value: unknown): value is CoreFunction {
  return typeof value === "function";
}
