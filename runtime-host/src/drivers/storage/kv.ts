/** `ocre:storage/kv` over logs on disk: a container's own store, and stores that containers share. */
import { join } from "node:path";
import { fail } from "../../fail.js";
import type { ContainerContext } from "../../kernel/context.js";
import type { Source } from "../../kernel/events.js";
import { ServedResource } from "../../remote/served.js";
import { type Entry, entryOverhead, KvLog } from "./kv-log.js";

const maxKeyBytes = 64;
const maxValueBytes = 64 * 1024;
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

interface Watcher {
  readonly container: string;
  readonly prefix: string;
  readonly source: Source;
}

/** A store that is open, with everyone who watches it. */
class OpenStore {
  readonly log: KvLog;
  readonly watchers = new Set<Watcher>();
  private readonly onUnused: () => void;
  private users = 0;

  constructor(path: string, onUnused: () => void) {
    this.log = new KvLog(path);
    this.onUnused = onUnused;
  }

  use(): void {
    this.users += 1;
  }

  /** Nobody has it open any more: its file is closed. */
  unuse(): void {
    this.users -= 1;
    if (this.users === 0) this.onUnused();
  }

  changed(key: string, by: string): void {
    for (const { container, prefix, source } of this.watchers) {
      if (container !== by && key.startsWith(prefix)) source.post(0);
    }
  }
}

/** The stores of a run: one log each, however many containers have it open. */
export class KvStores {
  private readonly folder: string;
  private readonly open = new Map<string, OpenStore>();

  constructor(folder: string) {
    this.folder = folder;
  }

  get(container: string, name: string): OpenStore {
    if (!namePattern.test(name)) return fail("not-found");
    const path =
      name === "default"
        ? join(this.folder, "containers", container, "default.kv")
        : join(this.folder, "stores", `${name}.kv`);
    const known = this.open.get(path);
    if (known !== undefined) return known;
    // A guest that may open any name must not keep a file open for each of them.
    const store = new OpenStore(path, () => {
      if (this.open.delete(path)) store.log.close();
    });
    this.open.set(path, store);
    return store;
  }

  close(): void {
    for (const store of this.open.values()) store.log.close();
    this.open.clear();
  }
}

class Store extends ServedResource {
  private readonly cx: ContainerContext;
  private readonly store: OpenStore;
  private readonly watches = new Map<number, Watcher>();
  private dropped = false;

  constructor(cx: ContainerContext, store: OpenStore) {
    super();
    this.cx = cx;
    this.store = store;
    store.use();
  }

  get(key: string, maxLen: number): Entry | undefined {
    const entry = this.store.log.get(checkKey(key));
    if (entry !== undefined && entry.value.length > maxLen) return fail("too-large");
    return entry;
  }

  set(key: string, value: Uint8Array): undefined {
    this.write(key, value);
  }

  compareAndSwap(key: string, expected: bigint, value: Uint8Array): bigint {
    const current = this.store.log.get(checkKey(key))?.version ?? 0n;
    if (current !== expected) return fail("conflict");
    return this.write(key, value);
  }

  increment(key: string, delta: bigint): bigint {
    const entry = this.store.log.get(checkKey(key));
    if (entry !== undefined && entry.value.length !== 8) return fail("wrong-kind");
    const bytes = Buffer.alloc(8);
    if (entry !== undefined) bytes.set(entry.value);
    const sum = BigInt.asIntN(64, bytes.readBigInt64LE() + delta);
    bytes.writeBigInt64LE(sum);
    this.write(key, bytes);
    return sum;
  }

  remove(key: string): undefined {
    if (this.store.log.get(checkKey(key)) === undefined) fail("not-found");
    this.store.log.remove(key);
    this.store.changed(key, this.cx.name);
  }

  /** All keys under the prefix; which of them the guest sees, and the paging, are the guard's work. */
  listKeys(prefix: string, after: string): string[] {
    const from = Buffer.from(after);
    return this.store.log
      .keys()
      .filter((key) => key.startsWith(prefix) && (after === "" || Buffer.compare(Buffer.from(key), from) > 0));
  }

  watch(prefix: string, token: number): undefined {
    const source = this.cx.events.register("store", token);
    const watcher = { container: this.cx.name, prefix, source };
    this.watches.set(token, watcher);
    this.store.watchers.add(watcher);
  }

  unwatch(token: number): undefined {
    const watcher = this.watches.get(token);
    if (watcher === undefined) return fail("not-found");
    this.watches.delete(token);
    this.store.watchers.delete(watcher);
    watcher.source.close();
    return undefined;
  }

  drop(): void {
    if (this.dropped) return;
    this.dropped = true;
    for (const token of [...this.watches.keys()]) this.unwatch(token);
    this.store.unuse();
  }

  private write(key: string, value: Uint8Array): bigint {
    const { log } = this.store;
    checkKey(key);
    if (value.length > maxValueBytes) return fail("too-large");
    const old = log.get(key);
    const { storageBytes, objects } = this.cx.limits;
    const growth = value.length - (old === undefined ? -(Buffer.byteLength(key) + entryOverhead) : old.value.length);
    if (growth > 0 && log.liveBytes + growth > storageBytes) return fail("quota");
    if (old === undefined && log.count >= objects) return fail("quota");
    const version = log.set(key, value);
    this.store.changed(key, this.cx.name);
    return version;
  }
}

function checkKey(key: string): string {
  return key === "" || Buffer.byteLength(key) > maxKeyBytes ? fail("invalid-argument") : key;
}

/** The driver of one container. */
export function createKv(stores: KvStores, cx: ContainerContext) {
  return { store: { open: (name: string) => new Store(cx, stores.get(cx.name, name)) } };
}
