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

  /** @internal The host takes the handle over. */
  give(): i32 {
    const handle = this.handle;
    this.handle = -1;
    return handle;
  }
}

/** Base of the resources that an app exports. The host holds handles of them; the object lives until the last is gone. */
export abstract class ExportedResource {
  /** @internal The handle that the app itself holds, after the host passed one; negative: none. */
  handle: i32 = -1;
  /** @internal Whether the host knows the object. */
  shared: bool = false;

  /** Called when the last handle is gone. */
  dispose(): void {}
}

/** What the host calls the object: its address, which stays because the object is pinned. */
export function share(object: ExportedResource): i32 {
  if (!object.shared) {
    object.shared = true;
    __pin(changetype<usize>(object));
  }
  return <i32>changetype<usize>(object);
}

/** The host holds no handle any more. */
export function unshare(rep: i32): void {
  const object = changetype<ExportedResource>(<usize>rep);
  object.handle = -1;
  object.shared = false;
  object.dispose();
  __unpin(<usize>rep);
}
