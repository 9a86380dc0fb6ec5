/** The memory that a Zig guest lends the host: handed out in order, given back by mark and release, never more than there is. */

import { join } from "node:path";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { describe, expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/zig/backend.js";
import { parseDirectives } from "../../../../generator/src/graph/directives.js";
import { linkModule } from "../../../compile/zig.js";
import { repository, requireTool } from "../../../support/toolchain.js";

const wit = `package test:memory;
interface source {
  enum error { denied, too-large }
  /// @status error
  enum status { ok, denied, too-large }
  /// @unrestricted
  /// @bounds len
  text: func(len: u32) -> result<string, error>;
}
world app {
  import source;
  export first: func() -> u32;
  export apart: func(len: u32) -> u32;
  export again: func(len: u32) -> bool;
  export %list: func(len: u32) -> u32;
  export left: func() -> u32;
  export status: func(len: u32) -> u32;
  export take: func(text: string) -> u32;
}`;

const app = `const std = @import("std");
const sdk = @import("sdk");
const arena = sdk.wit.arena;
const source = sdk.test_.memory.source;

pub const panic = sdk.wit.panic;

fn text(len: u32) []const u8 {
    return source.text(len) catch @trap();
}

pub const App = struct {
    pub fn first() u32 {
        return @intFromPtr(text(1).ptr);
    }
    pub fn apart(len: u32) u32 {
        const start = text(len);
        return text(1).ptr - start.ptr;
    }
    pub fn again(len: u32) bool {
        const mark = arena.mark();
        const start = text(len);
        arena.release(mark);
        return text(len).ptr == start.ptr;
    }
    pub fn left() u32 {
        return arena.available();
    }
    pub fn status(len: u32) u32 {
        _ = source.text(len) catch |err| return if (err == error.TooLarge) 2 else 1;
        return 0;
    }
    pub fn take(_: []const u8) u32 {
        return arena.available();
    }
    pub fn list(len: u32) u32 {
        var all: std.ArrayList(u32) = .empty;
        for (0..len) |i| all.append(arena.allocator, i) catch return 0;
        return arena.available();
    }
};

comptime {
    sdk.exportApp(App);
}
`;

function start(zig: ReturnType<typeof requireTool>, options: ReadonlyMap<string, string>) {
  const { graph } = loadWitSources([{ path: "memory.wit", text: wit }]);
  if (graph === undefined) throw new Error("the WIT is wrong");
  const world = selectWorld(graph);
  if (typeof world !== "number") throw new Error(world.message);
  const { directives } = parseDirectives(graph);
  const { plan } = planWorld(graph, directives, world, { side: "guest", profile: backend.profile });
  const { files, diagnostics } = generate(backend, plan, { options });
  expect(diagnostics).toEqual([]);
  const { wasm, messages } = linkModule(zig, [...files, { path: "app.zig", text: app }]);
  expect(messages).toBe("");
  let calls = 0;
  const text = (len: number, ret: number): void => {
    calls += 1;
    const at = call("cabi_realloc", 0, 0, 1, len);
    bytes().fill(120, at, at + len);
    const view = new DataView(bytes().buffer);
    view.setUint8(ret, 0);
    view.setUint32(ret + 4, at, true);
    view.setUint32(ret + 8, len, true);
  };
  const instance: WebAssembly.Instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)), {
    "test:memory/source": { text },
  });
  const call = (name: string, ...args: readonly number[]): number => {
    const found = instance.exports[name];
    if (typeof found !== "function") throw new Error(`no export '${name}'`);
    return Number(found(...args)) >>> 0;
  };
  const bytes = (): Uint8Array<ArrayBuffer> => {
    const memory = instance.exports["memory"];
    if (!(memory instanceof WebAssembly.Memory)) throw new Error("no memory");
    return new Uint8Array(memory.buffer);
  };
  return { call, calls: () => calls, bytes, pages: () => bytes().length / 65536 };
}

const arena = new Map([["arena-bytes", "64"]]);

describe("the arena", () => {
  it("hands out blocks one after the other", { timeout: 120_000 }, (context) => {
    const { call } = start(requireTool("zig", context), arena);
    expect(call("apart", 10)).toBe(10);
  });

  it("is empty again when an export returns", { timeout: 120_000 }, (context) => {
    const { call } = start(requireTool("zig", context), arena);
    const before = call("first");
    expect(call("first")).toBe(before);
    expect(call("left")).toBe(64);
  });

  it("holds the arguments of an export while it runs", { timeout: 120_000 }, (context) => {
    const { call } = start(requireTool("zig", context), arena);
    const at = call("cabi_realloc", 0, 0, 1, 24);
    expect(call("take", at, 24)).toBe(40);
    expect(call("left")).toBe(64);
  });

  it("takes back what was handed out since a mark", { timeout: 120_000 }, (context) => {
    const { call } = start(requireTool("zig", context), arena);
    expect(call("again", 40)).toBe(1);
  });

  it("answers too-large before a call whose answer cannot fit", { timeout: 120_000 }, (context) => {
    const { call, calls } = start(requireTool("zig", context), arena);
    expect(call("status", 64)).toBe(0);
    expect(call("status", 65)).toBe(2);
    expect(calls()).toBe(1);
  });

  it("traps when the host asks for more than there is, or for a size that wraps", { timeout: 120_000 }, (context) => {
    const { call } = start(requireTool("zig", context), arena);
    expect(() => call("cabi_realloc", 0, 0, 1, 65)).toThrow(WebAssembly.RuntimeError);
    expect(() => call("cabi_realloc", 0, 0, 8, -8)).toThrow(WebAssembly.RuntimeError);
    expect(() => call("cabi_realloc", 0, 0, 0x4000_0000, 8)).toThrow(WebAssembly.RuntimeError);
  });

  it("is an allocator, whose last block grows where it is", { timeout: 120_000 }, (context) => {
    const { call } = start(requireTool("zig", context), arena);
    const left = call("list", 8);
    expect(left).toBeLessThanOrEqual(32);
    expect(call("list", 17)).toBe(0);
    expect(call("left")).toBe(64);
  });

  it("aligns, and grows the last block where it is", { timeout: 120_000 }, (context) => {
    const { call } = start(requireTool("zig", context), arena);
    call("cabi_realloc", 0, 0, 1, 3);
    const at = call("cabi_realloc", 0, 0, 8, 8);
    expect(at % 8).toBe(0);
    expect(call("cabi_realloc", at, 8, 8, 16)).toBe(at);
    const next = call("cabi_realloc", 0, 0, 1, 1);
    expect(next).toBe(at + 16);
    expect(call("cabi_realloc", at, 16, 8, 20)).toBeGreaterThan(next);
  });
});

describe("the arena on the heap", () => {
  const heap = new Map([
    ["arena-bytes", "64"],
    ["realloc", "heap"],
  ]);

  it("has room for what the fixed block has not, and the same room again after each call", {
    timeout: 120_000,
  }, (context) => {
    const { call, pages } = start(requireTool("zig", context), heap);
    expect(call("status", 300_000)).toBe(0);
    const after = pages();
    for (let i = 0; i < 50; i++) expect(call("status", 300_000)).toBe(0);
    expect(pages()).toBe(after);
    expect(call("first")).toBe(call("first"));
  });

  it("takes back what was handed out since a mark, in another block too", { timeout: 120_000 }, (context) => {
    const { call } = start(requireTool("zig", context), heap);
    expect(call("again", 40)).toBe(1);
    expect(call("again", 100_000)).toBe(1);
  });

  it("holds an argument that is larger than the fixed block", { timeout: 120_000 }, (context) => {
    const { call } = start(requireTool("zig", context), heap);
    const at = call("cabi_realloc", 0, 0, 8, 100_000);
    expect(at % 8).toBe(0);
    expect(call("cabi_realloc", at, 100_000, 8, 90_000)).toBe(at);
    expect(call("take", at, 90_000)).toBeGreaterThan(0);
    const first = call("first");
    expect(call("cabi_realloc", 0, 0, 1, 1)).toBe(first);
  });

  it("moves a block that cannot grow where it is, with what is in it", { timeout: 120_000 }, (context) => {
    const { call, bytes } = start(requireTool("zig", context), heap);
    expect(call("list", 20_000)).toBeGreaterThan(0);
    const old = call("cabi_realloc", 0, 0, 4, 16);
    bytes().fill(7, old, old + 16);
    const moved = call("cabi_realloc", old, 16, 4, 50_000);
    expect(moved).not.toBe(old);
    expect([...bytes().slice(moved, moved + 16)]).toEqual(Array.from({ length: 16 }, () => 7));
  });

  it("traps on sizes that wrap", { timeout: 120_000 }, (context) => {
    const { call } = start(requireTool("zig", context), heap);
    expect(() => call("cabi_realloc", 0, 0, 8, -8)).toThrow(WebAssembly.RuntimeError);
    expect(() => call("cabi_realloc", 0, 0, 0x4000_0000, 8)).toThrow(WebAssembly.RuntimeError);
  });
});

it("a command holds nothing of the host's between two events", () => {
  const { files } = generateFromWit(backend, { wit: join(repository, "wit"), world: "command" });
  const events = files.find((f) => f.path === "ocre/system/events.zig")?.text ?? "";
  expect(/pub fn wait\([^{]*\{[^}]*\}\);\n(.*\n)/.exec(events)?.[1]).toBe("    wit.arena.reset();\n");
  expect(events.match(/wit\.arena\.reset\(\);/g)).toHaveLength(1);
});

it("an arena below a constant bound is refused", () => {
  const bound = wit.replace("@bounds len", "@bounds 128");
  const { graph } = loadWitSources([{ path: "memory.wit", text: bound }]);
  if (graph === undefined) throw new Error("the WIT is wrong");
  const world = selectWorld(graph);
  if (typeof world !== "number") throw new Error(world.message);
  const { plan } = planWorld(graph, parseDirectives(graph).directives, world, {
    side: "guest",
    profile: backend.profile,
  });
  const { files, diagnostics } = generate(backend, plan, { options: arena });
  expect(files).toEqual([]);
  expect(diagnostics.map((d) => d.code)).toEqual(["zig/arena-too-small"]);
  expect(
    generate(backend, plan, { options: new Map([["arena-bytes", "many"]]) }).diagnostics.map((d) => d.code),
  ).toEqual(["zig/arena-bytes"]);
});
