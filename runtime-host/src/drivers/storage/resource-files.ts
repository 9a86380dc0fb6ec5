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
  private open = true;

  constructor(fd: number) {
    this.fd = fd;
    this.bytes = onDisk(() => fstatSync(fd)).size;
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
    if (this.open) closeSync(this.fd);
    this.open = false;
  }
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
        const file = new ResourceFile(onDisk(() => openSync(resource.path, constants.O_RDONLY)));
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
