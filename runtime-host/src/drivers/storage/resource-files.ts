/** `ocre:storage/resource-files`: the files packaged with an app, read-only. Runs on the guest's thread. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { fail } from "../../fail.js";
import { onDisk } from "./volume.js";

export interface Resource {
  readonly name: string;
  /** Where it lies on the host. */
  readonly path: string;
}

export interface ResourceInfo {
  readonly name: string;
  readonly size: number;
}

class ResourceFile {
  private readonly fd: number;
  private readonly bytes: number;
  private readonly onClose: (file: ResourceFile) => void;
  private open = true;

  constructor(fd: number, bytes: number, onClose: (file: ResourceFile) => void) {
    this.fd = fd;
    this.bytes = bytes;
    this.onClose = onClose;
  }

  size(): number {
    return this.bytes;
  }

  read(offset: number, maxLen: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(maxLen, this.bytes - offset)));
    if (bytes.length === 0) return bytes;
    const count = onDisk(() => readSync(this.fd, bytes, 0, bytes.length, offset));
    // The image does not change while it runs: a shorter file is a damaged one.
    return count === bytes.length ? bytes : fail("corrupt");
  }

  drop(): void {
    if (!this.open) return;
    this.open = false;
    this.onClose(this);
    closeSync(this.fd);
  }
}

/** An archive of an app can carry links and pipes too: what they lead to did not come with it. */
function openRegular(path: string): { readonly fd: number; readonly size: number } {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  const stats = fstatSync(fd);
  if (stats.isFile()) return { fd, size: stats.size };
  closeSync(fd);
  return fail("not-found");
}

/** The driver of one container. */
export function createResourceFiles(resources: readonly Resource[]) {
  const byName = new Map(resources.map((resource) => [resource.name, resource]));
  const opened = new Set<ResourceFile>();
  return {
    resourceFile: {
      open: (name: string): ResourceFile => {
        const resource = byName.get(name);
        if (resource === undefined) return fail("not-found");
        const { fd, size } = onDisk(() => openRegular(resource.path));
        const file = new ResourceFile(fd, size, (closed) => opened.delete(closed));
        opened.add(file);
        return file;
      },
    },
    listResources: (start: number, maxEntries: number): ResourceInfo[] =>
      [...byName.values()]
        .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
        .slice(start, start + maxEntries)
        .map(({ name, path }) => ({ name, size: onDisk(() => lstatSync(path)).size })),
    close: () => {
      for (const file of opened) file.drop();
    },
  };
}
