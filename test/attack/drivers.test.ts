/** Attacks on drivers by what the guards let through: combinations of calls, and containers that work together. */
import { linkSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { Board } from "../../runtime-host/src/drivers/gpio/board.js";
import { createLines } from "../../runtime-host/src/drivers/gpio/lines.js";
import { SocketCount } from "../../runtime-host/src/drivers/sockets/network.js";
import { createTcp } from "../../runtime-host/src/drivers/sockets/tcp.js";
import { createFiles } from "../../runtime-host/src/drivers/storage/files.js";
import { createKv, KvStores } from "../../runtime-host/src/drivers/storage/kv.js";
import { Volume } from "../../runtime-host/src/drivers/storage/volume.js";
import { VirtualTimeline } from "../../runtime-host/src/kernel/timeline.js";
import { bare, refusal } from "./container.js";

const folders: string[] = [];
const servers: Server[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "ocrekit-attack-"));
  folders.push(made);
  return made;
}
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
  for (const server of servers.splice(0)) server.close();
});

const read = 1;
const write = 2;
const create = 4;
const truncate = 16;
const append = 32;
const readWriteCreate = read | write | create;

function filesOf(root: string, options: { shared?: boolean; bytes?: number; objects?: number } = {}) {
  const { shared = false, bytes = 1000, objects = 10 } = options;
  return createFiles(new Map([["data", new Volume(root, { quotaBytes: bytes, quotaObjects: objects, shared })]]));
}

describe("a path", () => {
  const spellings = [
    ["data/x", "/data//x", "/data/./x", "/data/../data/x", "/data/x/", "/data/x/.", "/./data/x", "//data/x"],
    ["/data/x\0", "/data/\0", "/data/..", "/data/a/../../etc/passwd", "/data/..\\x", "/data/C:x", "/data/x:stream"],
    ["", "/", "/.", "/..", `/data/${"a".repeat(300)}`, "\\data\\x", "/data/a\\..\\b"],
  ].flat();

  it.each(spellings)("is not found by another spelling: %j", (path) => {
    const root = folder();
    writeFileSync(join(root, "x"), "x");
    const files = filesOf(root);
    for (const attempt of [
      () => files.stat(path),
      () => files.file.open(path, readWriteCreate),
      () => files.remove(path),
      () => files.makeDirectory(path),
      () => files.rename("/data/x", path),
      () => files.rename(path, "/data/y"),
    ]) {
      expect(["invalid-argument", "not-found", "wrong-kind", "exists"]).toContain(refusal(attempt));
    }
    expect(readdirSync(root)).toEqual(["x"]);
  });

  it("does not lead out through a link of somebody else, at any place of it", () => {
    const root = folder();
    const outside = folder();
    writeFileSync(join(outside, "secret"), "s");
    symlinkSync(join(outside, "secret"), join(root, "file"));
    symlinkSync(outside, join(root, "directory"));
    symlinkSync(join(outside, "new"), join(root, "dangling"));
    const files = filesOf(root);
    for (const path of ["/data/file", "/data/directory", "/data/directory/secret", "/data/dangling"]) {
      for (const options of [read, read | write, readWriteCreate, write | create | truncate, write | append])
        expect(["not-found", "exists"]).toContain(refusal(() => files.file.open(path, options)));
      expect(refusal(() => files.stat(path))).toBe("not-found");
      expect(refusal(() => files.listDirectory(path, 0, 9))).toBe("not-found");
      expect(refusal(() => files.remove(path))).toBe("not-found");
      expect(refusal(() => files.rename(path, "/data/mine"))).toBe("not-found");
    }
    expect(files.listDirectory("/data", 0, 9)).toEqual([]);
    expect(readdirSync(outside)).toEqual(["secret"]);
  });

  it("does not lead to a hard link", () => {
    const root = folder();
    const outside = folder();
    writeFileSync(join(outside, "secret"), "s");
    linkSync(join(outside, "secret"), join(root, "hard"));
    const files = filesOf(root);
    expect(refusal(() => files.file.open("/data/hard", read))).toBe("not-found");
    expect(refusal(() => files.file.open("/data/hard", write | truncate))).toBe("not-found");
    expect(refusal(() => files.stat("/data/hard"))).toBe("not-found");
  });
});

type Opened = ReturnType<ReturnType<typeof createFiles>["file"]["open"]>;

describe("a quota of bytes", () => {
  const patterns = [
    ["a sparse size", (f: Opened) => f.setSize(5000n)],
    ["the size of all numbers", (f: Opened) => f.setSize(2n ** 64n - 1n)],
    [
      "a write far behind the end",
      (f: Opened) => {
        f.seek(900n, "start");
        f.write(new Uint8Array(200));
      },
    ],
    ["many small writes", (f: Opened) => repeat(() => f.write(new Uint8Array(100)))],
    [
      "shrinking and growing",
      (f: Opened) =>
        repeat(() => {
          f.setSize(0n);
          f.setSize(900n);
          f.seek(0n, "end");
          f.write(new Uint8Array(200));
        }),
    ],
  ] as const;
  const repeat = (work: () => unknown): void => {
    for (let i = 0; i < 50; i += 1) work();
  };

  it.each(patterns)("holds against %s", (_, grow) => {
    for (const shared of [false, true]) {
      const root = folder();
      const files = filesOf(root, { shared });
      const file = files.file.open("/data/f", readWriteCreate);
      expect(["quota", "too-large"]).toContain(refusal(() => grow(file)));
      expect(file.stat().size).toBeLessThanOrEqual(1000n);
      expect(files.usage("/data").used).toBe(file.stat().size);
      files.close();
    }
  });

  it("holds for what another container removed while it is open", () => {
    const root = folder();
    const mine = filesOf(root, { shared: true });
    const partner = filesOf(root, { shared: true });
    const file = mine.file.open("/data/f", readWriteCreate);
    file.write(new Uint8Array(900));
    partner.remove("/data/f");
    expect(refusal(() => file.write(new Uint8Array(900)))).toBe("io");
    expect(refusal(() => file.setSize(1000n))).toBe("io");
    mine.close();
  });

  it("is given back exactly by removing, truncating and replacing", () => {
    const files = filesOf(folder());
    const fill = (path: string): void => {
      const file = files.file.open(path, readWriteCreate | truncate);
      file.write(new Uint8Array(400));
      file.drop();
    };
    for (let i = 0; i < 20; i += 1) {
      fill("/data/a");
      fill("/data/b");
      files.rename("/data/a", "/data/b");
      expect(files.usage("/data").used).toBe(400n);
      files.remove("/data/b");
    }
    expect(files.usage("/data").used).toBe(0n);
  });

  it("counts objects too: directories, empty files, and what could not be made", () => {
    const files = filesOf(folder(), { objects: 3 });
    files.makeDirectory("/data/a");
    files.makeDirectory("/data/a/b");
    expect(refusal(() => files.makeDirectory("/data/a/b"))).toBe("exists");
    expect(refusal(() => files.makeDirectory("/data/no/b"))).toBe("not-found");
    files.file.open("/data/c", write | create).drop();
    expect(refusal(() => files.file.open("/data/d", write | create))).toBe("quota");
    expect(refusal(() => files.makeDirectory("/data/e"))).toBe("quota");
  });
});

describe("stores", () => {
  it("are closed when nobody has them open, however many names there are", () => {
    const root = folder();
    const stores = new KvStores(root);
    const { store } = createKv(stores, bare("evil"));
    const open = (): number => readdirSync("/proc/self/fd").length;
    const before = open();
    for (let i = 0; i < 100; i += 1) store.open(`s${i}`).drop();
    expect(open()).toBe(before);
    const one = store.open("s1");
    const two = store.open("s1");
    one.drop();
    one.drop();
    two.set("k", Uint8Array.of(1));
    two.drop();
    expect(store.open("s1").get("k", 9)?.value).toEqual(Uint8Array.of(1));
    stores.close();
  });

  it.each(["..", ".", "", "a/b", "../x", "a\0b", "-x", ".hidden", "a\n", "x".repeat(65), "ä"])(
    "are not found by the name %j",
    (name) => {
      const root = folder();
      const { store } = createKv(new KvStores(root), bare("evil"));
      expect(refusal(() => store.open(name))).toBe("not-found");
      expect(readdirSync(root)).toEqual([]);
    },
  );

  it("hold keys like __proto__ as any other, also after they were read again", () => {
    const root = folder();
    for (const round of [1, 2]) {
      const stores = new KvStores(root);
      const store = createKv(stores, bare("evil")).store.open("default");
      for (const key of ["__proto__", "constructor", "toString"]) {
        if (round === 1) expect(store.get(key, 9)).toBeUndefined();
        store.set(key, Uint8Array.of(round));
        expect(store.get(key, 9)?.value).toEqual(Uint8Array.of(round));
      }
      stores.close();
    }
  });

  it("take no more than the quota, by any of the ways to write", () => {
    const store = createKv(
      new KvStores(folder()),
      bare("evil", { limits: { storageBytes: 200, objects: 3 } }),
    ).store.open("default");
    store.set("a", new Uint8Array(100));
    expect(refusal(() => store.set("a", new Uint8Array(300)))).toBe("quota");
    expect(refusal(() => store.set("b", new Uint8Array(100)))).toBe("quota");
    expect(refusal(() => store.compareAndSwap("b", 0n, new Uint8Array(100)))).toBe("quota");
    store.increment("n", 1n);
    store.increment("m", 1n);
    expect(refusal(() => store.increment("o", 1n))).toBe("quota");
  });
});

describe("a line with a rate", () => {
  const lines = new Map([["relay", { chip: "c", line: 1, activeLow: false, safe: "inactive" as const, maxHz: 2 }]]);
  const options = { drive: "push-pull", bias: "as-is", activeLow: false, initiallyActive: false } as const;

  it("is not driven faster by pulses, by writes between them, or by opening it again", () => {
    const timeline = new VirtualTimeline();
    const board = new Board(timeline);
    let rises = 0;
    board.onChange(({ level }) => {
      rises += level;
    });
    const { output, input } = createLines(board, bare("evil", { lines, timeline }));
    let held = output.open("relay", options);
    const tricks = [
      () => held.pulse(1),
      () => held.write(true),
      () => held.write(false),
      () => held.toggle(),
      () => {
        held.drop();
        held = output.open("relay", { ...options, initiallyActive: true });
      },
      () => {
        held.drop();
        input.open("relay", { bias: "pull-up", activeLow: false, debounceUs: 0 }).drop();
      },
      () => {
        held = output.open("relay", options);
      },
    ];
    // Every 5 ms for 10 s, all tricks in turn.
    for (let ms = 0; ms < 10_000; ms += 5) {
      timeline.advanceTo(BigInt(ms) * 1_000_000n);
      refusal(tricks[(ms / 5) % tricks.length] ?? (() => undefined));
    }
    expect(rises).toBeGreaterThan(0);
    expect(rises).toBeLessThanOrEqual(21);
  });

  it("goes to its safe state whatever polarity the guest chose, and in the middle of a pulse", () => {
    const timeline = new VirtualTimeline();
    const board = new Board(timeline);
    const { output } = createLines(board, bare("evil", { lines, timeline }));
    const held = output.open("relay", { ...options, activeLow: true, initiallyActive: false });
    expect(board.find("c:1")?.level).toBe(1);
    held.drop();
    expect(board.find("c:1")?.level).toBe(0);
    timeline.advanceTo(10n ** 10n);
    const again = output.open("relay", options);
    again.pulse(1_000_000);
    expect(board.find("c:1")?.level).toBe(1);
    again.drop();
    timeline.advanceTo(2n * 10n ** 10n);
    expect(board.find("c:1")?.level).toBe(0);
  });

  it("is taken by one container at a time, and by its logical name only", () => {
    const timeline = new VirtualTimeline();
    const board = new Board(timeline);
    const first = createLines(board, bare("a", { lines, timeline }));
    const second = createLines(board, bare("b", { lines, timeline }));
    const third = createLines(board, bare("c", { timeline }));
    first.output.open("relay", options);
    expect(refusal(() => second.output.open("relay", options))).toBe("busy");
    expect(refusal(() => third.output.open("c:1", options))).toBe("not-found");
    expect(refusal(() => third.outputGroup.open(["x", "c:1"], options))).toBe("not-found");
    expect(refusal(() => third.output.open("x", options))).toBeUndefined();
    expect(refusal(() => third.outputGroup.open(["y", "y"], options))).toBe("invalid-argument");
  });
});

describe("sockets", () => {
  it("count until they are closed, not until they are dropped", async () => {
    const accepted = new Set<unknown>();
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on("error", () => undefined);
      accepted.add(socket);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const { port } = address;
    const cx = bare("evil", { allow: [`net.connect(tcp, 127.0.0.1, ${port})`], limits: { sockets: 2 } });
    const { connection } = createTcp(cx, new SocketCount(cx));
    const refused: unknown[] = [];
    for (let i = 0; i < 10; i += 1) {
      refused.push(
        refusal(() => {
          const begun = connection.connect("127.0.0.1", port, 0);
          if ("drop" in begun) begun.drop();
        }),
      );
    }
    expect(refused.filter((code) => code === "exhausted")).toHaveLength(8);
    // The place comes back when the attempt is over.
    await expect.poll(() => refusal(() => connection.connect("127.0.0.1", port, 0))).toBeUndefined();
    cx.end();
  });
});
