/** A volume: a directory of the host that guests see as `/data` and the like, without a way out of it. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  type Stats,
  unlinkSync,
} from "node:fs";
import { join } from "node:path";
import { type ErrorCode, fail, HostError } from "../../fail.js";

const maxPathBytes = 255;

const codes: ReadonlyMap<string, ErrorCode> = new Map([
  ["ENOENT", "not-found"],
  // A part of the way is a file: nothing can be below it.
  ["ENOTDIR", "not-found"],
  ["ELOOP", "not-found"],
  ["EEXIST", "exists"],
  ["EISDIR", "wrong-kind"],
  ["ENOTEMPTY", "not-empty"],
  ["ENOSPC", "quota"],
  ["EDQUOT", "quota"],
  ["EBUSY", "busy"],
  ["ENAMETOOLONG", "invalid-argument"],
]);

/** Runs a call of the file system and answers its failure in the guest's terms. */
export function onDisk<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof HostError) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return fail((typeof code === "string" ? codes.get(code) : undefined) ?? "io");
  }
}

export interface ParsedPath {
  readonly volume: string;
  /** Names below the volume; empty for the volume itself. */
  readonly parts: readonly string[];
}

/** Guards hand over canonical paths; whoever calls a driver without them gets the same rules. */
export function parsePath(path: string): ParsedPath {
  if (!path.startsWith("/") || Buffer.byteLength(path) > maxPathBytes || path.includes("\0")) {
    return fail("invalid-argument");
  }
  const [volume, ...parts] = path.slice(1).split("/");
  if (volume === undefined || [volume, ...parts].some((part) => part === "" || part === "." || part === "..")) {
    return fail("invalid-argument");
  }
  // Separators of other systems, and Windows' streams.
  if (parts.some((part) => /[\\:]/.test(part))) return fail("invalid-argument");
  return { volume, parts };
}

export interface Usage {
  readonly bytes: number;
  readonly objects: number;
}

export interface VolumeOptions {
  readonly quotaBytes: number;
  readonly quotaObjects: number;
  /** Other containers write here too, so what is used must be counted anew each time. */
  readonly shared: boolean;
  /** Whatever would change it is `denied`. */
  readonly readOnly?: boolean;
}

export class Volume {
  readonly root: string;
  readonly quotaBytes: number;
  readonly quotaObjects: number;
  private readonly shared: boolean;
  readonly readOnly: boolean;
  private made = false;
  private known: { bytes: number; objects: number } | undefined;

  constructor(root: string, options: VolumeOptions) {
    this.root = root;
    this.quotaBytes = options.quotaBytes;
    this.quotaObjects = options.quotaObjects;
    this.shared = options.shared;
    this.readOnly = options.readOnly ?? false;
  }

  /** The directory is made when it is used first: most apps have volumes that they never touch. */
  private directory(): string {
    if (!this.made) onDisk(() => mkdirSync(this.root, { recursive: true }));
    this.made = true;
    return this.root;
  }

  usage(): Usage {
    if (this.known === undefined || this.shared) this.known = onDisk(() => count(this.directory()));
    return this.known;
  }

  /** Fails with `quota` when so much more does not fit; otherwise counts it. */
  charge(bytes: number, objects: number): void {
    const used = this.usage();
    if (bytes > 0 && used.bytes + bytes > this.quotaBytes) fail("quota");
    if (objects > 0 && used.objects + objects > this.quotaObjects) fail("quota");
    this.known = { bytes: used.bytes + bytes, objects: used.objects + objects };
  }

  stat(parts: readonly string[]): Stats {
    const stats = onDisk(() => lstatSync(this.locate(parts)));
    if (!isPlain(stats)) fail("not-found");
    return stats;
  }

  find(parts: readonly string[]): Stats | undefined {
    try {
      return this.stat(parts);
    } catch (error) {
      if (error instanceof HostError && error.code === "not-found") return undefined;
      throw error;
    }
  }

  list(parts: readonly string[]): { name: string; kind: "file" | "directory" }[] {
    if (!this.stat(parts).isDirectory()) return fail("wrong-kind");
    return onDisk(() => readdirSync(this.locate(parts), { withFileTypes: true }))
      .filter((entry) => entry.isFile() || entry.isDirectory())
      .map((entry) => ({ name: entry.name, kind: entry.isFile() ? ("file" as const) : ("directory" as const) }))
      .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  }

  /** Opens a regular file; the caller has charged for a new one. */
  open(parts: readonly string[], flags: number): number {
    const path = this.locate(parts);
    return onDisk(() => {
      // Without following a link in its place, and without waiting for the other end of a pipe.
      const fd = openSync(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600);
      const stats = fstatSync(fd);
      if (isPlain(stats) && stats.isFile()) return fd;
      closeSync(fd);
      return fail(stats.isDirectory() ? "wrong-kind" : "not-found");
    });
  }

  /** To be called before anything that changes the volume. */
  checkWritable(): void {
    if (this.readOnly) fail("denied");
  }

  makeDirectory(parts: readonly string[]): void {
    this.checkWritable();
    if (this.find(parts) !== undefined) fail("exists");
    const path = this.locate(parts);
    this.charge(0, 1);
    try {
      onDisk(() => mkdirSync(path, 0o700));
    } catch (error) {
      this.charge(0, -1);
      throw error;
    }
  }

  remove(parts: readonly string[]): void {
    this.checkWritable();
    if (parts.length === 0) fail("not-empty");
    const stats = this.stat(parts);
    const path = this.locate(parts);
    if (stats.isDirectory()) onDisk(() => rmdirSync(path));
    else onDisk(() => unlinkSync(path));
    this.charge(stats.isDirectory() ? 0 : -stats.size, -1);
  }

  rename(from: readonly string[], to: readonly string[]): void {
    this.checkWritable();
    if (this.stat(from).isDirectory()) fail("wrong-kind");
    const replaced = this.find(to);
    if (replaced?.isDirectory() === true) fail("wrong-kind");
    const same = from.length === to.length && from.every((part, index) => part === to[index]);
    if (same) return;
    onDisk(() => renameSync(this.locate(from), this.locate(to)));
    if (replaced !== undefined) this.charge(-replaced.size, -1);
  }

  /** The host's path. Every directory on the way is looked at: a link would lead out of the volume. */
  private locate(parts: readonly string[]): string {
    let path = this.directory();
    for (const part of parts.slice(0, -1)) {
      path = join(path, part);
      const stats = onDisk(() => lstatSync(path));
      if (!stats.isDirectory()) fail("not-found");
    }
    const last = parts.at(-1);
    return last === undefined ? path : join(path, last);
  }
}

/** A directory, or a file that no other name leads to. */
function isPlain(stats: Stats): boolean {
  return stats.isDirectory() || (stats.isFile() && stats.nlink <= 1);
}

function count(root: string): { bytes: number; objects: number } {
  let bytes = 0;
  let objects = 0;
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    objects += 1;
    const path = join(root, entry.name);
    if (entry.isDirectory()) {
      const below = count(path);
      bytes += below.bytes;
      objects += below.objects;
    } else if (entry.isFile()) {
      bytes += lstatSync(path).size;
    }
  }
  return { bytes, objects };
}
