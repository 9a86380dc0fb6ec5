/** The memory that a C guest lends the host: handed out in order, given back by mark and release, never more than there is. */

import { join } from "node:path";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { describe, expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/c/backend.js";
import { parseDirectives } from "../../../../generator/src/graph/directives.js";
import { linkModule } from "../../../compile/c.js";
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
  export into: func(len: u32) -> bool;
  export left: func() -> u32;
  export status: func(len: u32) -> u32;
  export take: func(text: string) -> u32;
}`;

const app = `#include "app.h"
static wit_string_t text(uint32_t len) {
  wit_string_t out = {NULL, 0};
  if (test_memory_source_text(len, &out) != TEST_MEMORY_SOURCE_STATUS_OK) __builtin_trap();
  return out;
}
uint32_t test_memory_app_first(void) { return (uint32_t)(uintptr_t)text(1).ptr; }
uint32_t test_memory_app_apart(uint32_t len) {
  const char *first = text(len).ptr;
  return (uint32_t)(text(1).ptr - first);
}
bool test_memory_app_again(uint32_t len) {
  wit_mark_t mark = wit_mark();
  const char *first = text(len).ptr;
  wit_release(mark);
  return text(len).ptr == first;
}
bool test_memory_app_into(uint32_t len) {
  static char buffer[32];
  wit_string_t out;
  size_t before = wit_available();
  if (test_memory_source_text_into(len, &out, buffer, sizeof buffer) != TEST_MEMORY_SOURCE_STATUS_OK) return false;
  return out.ptr == buffer && out.len == len && buffer[len - 1] == 'x' && wit_available() == before;
}
uint32_t test_memory_app_left(void) { return (uint32_t)wit_available(); }
uint32_t test_memory_app_status(uint32_t len) {
  wit_string_t out;
  return test_memory_source_text(len, &out);
}
uint32_t test_memory_app_take(wit_string_t text) { (void)text; return (uint32_t)wit_available(); }
TEST_MEMORY_APP_WORLD_EXPORT();
`;

function start(zig: ReturnType<typeof requireTool>, options: ReadonlyMap<string, string>, flags = "") {
  const { graph } = loadWitSources([{ path: "memory.wit", text: wit }]);
  if (graph === undefined) throw new Error("the WIT is wrong");
  const world = selectWorld(graph);
  if (typeof world !== "number") throw new Error(world.message);
  const { directives } = parseDirectives(graph);
  const { plan } = planWorld(graph, directives, world, { side: "guest", profile: backend.profile });
  const { files, diagnostics } = generate(backend, plan, { options });
  expect(diagnostics).toEqual([]);
  const { wasm, messages } = linkModule(zig, [
    ...files.map((f) => (f.path === "flags.txt" ? { ...f, text: f.text + flags } : f)),
    { path: "app.c", text: app },
  ]);
  expect(messages).toBe("");
  let calls = 0;
  const text = (len: number, ret: number): void => {
    calls += 1;
    const at = call("cabi_realloc", 0, 0, 1, len);
    const memory = instance.exports["memory"];
    if (!(memory instanceof WebAssembly.Memory)) throw new Error("no memory");
    new Uint8Array(memory.buffer).fill(120, at, at + len);
    const view = new DataView(memory.buffer);
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
  return { call, calls: () => calls };
}

const arena = new Map([
  ["realloc", "arena"],
  ["arena-bytes", "64"],
]);

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

describe("a buffer of the caller", () => {
  it("receives the answer, and the arena nothing", { timeout: 120_000 }, (context) => {
    const { call } = start(requireTool("zig", context), arena);
    expect(call("into", 32)).toBe(1);
  });

  it("needs no arena", { timeout: 120_000 }, (context) => {
    const none = new Map([["realloc", "none"]]);
    const { call } = start(requireTool("zig", context), none, "-DOKRT_INTO\n");
    expect(call("into", 32)).toBe(1);
    expect(call("left")).toBe(0);
    expect(() => call("into", 33)).toThrow(WebAssembly.RuntimeError);
  });

  it("is never written past its end", { timeout: 120_000 }, (context) => {
    const { call, calls } = start(requireTool("zig", context), arena);
    expect(call("into", 33)).toBe(0);
    expect(calls()).toBe(0);
  });
});

describe("malloc of a libc", () => {
  const libc = new Map([["realloc", "libc"]]);

  // The first build of a clone compiles the libc as well.
  it("serves the host, and is freed when an export returns", { timeout: 300_000 }, (context) => {
    const { call } = start(requireTool("zig", context), libc);
    expect(call("again", 40)).toBe(1);
    const first = call("first");
    for (let i = 0; i < 5000; i++) expect(call("status", 4000)).toBe(0);
    expect(call("first")).toBe(first);
    expect(call("into", 32)).toBe(1);
  });
});

it("a command holds nothing of the host's between two events", () => {
  const wit = join(repository, "wit");
  const text = (realloc: string): string => {
    const { files } = generateFromWit(backend, { wit, world: "command", options: new Map([["realloc", realloc]]) });
    return (
      /ocre_system_events_wait\(uint32_t timeout_ms\) \{\n(.*)/.exec(
        files.find((f) => f.path === "ocre/system.h")?.text ?? "",
      )?.[1] ?? ""
    );
  };
  expect(text("arena")).toBe("  okrt_reset();");
  expect(text("none")).not.toContain("okrt_reset");
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
  expect(diagnostics.map((d) => d.code)).toEqual(["c/arena-too-small"]);
  expect(
    generate(backend, plan, { options: new Map([["arena-bytes", "many"]]) }).diagnostics.map((d) => d.code),
  ).toEqual(["c/arena-bytes"]);
});
