/** `ocre:storage/files`: open files and paths over the volumes of one container. Runs on the guest's thread. */
import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, readSync, type Stats, writeSync } from "node:fs";
import { fail } from "../../fail.js";
import { onDisk, parsePath, type Volume } from "./volume.js";

const flags = { read: 1, write: 2, create: 4, exclusive: 8, truncate: 16, append: 32 } as const;

export type FileKind = "file" | "directory";
export type Whence = "start" | "current" | "end";

export interface FileStat {
  readonly kind: FileKind;
  readonly size: bigint;
  readonly modified: bigint | undefined;
}

export interface DirEntry {
  readonly name: string;
  readonly kind: FileKind;
}

const maxFileBytes = 0xffff_ffff;

function toStat(stats: Stats): FileStat {
  return {
    kind: stats.isDirectory() ? "directory" : "file",
    size: stats.isDirectory() ? 0n : BigInt(stats.size),
    modified: BigInt(Math.floor(stats.mtimeMs / 1000)),
  };
}

class OpenFile {
  private readonly volume: Volume;
  private readonly fd: number;
  private readonly appends: boolean;
  private readonly onClose: () => void;
  private position = 0;
  private open = true;

  constructor(volume: Volume, fd: number, appends: boolean, onClose: () => void) {
    this.volume = volume;
    this.fd = fd;
    this.appends = appends;
    this.onClose = onClose;
  }

  read(maxLen: number): Uint8Array {
    const left = Math.max(0, this.size() - this.position);
    const bytes = new Uint8Array(Math.min(maxLen, left));
    let filled = 0;
    while (filled < bytes.length) {
      const count = onDisk(() => readSync(this.fd, bytes, filled, bytes.length - filled, this.position + filled));
      if (count === 0) break;
      filled += count;
    }
    this.position += filled;
    return bytes.subarray(0, filled);
  }

  write(data: Uint8Array): undefined {
    const size = this.countedSize();
    const start = this.appends ? size : this.position;
    const end = start + data.length;
    if (end > maxFileBytes) fail("too-large");
    const growth = Math.max(0, end - size);
    this.volume.charge(growth, 0);
    try {
      onDisk(() => {
        for (let done = 0; done < data.length; ) {
          done += writeSync(this.fd, data, done, data.length - done, start + done);
        }
      });
    } catch (error) {
      // All or nothing: what was added goes again.
      onDisk(() => ftruncateSync(this.fd, size));
      this.volume.charge(-growth, 0);
      throw error;
    }
    this.position = end;
  }

  seek(offset: bigint, whence: Whence): bigint {
    const base = whence === "start" ? 0 : whence === "current" ? this.position : this.size();
    const target = BigInt(base) + offset;
    if (target < 0n || target > BigInt(maxFileBytes)) return fail("invalid-argument");
    this.position = Number(target);
    return target;
  }

  stat(): FileStat {
    return toStat(onDisk(() => fstatSync(this.fd)));
  }

  setSize(size: bigint): undefined {
    const old = this.countedSize();
    if (size > BigInt(maxFileBytes)) fail("quota");
    const change = Number(size) - old;
    this.volume.charge(change, 0);
    onDisk(() => ftruncateSync(this.fd, Number(size)));
  }

  sync(): undefined {
    onDisk(() => fsyncSync(this.fd));
  }

  drop(): void {
    if (!this.open) return;
    this.open = false;
    this.onClose();
    closeSync(this.fd);
  }

  /** Another container may have removed it from a shared volume: nobody's quota would count what is added. */
  private countedSize(): number {
    const { nlink, size } = onDisk(() => fstatSync(this.fd));
    return nlink === 0 ? fail("io") : size;
  }

  private size(): number {
    return onDisk(() => fstatSync(this.fd)).size;
  }
}

class Files {
  private readonly volumes: ReadonlyMap<string, Volume>;
  private readonly openPaths = new Map<string, number>();
  private readonly openFiles = new Set<OpenFile>();
  readonly file: { open(path: string, options: number): OpenFile };

  constructor(volumes: ReadonlyMap<string, Volume>) {
    this.volumes = volumes;
    this.file = { open: (path, options) => this.openFile(path, options) };
  }

  stat(path: string): FileStat {
    const { volume, parts } = this.find(path);
    return toStat(volume.stat(parts));
  }

  listDirectory(path: string, start: number, maxEntries: number): DirEntry[] {
    const { volume, parts } = this.find(path);
    return volume.list(parts).slice(start, start + maxEntries);
  }

  rename(oldPath: string, newPath: string): undefined {
    const from = this.find(oldPath);
    const to = this.find(newPath);
    if (from.volume !== to.volume) fail("not-supported");
    if (from.parts.length === 0 || to.parts.length === 0) fail("wrong-kind");
    if (this.openPaths.has(oldPath) || this.openPaths.has(newPath)) fail("busy");
    from.volume.rename(from.parts, to.parts);
  }

  remove(path: string): undefined {
    const { volume, parts } = this.find(path);
    if (this.openPaths.has(path)) fail("busy");
    volume.remove(parts);
  }

  makeDirectory(path: string): undefined {
    const { volume, parts } = this.find(path);
    if (parts.length === 0) fail("exists");
    volume.makeDirectory(parts);
  }

  usage(path: string): { used: bigint; quota: bigint } {
    const { volume } = this.find(path);
    return { used: BigInt(volume.usage().bytes), quota: BigInt(volume.quotaBytes) };
  }

  /** Closes what the container left open. */
  close(): void {
    for (const file of [...this.openFiles]) file.drop();
  }

  private find(path: string): { volume: Volume; parts: readonly string[] } {
    const { volume: name, parts } = parsePath(path);
    const volume = this.volumes.get(name);
    return volume === undefined ? fail("not-found") : { volume, parts };
  }

  private openFile(path: string, options: number): OpenFile {
    const has = (flag: number): boolean => (options & flag) !== 0;
    const writes = has(flags.write);
    const changes = has(flags.create) || has(flags.truncate) || has(flags.append);
    if ((!has(flags.read) && !writes) || (changes && !writes) || (has(flags.exclusive) && !has(flags.create))) {
      return fail("invalid-argument");
    }
    const { volume, parts } = this.find(path);
    if (writes) volume.checkWritable();
    const present = volume.find(parts);
    if (parts.length === 0 || present?.isDirectory() === true) return fail("wrong-kind");
    if (present === undefined && !has(flags.create)) return fail("not-found");
    if (present !== undefined && has(flags.exclusive)) return fail("exists");
    const access = writes ? (has(flags.read) ? constants.O_RDWR : constants.O_WRONLY) : constants.O_RDONLY;
    const creates = present === undefined;
    if (creates) volume.charge(0, 1);
    let fd: number;
    try {
      fd = volume.open(parts, access | (creates ? constants.O_CREAT | constants.O_EXCL : 0));
    } catch (error) {
      if (creates) volume.charge(0, -1);
      throw error;
    }
    if (has(flags.truncate) && present !== undefined) {
      onDisk(() => ftruncateSync(fd, 0));
      volume.charge(-present.size, 0);
    }
    this.openPaths.set(path, (this.openPaths.get(path) ?? 0) + 1);
    const file: OpenFile = new OpenFile(volume, fd, has(flags.append), () => this.closed(path, file));
    this.openFiles.add(file);
    return file;
  }

  private closed(path: string, file: OpenFile): void {
    const count = this.openPaths.get(path) ?? 0;
    if (count <= 1) this.openPaths.delete(path);
    else this.openPaths.set(path, count - 1);
    this.openFiles.delete(file);
  }
}

/** The driver of one container; `volumes` by the first part of their paths. */
export function createFiles(volumes: ReadonlyMap<string, Volume>) {
  return new Files(volumes);
}
