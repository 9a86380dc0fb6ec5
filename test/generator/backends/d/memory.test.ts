/** The memory that a Zig guest lends the host: handed out in order, given back by mark and release, never more than there is. */

import { join } from "node:path";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { describe, expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/d/backend.js";
import { parseDirectives } from "../../../../generator/src/graph/directives.js";
import { linkModule } from "../../../compile/d.js";
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

const app = `module app;

static import sdk, wit;
import test.memory.source : read = text;
import imports = test.memory.source;

const(char)[] get(uint len)
{
    return read(len).value;
}

struct App
{
static:
    uint first()
    {
        return cast(uint) get(1).ptr;
    }

    uint apart(uint len)
    {
        auto start = get(len);
        return cast(uint)(get(1).ptr - start.ptr);
    }

    bool again(uint len)
    {
        const mark = wit.arena.mark;
        auto start = get(len);
        wit.arena.release(mark);
        return get(len).ptr == start.ptr;
    }

    uint left()
    {
        return wit.arena.available;
    }

    uint status(uint len)
    {
        auto answer = read(len);
        if (answer)
            return 0;
        return answer.error == imports.Error.tooLarge ? 2 : 1;
    }

    uint take(const(char)[] text)
    {
        return wit.arena.available;
    }

    uint list(uint len)
    {
        return cast(uint) wit.arena.make!uint(len).length;
    }
}

alias exported = sdk.exportApp!App;
`;

function start(context: Parameters<typeof requireTool>[1], options: ReadonlyMap<string, string>) {
  requireTool("ldc", context);
  const { graph } = loadWitSources([{ path: "memory.wit", text: wit }]);
  if (graph === undefined) throw new Error("the WIT is wrong");
  const world = selectWorld(graph);
  if (typeof world !== "number") throw new Error(world.message);
  const { directives } = parseDirectives(graph);
  const { plan } = planWorld(graph, directives, world, { side: "guest", profile: backend.profile });
  const { files, diagnostics } = generate(backend, plan, { options });
  expect(diagnostics).toEqual([]);
  const { wasm, messages } = linkModule([...files, { path: "app.d", text: app }]);
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
  return { call, calls: () => calls };
}

const arena = new Map([["arena-bytes", "64"]]);

describe("the arena", () => {
  it("hands out blocks one after the other", { timeout: 120_000 }, (context) => {
    const { call } = start(context, arena);
    expect(call("apart", 10)).toBe(10);
  });

  it("is empty again when an export returns", { timeout: 120_000 }, (context) => {
    const { call } = start(context, arena);
    const before = call("first");
    expect(call("first")).toBe(before);
    expect(call("left")).toBe(64);
  });

  it("holds the arguments of an export while it runs", { timeout: 120_000 }, (context) => {
    const { call } = start(context, arena);
    const at = call("cabi_realloc", 0, 0, 1, 24);
    expect(call("take", at, 24)).toBe(40);
    expect(call("left")).toBe(64);
  });

  it("takes back what was handed out since a mark", { timeout: 120_000 }, (context) => {
    const { call } = start(context, arena);
    expect(call("again", 40)).toBe(1);
  });

  it("answers too-large before a call whose answer cannot fit", { timeout: 120_000 }, (context) => {
    const { call, calls } = start(context, arena);
    expect(call("status", 64)).toBe(0);
    expect(call("status", 65)).toBe(2);
    expect(calls()).toBe(1);
  });

  it("traps when the host asks for more than there is, or for a size that wraps", { timeout: 120_000 }, (context) => {
    const { call } = start(context, arena);
    expect(() => call("cabi_realloc", 0, 0, 1, 65)).toThrow(WebAssembly.RuntimeError);
    expect(() => call("cabi_realloc", 0, 0, 8, -8)).toThrow(WebAssembly.RuntimeError);
    expect(() => call("cabi_realloc", 0, 0, 0x4000_0000, 8)).toThrow(WebAssembly.RuntimeError);
  });

  it("makes arrays for answers, and traps when there is no room", { timeout: 120_000 }, (context) => {
    const { call } = start(context, arena);
    expect(call("list", 16)).toBe(16);
    expect(call("left")).toBe(64);
    expect(() => call("list", 17)).toThrow(WebAssembly.RuntimeError);
    expect(() => call("list", 0x4000_0001)).toThrow(WebAssembly.RuntimeError);
  });

  it("aligns, and grows the last block where it is", { timeout: 120_000 }, (context) => {
    const { call } = start(context, arena);
    call("cabi_realloc", 0, 0, 1, 3);
    const at = call("cabi_realloc", 0, 0, 8, 8);
    expect(at % 8).toBe(0);
    expect(call("cabi_realloc", at, 8, 8, 16)).toBe(at);
    const next = call("cabi_realloc", 0, 0, 1, 1);
    expect(next).toBe(at + 16);
    expect(call("cabi_realloc", at, 16, 8, 20)).toBeGreaterThan(next);
  });
});

it("a command holds nothing of the host's between two events", () => {
  const { files } = generateFromWit(backend, { wit: join(repository, "wit"), world: "command" });
  const events = files.find((f) => f.path === "ocre/system/events.d")?.text ?? "";
  expect(/ wait\([^{]*\{\n(.*\n)/.exec(events)?.[1]).toBe("    wit.arena.reset();\n");
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
  expect(diagnostics.map((d) => d.code)).toEqual(["d/arena-too-small"]);
  expect(
    generate(backend, plan, { options: new Map([["arena-bytes", "many"]]) }).diagnostics.map((d) => d.code),
  ).toEqual(["d/arena-bytes"]);
});
