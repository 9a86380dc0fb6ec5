/** The preview 1 adapter: what an app's runtime asks for, answered from inside of the module. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AvailableImport, linkPreview1, preview1Adapter, readModule } from "../../../generator/src/wasm/index.js";
import type {} from "../../../runtime-host/src/webassembly.js";
import { assemble } from "./assemble.js";

const system = (name: string, field: string): AvailableImport => ({ module: `ocre:system/${name}@0.1.0`, field });
const everything = [
  system("monotonic-clock", "now"),
  system("monotonic-clock", "wait-for"),
  system("system-clock", "now"),
  system("random", "get-random-u64"),
  system("log", "log"),
];
const signatures: Readonly<Record<string, string>> = {
  args_get: "(param i32 i32) (result i32)",
  args_sizes_get: "(param i32 i32) (result i32)",
  environ_sizes_get: "(param i32 i32) (result i32)",
  clock_time_get: "(param i32 i64 i32) (result i32)",
  fd_write: "(param i32 i32 i32 i32) (result i32)",
  fd_prestat_get: "(param i32 i32) (result i32)",
  path_open: "(param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)",
  poll_oneoff: "(param i32 i32 i32 i32) (result i32)",
  proc_exit: "(param i32)",
  adapter_monotonic_clock_set_paused: "(param i32)",
  random_get: "(param i32 i32) (result i32)",
};

/** An app that hands its imports of preview 1 on, linked with the adapter, on a host that notes what it is asked. */
function app(available: readonly AvailableImport[], host: { now?: bigint; waits?: boolean; date?: boolean } = {}) {
  const names = Object.keys(signatures);
  const bytes = assemble(`(module
    ${names.map((name) => `(import "wasi_snapshot_preview1" "${name}" (func $${name} ${signatures[name]}))`).join("\n")}
    (memory (export "memory") 1)
    (data (i32.const 0) "0123456789abcdefghijklmnopqrstuvwxyz")
    ${names.map((name) => `(export "${name}" (func $${name}))`).join("\n")})`);
  const result = linkPreview1(bytes, available);
  if (!result.ok) throw new Error(result.reason);
  const lines: string[] = [];
  let now = host.now ?? 5_000n;
  const instance = new WebAssembly.Instance(new WebAssembly.Module(result.bytes.slice()), {
    "ocre:system/monotonic-clock@0.1.0": {
      now: () => now,
      "wait-for": (time: bigint) => {
        if (host.waits === true) now += time;
        return host.waits === true ? 0 : 11;
      },
    },
    "ocre:system/system-clock@0.1.0": {
      now: (at: number) => {
        view().setUint8(at, host.date === false ? 1 : 0);
        view().setBigInt64(at + 8, 1_700_000_000n, true);
        view().setUint32(at + 16, 123, true);
      },
    },
    "ocre:system/random@0.1.0": { "get-random-u64": () => 0x0102030405060708n },
    "ocre:system/log@0.1.0": {
      log: (level: number, _target: number, targetLength: number, at: number, length: number) => {
        expect(targetLength).toBe(0);
        const text = new TextDecoder("utf-8", { fatal: true }).decode(memory().slice(at, at + length));
        lines.push(`${level} ${text}`);
      },
    },
  });
  const memory = (): Uint8Array => {
    const found: unknown = instance.exports["memory"];
    if (!(found instanceof WebAssembly.Memory)) throw new Error("no memory");
    return new Uint8Array(found.buffer);
  };
  const view = (): DataView => new DataView(memory().buffer);
  const call = (name: string, ...args: readonly (number | bigint)[]): unknown => {
    const fn = instance.exports[name];
    if (typeof fn !== "function") throw new Error(`no export ${name}`);
    return Reflect.apply(fn, undefined, args);
  };
  const write = (descriptor: number, bytes: Uint8Array): unknown => {
    memory().set(bytes, 2000);
    view().setUint32(1000, 2000, true);
    view().setUint32(1004, bytes.length, true);
    return call("fd_write", descriptor, 1000, 1, 1016);
  };
  const time = (id: number): bigint => {
    expect(call("clock_time_get", id, 0n, 1000)).toBe(0);
    return view().getBigUint64(1000, true);
  };
  return { bytes: result.bytes, lines, memory, view, call, write, time };
}

const utf8 = new TextEncoder();

describe("an app linked with the preview 1 adapter", () => {
  it("imports nothing but what the world has", () => {
    const imports = (bytes: Uint8Array) => readModule(bytes).imports.map(({ module, name }) => `${module} ${name}`);
    expect(imports(app([]).bytes)).toEqual([]);
    expect(imports(app(everything).bytes)).toEqual(everything.map(({ module, field }) => `${module} ${field}`));
  });

  it("has no arguments, no variables, no files", () => {
    const { call, view } = app(everything);
    view().setUint32(1000, 7, true);
    expect(call("args_sizes_get", 1000, 1004)).toBe(0);
    expect([view().getUint32(1000, true), view().getUint32(1004, true)]).toEqual([0, 0]);
    expect(call("args_get", 1000, 1004)).toBe(0);
    expect(call("fd_prestat_get", 3, 1000)).toBe(8);
    expect(call("path_open", 3, 0, 1000, 4, 0, 0n, 0n, 0, 1000)).toBe(8);
  });

  it("reads the clocks, the date with its memory put back", () => {
    const { time, memory } = app(everything);
    const before = memory().slice(0, 900);
    expect(time(1)).toBe(5_000n);
    expect(time(0)).toBe(1_700_000_000_000_000_123n);
    expect(memory().slice(0, 900)).toEqual(before);
    expect(app(everything, { date: false }).time(0)).toBe(5_000n);
  });

  it("counts time where there is no clock", () => {
    const { time } = app([]);
    const [first, second] = [time(1), time(0)];
    expect(second).toBeGreaterThan(first);
  });

  it("fills a buffer of any length with random bytes and nothing beside it", () => {
    const { call, memory } = app(everything);
    for (const length of [0, 1, 7, 8, 9, 33]) {
      memory().fill(0xee, 990, 1060);
      expect(call("random_get", 1001, length)).toBe(0);
      const filled = memory().slice(990, 1060);
      expect([...filled.slice(0, 11), ...filled.slice(11 + length)].every((byte) => byte === 0xee)).toBe(true);
      expect([...filled.slice(11, 11 + length)]).toEqual(Array.from({ length }, (_, at) => 8 - (at % 8)));
    }
  });

  it("has no random numbers where the world has none", () => {
    expect(app([]).call("random_get", 1000, 8)).toBe(52);
  });

  it.each([
    ["may wait", true],
    ["may not wait", false],
  ])("ends a sleep on a host that %s", (_, waits) => {
    const { call, view, time } = app(everything, { waits });
    const before = time(1);
    view().setBigUint64(1000, 77n, true);
    view().setUint8(1008, 0);
    view().setUint32(1016, 1, true);
    view().setBigUint64(1024, 50_000n, true);
    expect(call("poll_oneoff", 1000, 1200, 1, 1300)).toBe(0);
    expect(view().getBigUint64(1200, true)).toBe(77n);
    expect([view().getUint16(1208, true), view().getUint8(1210), view().getUint32(1300, true)]).toEqual([0, 0, 1]);
    expect(time(1)).toBe(before + 50_000n);
  });

  it("wakes by the clock that is due first, relative or absolute", () => {
    const { call, view, time } = app(everything, { waits: true });
    for (const [index, [timeout, flags]] of (
      [
        [90_000n, 0],
        [45_000n, 1],
        [70_000n, 0],
      ] as const
    ).entries()) {
      const at = 1000 + 48 * index;
      view().setBigUint64(at, BigInt(index), true);
      view().setUint32(at + 16, 1, true);
      view().setBigUint64(at + 24, timeout, true);
      view().setUint16(at + 40, flags, true);
    }
    expect(call("poll_oneoff", 1000, 1200, 3, 1300)).toBe(0);
    expect(view().getBigUint64(1200, true)).toBe(1n);
    expect(time(1)).toBe(45_000n);
    view().setUint8(1008, 1);
    expect(call("poll_oneoff", 1000, 1200, 1, 1300)).toBe(52);
  });

  it("logs whole lines however they are cut into writes, and leaves memory as it was", () => {
    const { write, lines, memory } = app(everything);
    const before = memory().slice(0, 900);
    for (const text of ["hel", "lo ✓\nwor", "ld", "\n\n"]) expect(write(1, utf8.encode(text))).toBe(0);
    expect(write(2, utf8.encode("panic: "))).toBe(0);
    expect(write(2, utf8.encode("boom\n"))).toBe(0);
    expect(lines).toEqual(["2 hello ✓", "2 world", "4 panic: boom"]);
    expect(memory().slice(0, 900)).toEqual(before);
    expect(write(3, utf8.encode("x"))).toBe(8);
  });

  it("logs what is left before it ends", () => {
    const { write, lines, call } = app(everything);
    write(2, utf8.encode("last words"));
    expect(() => call("proc_exit", 1)).toThrow(/unreachable/);
    expect(lines).toEqual(["4 last words"]);
  });

  it("swallows output where the world has no log", () => {
    const { write, view } = app([]);
    expect(write(1, utf8.encode("hello"))).toBe(0);
    expect(view().getUint32(1016, true)).toBe(5);
  });

  it("hands on UTF-8 only, for any bytes", () => {
    const { write, lines } = app(everything);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.string({ unit: "binary", maxLength: 300 }).map((text) => utf8.encode(text)),
    );
    fc.assert(
      fc.property(bytes, (written) => {
        lines.length = 0;
        write(1, Uint8Array.from([0x2d, ...written.filter((byte) => byte !== 10), 10]));
        const cut = Uint8Array.from([0x2d, ...written.filter((byte) => byte !== 10)]).slice(0, 256);
        expect(lines).toEqual([`2 ${withQuestionMarks(cut)}`]);
      }),
      { numRuns: 300 },
    );
  });

  it("calls nothing of the host while that waits for memory, where a runtime may collect its garbage", () => {
    const clock = `(drop (call $time (local.get 0) (i64.const 0) (i32.const 64)))`;
    const bytes = assemble(
      `(module
      (import "wasi_snapshot_preview1" "clock_time_get" (func $time ${signatures["clock_time_get"]}))
      (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll ${signatures["poll_oneoff"]}))
      (memory (export "memory") 1)
      (func (export "read") (param i32) (result i64) ${clock} (i64.load (i32.const 64)))
      (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
        ${clock}
        ;; A sleep of 9 ns by clock 1.
        (i32.store8 (i32.const 208) (i32.const 0)) (i32.store (i32.const 216) (i32.const 1))
        (i64.store (i32.const 224) (i64.const 9))
        (drop (call $poll (i32.const 200) (i32.const 300) (i32.const 1) (i32.const 400)))
        (i32.wrap_i64 (i64.load (i32.const 64)))))`,
    );
    const result = linkPreview1(bytes, everything);
    if (!result.ok) throw new Error(result.reason);
    let calls = 0;
    const count = () => {
      calls++;
      return BigInt(1000 * calls);
    };
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(result.bytes.slice()), {
      "ocre:system/monotonic-clock@0.1.0": { now: count, "wait-for": () => Number(count()) },
      "ocre:system/system-clock@0.1.0": { now: count },
    });
    const { read, cabi_realloc: realloc } = exports;
    if (typeof read !== "function" || typeof realloc !== "function") throw new Error("not exported");
    expect(read(1)).toBe(1000n);
    // The time is the last one that was read; sleeping moves it on.
    expect([realloc(1, 1, 1, 1), realloc(1, 1, 1, 1), calls]).toEqual([1000, 1009, 1]);
    expect(realloc(0, 1, 1, 1)).toBe(0);
    expect(calls).toBe(1);
    expect([read(1), calls]).toEqual([2000n, 2]);
  });

  it("says which function preview 1 does not have", () => {
    const bytes = assemble(`(module (import "wasi_snapshot_preview1" "fly" (func)) (memory (export "memory") 1))`);
    expect(linkPreview1(bytes, [])).toEqual({ ok: false, reason: "WASI preview 1 has no function 'fly'" });
    const wrong = assemble(
      `(module (import "wasi_snapshot_preview1" "fd_close" (func $f)) (memory (export "memory") 1) (func (export "x") (call $f)))`,
    );
    expect(linkPreview1(wrong, [])).toEqual({ ok: false, reason: expect.stringContaining("another type") });
  });

  it("is a valid module with every function", () => {
    expect(WebAssembly.validate(preview1Adapter(Object.keys(signatures), everything).slice())).toBe(true);
  });
});

/** Each byte that is not part of a character becomes `?`; the decoder here replaces by the same unit only in the end. */
function withQuestionMarks(bytes: Uint8Array): string {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const found = [1, 2, 3, 4].find((length) => {
      try {
        return at + length <= bytes.length && decoder.decode(bytes.slice(at, at + length)).length > 0;
      } catch {
        return false;
      }
    });
    text += found === undefined ? "?" : decoder.decode(bytes.slice(at, at + found));
    at += found ?? 1;
  }
  return text;
}
