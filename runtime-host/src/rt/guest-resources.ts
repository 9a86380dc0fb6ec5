/** Resources that the guest implements: representations behind handles, and their destructors. */
import type { WasmTrap } from "./errors.js";
import type { HandleTable, ResourceType } from "./handles.js";
import type { CoreFunction, GuestInstance } from "./instance.js";

/** An object of the guest in the host's hands. Give it back with `drop`, or as an owned argument. */
export class GuestObject {
  readonly type: GuestResource;
  readonly rep: number;
  #owned = true;
  readonly #drop: (object: GuestObject) => void;

  constructor(type: GuestResource, rep: number, drop: (object: GuestObject) => void) {
    this.type = type;
    this.rep = rep;
    this.#drop = drop;
  }

  /** The representation, for a call that borrows it. */
  borrow(type: GuestResource): number {
    if (!this.#owned || type !== this.type) throw new Error(`not a ${type.name} in the host's hands`);
    return this.rep;
  }

  /** The representation, for a call that takes the object over. */
  give(type: GuestResource): number {
    const rep = this.borrow(type);
    this.#owned = false;
    return rep;
  }

  drop(): void {
    if (!this.#owned) return;
    this.#owned = false;
    this.#drop(this);
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
  #instance: GuestInstance = { exports: {} };
  #destroying = false;

  constructor(handles: HandleTable, trap: (message: string) => WasmTrap) {
    this.#handles = handles;
    this.#trap = trap;
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
    return new GuestObject(type, rep, (object) => {
      this.#dropped.push({ type: object.type, rep: object.rep });
    });
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
