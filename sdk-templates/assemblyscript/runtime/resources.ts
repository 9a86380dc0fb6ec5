/** Resources of the host, and resources that the app implements. */

/** A thing that the host keeps. It is not collected: `close` gives it back. */
export abstract class Handle {
  /** @internal Negative once it was closed or given away. */
  handle: i32;

  /** @internal Only generated code has handles. */
  constructor(handle: i32) {
    this.handle = handle;
  }

  get isClosed(): bool {
    return this.handle < 0;
  }

  /** Gives the handle back; the object is of no use after that. */
  abstract close(): void;

  /** @internal The host takes the handle over. */
  give(): i32 {
    const handle = this.handle;
    this.handle = -1;
    return handle;
  }
}

// Made when it is needed: an array from the start would be in every module.
let borrowed: Array<Handle> | null = null;

/** @internal A handle inside of an argument that the host lent for the call. */
export function lent<T extends Handle>(handle: T): T {
  let all = borrowed;
  if (all === null) borrowed = all = new Array<Handle>();
  all.push(handle);
  return handle;
}

/** @internal The call is over: what the app did not close itself is closed for it. */
export function endLent(): void {
  const all = borrowed;
  if (all === null) return;
  borrowed = null;
  for (let i = 0; i < all.length; i++) all[i].close();
}

/** Base of the resources that an app exports. The host holds handles of them; an object lives until the last is gone. */
export abstract class ExportedResource {
  /** @internal The handle that the app itself holds, after the host passed one; negative: none. */
  handle: i32 = -1;
  /** @internal How many handles there are. */
  shared: i32 = 0;

  /** @internal The caller takes the app's own handle, if there is one. */
  give(): i32 {
    const handle = this.handle;
    this.handle = -1;
    return handle;
  }

  /** Called when the last handle is gone. */
  dispose(): void {}
}

/** What a new handle stands for: the object's address, which stays because the object is pinned. */
export function share(object: ExportedResource): i32 {
  if (object.shared++ == 0) __pin(changetype<usize>(object));
  return <i32>changetype<usize>(object);
}

/** A handle of the object is gone. */
export function unshare(rep: i32): void {
  const object = changetype<ExportedResource>(<usize>rep);
  if (--object.shared > 0) return;
  object.dispose();
  __unpin(<usize>rep);
}
