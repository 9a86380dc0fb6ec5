import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFiles } from "../../../runtime-host/src/drivers/storage/files.js";
import { createKv, KvStores } from "../../../runtime-host/src/drivers/storage/kv.js";
import { KvLog } from "../../../runtime-host/src/drivers/storage/kv-log.js";
import { createResourceFiles } from "../../../runtime-host/src/drivers/storage/resource-files.js";
import { Volume } from "../../../runtime-host/src/drivers/storage/volume.js";
import { code, container, events } from "./container.js";

const read = 1;
const write = 2;
const create = 4;
const exclusive = 8;
const truncate = 16;
const append = 32;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ocrekit-storage-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function files(options: { quotaBytes?: number; quotaObjects?: number; readOnly?: boolean } = {}) {
  const volume = (name: string): [string, Volume] => [
    name,
    new Volume(join(folder, name), { quotaBytes: 1000, quotaObjects: 8, shared: false, ...options }),
  ];
  return createFiles(new Map([volume("data"), volume("tmp")]));
}

describe("files", () => {
  it("are written, read from any position, cut and extended", () => {
    const driver = files();
    const file = driver.file.open("/data/a", read | write | create);
    file.write(bytes("hello world"));
    expect(file.seek(-5n, "end")).toBe(6n);
    expect(text(file.read(100))).toBe("world");
    expect(file.read(1)).toHaveLength(0);
    file.seek(0n, "start");
    file.write(bytes("J"));
    file.setSize(5n);
    file.setSize(7n);
    file.seek(0n, "start");
    expect(text(file.read(100))).toBe("Jello\0\0");
    expect(file.stat()).toMatchObject({ kind: "file", size: 7n });
    expect(code(() => file.seek(-1n, "start"))).toBe("invalid-argument");
    file.sync();
    file.drop();
    expect(readFileSync(join(folder, "data", "a"), "utf8")).toBe("Jello\0\0");
  });

  it("are opened as the flags say", () => {
    const driver = files();
    expect(code(() => driver.file.open("/data/a", read))).toBe("not-found");
    expect(code(() => driver.file.open("/data/a", 0))).toBe("invalid-argument");
    expect(code(() => driver.file.open("/data/a", read | create))).toBe("invalid-argument");
    driver.file.open("/data/a", write | create).write(bytes("one"));
    expect(code(() => driver.file.open("/data/a", write | create | exclusive))).toBe("exists");
    driver.file.open("/data/a", write | append).write(bytes("two"));
    expect(text(driver.file.open("/data/a", read).read(10))).toBe("onetwo");
    driver.file.open("/data/a", write | truncate);
    expect(driver.stat("/data/a").size).toBe(0n);
    driver.makeDirectory("/data/d");
    expect(code(() => driver.file.open("/data/d", read))).toBe("wrong-kind");
    expect(code(() => driver.file.open("/other/a", write | create))).toBe("not-found");
  });

  it("list, rename and remove what is there, in a stable order", () => {
    const driver = files();
    driver.makeDirectory("/data/d");
    for (const name of ["b", "a"]) driver.file.open(`/data/d/${name}`, write | create).drop();
    expect(driver.listDirectory("/data/d", 0, 10).map((entry) => entry.name)).toEqual(["a", "b"]);
    expect(driver.listDirectory("/data/d", 1, 1)).toEqual([{ name: "b", kind: "file" }]);
    driver.rename("/data/d/a", "/data/d/b");
    expect(driver.listDirectory("/data/d", 0, 10).map((entry) => entry.name)).toEqual(["b"]);
    expect(code(() => driver.rename("/data/d", "/data/e"))).toBe("wrong-kind");
    expect(code(() => driver.rename("/data/d/b", "/tmp/b"))).toBe("not-supported");
    expect(code(() => driver.remove("/data/d"))).toBe("not-empty");
    const open = driver.file.open("/data/d/b", read);
    expect(code(() => driver.remove("/data/d/b"))).toBe("busy");
    open.drop();
    driver.remove("/data/d/b");
    driver.remove("/data/d");
    expect(code(() => driver.stat("/data/d"))).toBe("not-found");
  });

  it("never lead out of their volume", () => {
    const driver = files();
    driver.makeDirectory("/data/d");
    mkdirSync(join(folder, "outside"));
    writeFileSync(join(folder, "outside", "secret"), "secret");
    symlinkSync(join(folder, "outside"), join(folder, "data", "way"));
    symlinkSync(join(folder, "outside", "secret"), join(folder, "data", "link"));
    linkSync(join(folder, "outside", "secret"), join(folder, "data", "hard"));
    for (const path of ["/data/way/secret", "/data/link", "/data/hard"]) {
      expect(code(() => driver.file.open(path, read))).toBe("not-found");
      expect(code(() => driver.stat(path))).toBe("not-found");
    }
    expect(code(() => driver.file.open("/data/way/new", write | create))).toBe("not-found");
    for (const path of [
      "data/a",
      "/data/../outside/secret",
      "/data//a",
      "/data/./a",
      "/data/a\0",
      "/data/a\\b",
      `/data/${"x".repeat(260)}`,
    ]) {
      expect(code(() => driver.file.open(path, write | create))).toBe("invalid-argument");
    }
    expect(readFileSync(join(folder, "outside", "secret"), "utf8")).toBe("secret");
  });

  it("count bytes and objects against the quota, whatever is done, and a write fits or changes nothing", () => {
    const step = fc.record({
      name: fc.constantFrom("a", "b", "c"),
      what: fc.constantFrom("write", "cut", "remove", "rename"),
      size: fc.nat(60),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        rmSync(folder, { recursive: true, force: true });
        const driver = files({ quotaBytes: 100, quotaObjects: 2 });
        const sizes = new Map<string, number>();
        const used = () => [...sizes.values()].reduce((sum, size) => sum + size, 0);
        for (const { name, what, size } of steps) {
          const path = `/data/${name}`;
          const old = sizes.get(name);
          if (what === "write") {
            const fits = (old !== undefined || sizes.size < 2) && used() - 0 + size <= 100;
            const answer = code(() => {
              const file = driver.file.open(path, write | create | append);
              try {
                file.write(new Uint8Array(size));
              } finally {
                file.drop();
              }
            });
            if (old === undefined && sizes.size >= 2) expect(answer).toBe("quota");
            else {
              expect(answer).toBe(fits ? "no error" : "quota");
              sizes.set(name, (old ?? 0) + (fits ? size : 0));
            }
          } else if (old === undefined) {
            expect(code(() => driver.remove(path))).toBe("not-found");
          } else if (what === "remove") {
            driver.remove(path);
            sizes.delete(name);
          } else if (what === "cut") {
            const file = driver.file.open(path, write);
            file.setSize(BigInt(Math.min(old, size)));
            file.drop();
            sizes.set(name, Math.min(old, size));
          } else {
            driver.rename(path, "/data/a");
            sizes.delete(name);
            sizes.set("a", old);
          }
          expect(driver.usage("/data")).toEqual({ used: BigInt(used()), quota: 100n });
        }
      }),
      { numRuns: 60 },
    );
  });

  it("cannot be changed on a volume for reading only", () => {
    files()
      .file.open("/data/a", write | create)
      .drop();
    const driver = files({ readOnly: true });
    expect(code(() => driver.file.open("/data/a", write))).toBe("denied");
    expect(code(() => driver.remove("/data/a"))).toBe("denied");
    expect(code(() => driver.file.open("/data/a", read))).toBe("no error");
  });
});

describe("resource files", () => {
  it("are read by name, in parts, and listed by page", () => {
    writeFileSync(join(folder, "blob"), "0123456789");
    const driver = createResourceFiles([
      { name: "table", path: join(folder, "blob") },
      { name: "gone", path: join(folder, "none") },
    ]);
    const file = driver.resourceFile.open("table");
    expect(file.size()).toBe(10);
    expect(text(file.read(7, 100))).toBe("789");
    expect(file.read(10, 5)).toHaveLength(0);
    expect(code(() => driver.resourceFile.open("other"))).toBe("not-found");
    truncateSync(join(folder, "blob"), 4);
    expect(code(() => file.read(0, 10))).toBe("corrupt");
  });
});

describe("the log of a key-value store", () => {
  const path = () => join(folder, "store.kv");
  const key = fc.constantFrom("a", "b", "ü/x", "k".repeat(64));
  const operation = fc.record({ key, value: fc.option(fc.uint8Array({ maxLength: 40 })) });

  it("holds after reopening what it held before, with the same versions, like a map", () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
        rmSync(path(), { force: true });
        let log = new KvLog(path());
        const model = new Map<string, { value: Uint8Array; version: bigint }>();
        let last = 0n;
        for (const [index, { key: name, value }] of operations.entries()) {
          if (value !== null) {
            const version = log.set(name, value);
            expect(version).toBeGreaterThan(last);
            last = version;
            model.set(name, { value, version });
          } else if (model.delete(name)) log.remove(name);
          if (index % 7 === 3) {
            log.close();
            log = new KvLog(path());
          }
        }
        log.close();
        log = new KvLog(path());
        expect(log.keys().sort()).toEqual([...model.keys()].sort());
        for (const [name, entry] of model) expect(log.get(name)).toEqual(entry);
        log.close();
      }),
      { numRuns: 15 },
    );
  });

  it("loses at most the write that was under way when the power went, at any byte", () => {
    let log = new KvLog(path());
    log.set("a", bytes("first"));
    const whole = readFileSync(path()).length;
    log.set("b", bytes("second"));
    log.close();
    const all = readFileSync(path());
    for (let cut = whole; cut < all.length; cut += 1) {
      writeFileSync(path(), all.subarray(0, cut));
      log = new KvLog(path());
      expect([log.keys(), text(log.get("a")?.value ?? bytes(""))]).toEqual([["a"], "first"]);
      expect(log.set("c", bytes("third"))).toBe(2n);
      log.close();
      log = new KvLog(path());
      expect(log.keys()).toEqual(["a", "c"]);
      log.close();
    }
  });

  it("says corrupt when a record before the last is damaged", () => {
    const log = new KvLog(path());
    log.set("a", bytes("first"));
    log.set("b", bytes("second"));
    log.close();
    const all = readFileSync(path());
    all[20] = (all[20] ?? 0) ^ 1;
    writeFileSync(path(), all);
    expect(code(() => new KvLog(path()))).toBe("corrupt");
  });

  it("does not grow for ever, and a key that comes back has a new version", () => {
    let log = new KvLog(path());
    log.set("gone", bytes("x"));
    log.remove("gone");
    for (let index = 0; index < 100; index += 1) log.set("a", new Uint8Array(4000));
    expect(readFileSync(path()).length).toBeLessThan(70_000);
    log.close();
    log = new KvLog(path());
    expect(log.set("gone", bytes("y"))).toBeGreaterThan(102n);
    log.close();
  });
});

describe("key-value stores", () => {
  function open(...names: string[]) {
    const stores = new KvStores(folder);
    return names.map((name) => {
      const cx = container({ name, limits: { storageBytes: 200, objects: 3 } });
      return { cx, kv: createKv(stores, cx) };
    });
  }

  it("swap only what has the version that was expected", () => {
    const [a] = open("a");
    const store = a?.kv.store.open("default");
    const first = store?.compareAndSwap("k", 0n, bytes("1")) ?? 0n;
    expect(code(() => store?.compareAndSwap("k", 0n, bytes("2")))).toBe("conflict");
    const second = store?.compareAndSwap("k", first, bytes("2")) ?? 0n;
    expect(second).toBeGreaterThan(first);
    expect(store?.get("k", 10)).toEqual({ value: bytes("2"), version: second });
    expect(code(() => store?.get("k", 0))).toBe("too-large");
    store?.remove("k");
    expect([store?.get("k", 10), code(() => store?.remove("k"))]).toEqual([undefined, "not-found"]);
  });

  it("count in 64 bits and refuse what is no counter", () => {
    const [a] = open("a");
    const store = a?.kv.store.open("default");
    expect(store?.increment("n", 5n)).toBe(5n);
    expect(store?.increment("n", -7n)).toBe(-2n);
    expect(store?.get("n", 8)?.value).toEqual(Uint8Array.of(254, 255, 255, 255, 255, 255, 255, 255));
    store?.set("s", bytes("x"));
    expect(code(() => store?.increment("s", 1n))).toBe("wrong-kind");
  });

  it("keep to the quota of bytes and keys", () => {
    const [a] = open("a");
    const store = a?.kv.store.open("default");
    expect(code(() => store?.set("k", new Uint8Array(200)))).toBe("quota");
    for (const key of ["a", "b", "c"]) store?.set(key, bytes("x"));
    expect(code(() => store?.set("d", bytes("x")))).toBe("quota");
    expect(code(() => store?.set("a", bytes("y")))).toBe("no error");
    for (const key of ["", "k".repeat(65)]) expect(code(() => store?.set(key, bytes("")))).toBe("invalid-argument");
  });

  it("are a container's own, or shared by name, and tell the others of changes", () => {
    const [a, b] = open("a", "b");
    const own = a?.kv.store.open("default");
    own?.set("k", bytes("a's"));
    expect(b?.kv.store.open("default").get("k", 10)).toBeUndefined();
    const left = a?.kv.store.open("plant");
    const right = b?.kv.store.open("plant");
    left?.watch("line1/", 4);
    right?.watch("line1/", 4);
    right?.set("line1/x", bytes("1"));
    right?.set("line2/x", bytes("1"));
    right?.remove("line1/x");
    expect([a === undefined ? [] : events(a.cx), b === undefined ? [] : events(b.cx)]).toEqual([["store 4 0 1"], []]);
    expect(code(() => left?.watch("x", 4))).toBe("exists");
    left?.unwatch(4);
    expect(code(() => left?.unwatch(4))).toBe("not-found");
  });

  it("list keys in byte order, after the one that was seen last", () => {
    const [a] = open("a");
    const store = a?.kv.store.open("default");
    for (const key of ["\u{1F600}", "\uFFFD", "a"]) store?.set(key, bytes(""));
    expect(store?.listKeys("", "")).toEqual(["a", "\uFFFD", "\u{1F600}"]);
    expect(store?.listKeys("", "a")).toEqual(["\uFFFD", "\u{1F600}"]);
  });

  it.each(["", "../up", "a/b", ".hidden", "x".repeat(65)])("have no store called '%s'", (name) => {
    const [a] = open("a");
    expect(code(() => a?.kv.store.open(name))).toBe("not-found");
  });
});
