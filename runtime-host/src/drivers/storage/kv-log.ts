/** A key-value store on disk: a log of checksummed records, each written by one system call. */
import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { fail } from "../../fail.js";
import { crc32 } from "./crc32.js";
import { onDisk } from "./volume.js";

export interface Entry {
  readonly value: Uint8Array;
  readonly version: bigint;
}

/** crc32, length of what follows, version, kind, length of the key; then key and value. */
const headerBytes = 4 + 4 + 8 + 1 + 1;
const kinds = { set: 1, remove: 2, version: 3 } as const;
const compactFrom = 64 * 1024;
/** Charged for each key beside its bytes and those of its value. */
export const entryOverhead = 16;

function encode(kind: number, version: bigint, key: string, value: Uint8Array): Buffer {
  const name = Buffer.from(key);
  const record = Buffer.alloc(headerBytes + name.length + value.length);
  record.writeUInt32LE(record.length - 8, 4);
  record.writeBigUInt64LE(version, 8);
  record.writeUInt8(kind, 16);
  record.writeUInt8(name.length, 17);
  name.copy(record, headerBytes);
  record.set(value, headerBytes + name.length);
  record.writeUInt32LE(crc32(record.subarray(4)), 0);
  return record;
}

export class KvLog {
  private readonly path: string;
  private readonly entries = new Map<string, Entry>();
  private fd: number;
  private logBytes = 0;
  private lastVersion = 0n;
  private live = 0;

  /** Opens the log, or makes it; `corrupt` when a record before the last is damaged. */
  constructor(path: string) {
    this.path = path;
    onDisk(() => mkdirSync(dirname(path), { recursive: true }));
    this.fd = onDisk(() => openSync(path, "a+", 0o600));
    try {
      this.load();
    } catch (error) {
      closeSync(this.fd);
      throw error;
    }
  }

  /** Bytes of keys and values, with the overhead of each. */
  get liveBytes(): number {
    return this.live;
  }

  get count(): number {
    return this.entries.size;
  }

  get(key: string): Entry | undefined {
    return this.entries.get(key);
  }

  /** All keys, in byte order. */
  keys(): string[] {
    return [...this.entries.keys()]
      .map((key) => Buffer.from(key))
      .sort(Buffer.compare)
      .map((key) => key.toString());
  }

  set(key: string, value: Uint8Array): bigint {
    const version = this.lastVersion + 1n;
    this.append(encode(kinds.set, version, key, value));
    this.apply(key, { value: Uint8Array.from(value), version });
    this.compactIfWorthwhile();
    return version;
  }

  remove(key: string): void {
    const version = this.lastVersion + 1n;
    this.append(encode(kinds.remove, version, key, new Uint8Array()));
    this.apply(key, undefined);
    this.lastVersion = version;
    this.compactIfWorthwhile();
  }

  close(): void {
    closeSync(this.fd);
  }

  private apply(key: string, entry: Entry | undefined): void {
    const old = this.entries.get(key);
    const size = Buffer.byteLength(key) + entryOverhead;
    if (old !== undefined) this.live -= size + old.value.length;
    if (entry === undefined) {
      this.entries.delete(key);
      return;
    }
    this.live += size + entry.value.length;
    this.entries.set(key, entry);
    this.lastVersion = entry.version;
  }

  private append(record: Buffer): void {
    onDisk(() => {
      let written = 0;
      try {
        written = writeSync(this.fd, record);
      } finally {
        // A torn record at the end would make the next one unreadable.
        if (written !== record.length) ftruncateSync(this.fd, this.logBytes);
      }
      if (written !== record.length) fail("quota");
      fdatasyncSync(this.fd);
    });
    this.logBytes += record.length;
  }

  private load(): void {
    const bytes = onDisk(() => readFileSync(this.path));
    let at = 0;
    while (at < bytes.length) {
      const end = recordEnd(bytes, at);
      const whole = end !== undefined && end <= bytes.length && isIntact(bytes.subarray(at, end));
      if (!whole) {
        // Power went while the last record was written: it never counted. Damage before it is another matter.
        if (end !== undefined && end < bytes.length) fail("corrupt");
        onDisk(() => ftruncateSync(this.fd, at));
        break;
      }
      this.replay(bytes.subarray(at, end));
      at = end;
    }
    this.logBytes = at;
  }

  private replay(record: Buffer): void {
    const version = record.readBigUInt64LE(8);
    const kind = record.readUInt8(16);
    const keyEnd = headerBytes + record.readUInt8(17);
    const key = record.toString("utf8", headerBytes, keyEnd);
    if (kind === kinds.set) this.apply(key, { value: Uint8Array.from(record.subarray(keyEnd)), version });
    else if (kind === kinds.remove) this.apply(key, undefined);
    this.lastVersion = version;
  }

  private compactIfWorthwhile(): void {
    if (this.logBytes < compactFrom || this.logBytes < this.live * 4) return;
    const records = [...this.entries]
      .sort(([, a], [, b]) => (a.version < b.version ? -1 : 1))
      .map(([key, entry]) => encode(kinds.set, entry.version, key, entry.value));
    // Removed keys must not get a version again that they had before.
    records.push(encode(kinds.version, this.lastVersion, "", new Uint8Array()));
    const compacted = Buffer.concat(records);
    const next = `${this.path}.new`;
    onDisk(() => {
      const fd = openSync(next, "w", 0o600);
      writeSync(fd, compacted);
      fsyncSync(fd);
      closeSync(fd);
      renameSync(next, this.path);
      closeSync(this.fd);
      this.fd = openSync(this.path, "a+", 0o600);
    });
    this.logBytes = compacted.length;
  }
}

function recordEnd(bytes: Buffer, at: number): number | undefined {
  if (at + 8 > bytes.length) return undefined;
  return at + 8 + bytes.readUInt32LE(at + 4);
}

function isIntact(record: Buffer): boolean {
  return record.length >= headerBytes && record.readUInt32LE(0) === crc32(record.subarray(4));
}
