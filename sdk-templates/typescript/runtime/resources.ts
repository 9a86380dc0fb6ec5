/** Handles: what an app holds of the host's objects, and the host of the app's. */

const handle: unique symbol = /* @__PURE__ */ Symbol("handle");
const gone = -1;

/** An object of the host's. It is given back by `close`, by `using`, or when the app ends; not by the collector. */
export abstract class Resource {
  [handle]: number = gone;

  /** Gives the object back to the host. It is of no use after that. */
  abstract close(): void;

  /** True after `close`, and after the object was passed on to someone else. */
  get isClosed(): boolean {
    return this[handle] === gone;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** A new object for a handle that the host gave away. */
export function liftHandle<R extends Resource>(type: { readonly prototype: R }, of: number): R {
  const made: R = Object.create(type.prototype);
  made[handle] = of;
  return made;
}

let lent: Resource[] = [];

/** The same for a handle inside of an argument, which the host lends for the call. */
export function liftLent<R extends Resource>(type: { readonly prototype: R }, of: number): R {
  const made = liftHandle(type, of);
  lent.push(made);
  return made;
}

/** The call is over: what the app did not close itself is closed for it. */
export function endLent(): void {
  const all = lent;
  lent = [];
  for (const resource of all) resource.close();
}

/** Makes the handle that of an object under construction. */
export function adopt(resource: Resource, of: number): void {
  resource[handle] = of;
}

/** The handle of an object that stays with the app. */
export function lend(resource: Resource): number {
  if (resource[handle] === gone) throw new TypeError("the object is closed");
  return resource[handle];
}

/** The handle of an object that leaves the app. */
export function give(resource: Resource): number {
  const of = lend(resource);
  resource[handle] = gone;
  return of;
}

/** Closes an object once. */
export function drop(resource: Resource, dropHandle: (of: number) => void): void {
  if (resource[handle] !== gone) dropHandle(give(resource));
}

/** The objects of the app that the host holds, by the number the host knows them by. */
export interface Objects<T extends Disposer> {
  readonly byNumber: Map<number, T>;
  readonly make: (number: number) => number;
  readonly numberOf: (of: number) => number;
  readonly drop: (of: number) => void;
  last: number;
  /** An object comes back to the app: its handle goes, and the object stays. */
  taking: boolean;
}

interface Disposer {
  [Symbol.dispose]?(): void;
}

export function objects<T extends Disposer>(
  make: (number: number) => number,
  numberOf: (of: number) => number,
  dropHandle: (of: number) => void,
): Objects<T> {
  return { byNumber: new Map(), make, numberOf, drop: dropHandle, last: 0, taking: false };
}

/** The handle of an object that the host gets. */
export function lowerObject<T extends Disposer>(table: Objects<T>, object: T): number {
  const number = ++table.last;
  table.byNumber.set(number, object);
  return table.make(number);
}

/** An object that the host borrows. */
export function liftObject<T extends Disposer>(table: Objects<T>, number: number): T {
  const object = table.byNumber.get(number);
  if (object === undefined) throw new TypeError("the host has no such object");
  return object;
}

/** An object that the host gives back. */
export function takeObject<T extends Disposer>(table: Objects<T>, of: number): T {
  const number = table.numberOf(of);
  const object = liftObject(table, number);
  table.taking = true;
  table.drop(of);
  table.taking = false;
  table.byNumber.delete(number);
  return object;
}

/** The destructor: the host dropped its handle. */
export function dispose<T extends Disposer>(table: Objects<T>, number: number): void {
  const object = table.byNumber.get(number);
  table.byNumber.delete(number);
  if (!table.taking) object?.[Symbol.dispose]?.();
}
