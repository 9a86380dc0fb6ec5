/** The memory of a Rust guest: what the host hands over belongs to the app, and is free again when the app drops it. */
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { describe, expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/rust/backend.js";
import { linkModule } from "../../../compile/rust.js";
import { noDirectives } from "../../../support/graph-of.js";
import { requireTool } from "../../../support/toolchain.js";

const wit = `package test:memory;
interface source {
  enum problem { low, high }
  text: func(len: u32) -> result<string, problem>;
  names: func() -> list<string>;
}
world app {
  import source;
  export length: func(len: u32) -> u32;
  export keep: func(text: string) -> u32;
  export join: func(names: list<string>) -> string;
  export greedy: func(len: u32) -> u32;
  export sum: func() -> u32;
}`;

const app = `#![no_std]
extern crate alloc;
use alloc::string::String;
use alloc::vec::Vec;
use sdk::Local;
use sdk::test::memory::source::{names, text};
use sdk::world::World;

static KEPT: Local<String> = Local::new(String::new());

struct App;
sdk::export_world!(App);

impl World for App {
    fn length(len: u32) -> u32 {
        text(len).map_or(u32::MAX, |text| text.len() as u32)
    }

    fn keep(text: String) -> u32 {
        let at = text.as_ptr() as u32;
        KEPT.set(text);
        at
    }

    fn join(names: Vec<String>) -> String {
        names.concat()
    }

    fn greedy(len: u32) -> u32 {
        let all: Vec<u8> = Vec::with_capacity(len as usize);
        all.capacity() as u32
    }

    fn sum() -> u32 {
        names().iter().map(|name| name.len() as u32).sum()
    }
}
`;

type Tool = ReturnType<typeof requireTool>;

function start(rust: Tool) {
  const { graph } = loadWitSources([{ path: "memory.wit", text: wit }]);
  if (graph === undefined) throw new Error("the WIT is wrong");
  const world = selectWorld(graph);
  if (typeof world !== "number") throw new Error(world.message);
  const { plan } = planWorld(graph, noDirectives, world, { side: "guest", profile: backend.profile });
  const { files } = generate(backend, plan);
  const { wasm, messages } = linkModule([...files, { path: "app.rs", text: app }], rust);
  expect(messages).toBe("");
  const give = (text: string): readonly [number, number] => {
    const bytes = new TextEncoder().encode(text);
    const at = call("cabi_realloc", 0, 0, 1, bytes.length);
    new Uint8Array(memory().buffer).set(bytes, at);
    return [at, bytes.length];
  };
  const instance: WebAssembly.Instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)), {
    "test:memory/source": {
      text: (len: number, ret: number) => {
        if (len === 99_999) {
          new DataView(memory().buffer).setUint8(ret, 1);
          // A case that the guest does not know.
          new DataView(memory().buffer).setUint8(ret + 4, 9);
          return;
        }
        const [at] = give("x".repeat(len));
        const view = new DataView(memory().buffer);
        view.setUint8(ret, 0);
        view.setUint32(ret + 4, at, true);
        view.setUint32(ret + 8, len, true);
      },
      names: (ret: number) => {
        const parts = ["one", "", "three"].map(give);
        const at = call("cabi_realloc", 0, 0, 4, parts.length * 8);
        const view = new DataView(memory().buffer);
        for (const [i, [start_, len]] of parts.entries()) {
          view.setUint32(at + i * 8, start_, true);
          view.setUint32(at + i * 8 + 4, len, true);
        }
        view.setUint32(ret, at, true);
        view.setUint32(ret + 4, parts.length, true);
      },
    },
  });
  const memory = (): WebAssembly.Memory => {
    const found = instance.exports["memory"];
    if (!(found instanceof WebAssembly.Memory)) throw new Error("no memory");
    return found;
  };
  const call = (name: string, ...args: readonly number[]): number => {
    const found = instance.exports[name];
    if (typeof found !== "function") throw new Error(`no export '${name}'`);
    return Number(found(...args)) >>> 0;
  };
  return { call, give, memory };
}

describe("the memory of a guest", () => {
  it("is free again when the app drops what it got", { timeout: 300_000 }, (context) => {
    const { call, memory } = start(requireTool("rust", context));
    expect(call("length", 20_000)).toBe(20_000);
    const before = memory().buffer.byteLength;
    for (let i = 0; i < 2000; i++) {
      expect(call("length", i % 3 === 0 ? 20_000 : i)).toBe(i % 3 === 0 ? 20_000 : i);
      expect(call("sum")).toBe(8);
    }
    expect(memory().buffer.byteLength).toBe(before);
  });

  it("belongs to the app without a copy", { timeout: 300_000 }, (context) => {
    const { call, give } = start(requireTool("rust", context));
    const [at, len] = give("a text that stays");
    expect(call("keep", at, len)).toBe(at);
    // The next block is another one as long as the app has the first.
    expect(give("a text that stays")[0]).not.toBe(at);
    const again = give("short");
    call("keep", ...again);
    expect(give("a text that stays")[0]).toBe(at);
  });

  it("holds a result until the host has read it", { timeout: 300_000 }, (context) => {
    const { call, give, memory } = start(requireTool("rust", context));
    const join = (names: readonly string[]): string => {
      const parts = names.map(give);
      const block = call("cabi_realloc", 0, 0, 4, parts.length * 8);
      const view = new DataView(memory().buffer);
      for (const [i, [at, len]] of parts.entries()) {
        view.setUint32(block + i * 8, at, true);
        view.setUint32(block + i * 8 + 4, len, true);
      }
      const area = call("join", block, parts.length);
      const after = new DataView(memory().buffer);
      const [at, len] = [after.getUint32(area, true), after.getUint32(area + 4, true)];
      const text = new TextDecoder().decode(new Uint8Array(memory().buffer, at, len));
      call("cabi_post_join", area);
      return text;
    };
    expect(join(["a", "", "bcd"])).toBe("abcd");
    const before = memory().buffer.byteLength;
    for (let i = 0; i < 5000; i++) expect(join(["x".repeat(i % 50), "y"])).toBe(`${"x".repeat(i % 50)}y`);
    expect(memory().buffer.byteLength).toBe(before);
  });

  it("moves what the host makes larger, with what is in it", { timeout: 300_000 }, (context) => {
    const { call, memory } = start(requireTool("rust", context));
    const at = call("cabi_realloc", 0, 0, 1, 10);
    new Uint8Array(memory().buffer).set([1, 2, 3], at);
    // Blocks are powers of two.
    expect(call("cabi_realloc", at, 10, 1, 16)).toBe(at);
    const moved = call("cabi_realloc", at, 16, 1, 100);
    expect(moved).not.toBe(at);
    expect([...new Uint8Array(memory().buffer, moved, 3)]).toEqual([1, 2, 3]);
    for (const align of [1, 2, 4, 8]) expect(call("cabi_realloc", 0, 0, align, 24) % 8).toBe(0);
  });

  it("ends in a trap when there is no more, or when a number has no meaning", { timeout: 300_000 }, (context) => {
    const rust = requireTool("rust", context);
    const trap = WebAssembly.RuntimeError;
    for (const size of [0x8000_0001, 0xffff_fff0, 0xffff_ffff])
      expect(() => start(rust).call("cabi_realloc", 0, 0, 8, size)).toThrow(trap);
    expect(() => start(rust).call("greedy", 0xffff_ffff)).toThrow(trap);
    expect(() => start(rust).call("length", 99_999)).toThrow(trap);
  });
});
