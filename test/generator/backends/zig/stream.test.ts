/** Handles as readers and writers of Zig: buffered, in pieces of what the arena holds, with the error that stopped them. */

import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/zig/backend.js";
import { linkModule } from "../../../compile/zig.js";
import { noDirectives } from "../../../support/graph-of.js";
import { requireTool } from "../../../support/toolchain.js";

const wit = `package test:streams;
interface files {
  enum problem { full, broken }
  resource file {
    read: func(max-len: u32) -> result<list<u8>, problem>;
    write: func(data: list<u8>) -> result<_, problem>;
    send: func(data: list<u8>) -> result<u32, problem>;
  }
}
world app {
  use files.{file};
  export lines: func(f: borrow<file>) -> u32;
  export print: func(f: borrow<file>, n: u32) -> bool;
  export send: func(f: borrow<file>) -> bool;
}`;

const app = `const std = @import("std");
const sdk = @import("sdk");
const File = sdk.test_.streams.files.File;

pub const panic = sdk.wit.panic;

pub const App = struct {
    /// The length of the longest line, plus 1000 for each line; 77 when reading failed as broken.
    pub fn lines(f: File) u32 {
        var buffer: [32]u8 = undefined;
        var in = sdk.stream.reader(f, File.read, &buffer);
        var count: u32 = 0;
        var longest: u32 = 0;
        while (in.interface.takeDelimiter('\\n') catch return if (in.err.? == error.Broken) 77 else 78) |line| {
            count += 1;
            longest = @max(longest, line.len);
        }
        return count * 1000 + longest;
    }

    pub fn print(f: File, n: u32) bool {
        var buffer: [16]u8 = undefined;
        var out = sdk.stream.writer(f, File.write, &buffer);
        out.interface.print("{d} degrees", .{n}) catch return false;
        out.interface.splatByteAll('.', 20) catch return false;
        out.interface.flush() catch return out.err.? != error.Full;
        return true;
    }

    pub fn send(f: File) bool {
        var out = sdk.stream.writer(f, File.send, &.{});
        out.interface.writeAll("hello world") catch return false;
        return true;
    }
};

comptime {
    sdk.exportApp(App);
}
`;

function start(zig: ReturnType<typeof requireTool>, content: string) {
  const { graph, diagnostics } = loadWitSources([{ path: "streams.wit", text: wit }]);
  if (graph === undefined) throw new Error(diagnostics.map((d) => d.message).join("; "));
  const world = selectWorld(graph);
  if (typeof world !== "number") throw new Error(world.message);
  const { plan } = planWorld(graph, noDirectives, world, { side: "guest", profile: backend.profile });
  const { files } = generate(backend, plan, { options: new Map([["arena-bytes", "24"]]) });
  const enough = files.map((f) => (f.path === "flags.txt" ? { ...f, text: f.text.replace("4096", "16384") } : f));
  const { wasm, messages } = linkModule(zig, [...enough, { path: "app.zig", text: app }]);
  expect(messages).toBe("");
  let rest = new TextEncoder().encode(content);
  let written = "";
  const instance: WebAssembly.Instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)), {
    "test:streams/files": {
      "[method]file.read": (_: number, most: number, ret: number) => {
        if (content === "broken") return answer(ret, [1, 0, 0, 0, 1]);
        const part = rest.subarray(0, most);
        rest = rest.subarray(most);
        const at = part.length === 0 ? 0 : call("cabi_realloc", 0, 0, 1, part.length);
        bytes().set(part, at);
        return answer(ret, [0, 0, 0, 0, ...u32(at), ...u32(part.length)]);
      },
      "[method]file.write": (_: number, at: number, len: number, ret: number) => {
        if (content === "full") return answer(ret, [1, 0]);
        written += new TextDecoder().decode(bytes().subarray(at, at + len));
        return answer(ret, [0]);
      },
      "[method]file.send": (_: number, at: number, len: number, ret: number) => {
        const some = Math.min(len, 4);
        written += new TextDecoder().decode(bytes().subarray(at, at + some));
        return answer(ret, [0, 0, 0, 0, ...u32(some)]);
      },
      "[resource-drop]file": () => undefined,
    },
  });
  const bytes = (): Uint8Array => {
    const { memory } = instance.exports;
    if (!(memory instanceof WebAssembly.Memory)) throw new Error("no memory");
    return new Uint8Array(memory.buffer);
  };
  const u32 = (n: number): Uint8Array => new Uint8Array(Uint32Array.of(n).buffer);
  const answer = (ret: number, result: readonly number[]): void => bytes().set(result, ret);
  const call = (name: string, ...args: readonly number[]): number => {
    const found = instance.exports[name];
    if (typeof found !== "function") throw new Error(`no export '${name}'`);
    return Number(found(...args));
  };
  return { call, written: () => written };
}

it("reads lines, in pieces that fit", { timeout: 120_000 }, (context) => {
  const zig = requireTool("zig", context);
  const { call } = start(zig, `${"a".repeat(28)}\n${"b".repeat(5)}\n\n${"c".repeat(30)}`);
  expect(call("lines", 1)).toBe(4030);
  expect(start(zig, "broken").call("lines", 1)).toBe(77);
});

it("writes what does not fit its buffer, in order", { timeout: 120_000 }, (context) => {
  const zig = requireTool("zig", context);
  const { call, written } = start(zig, "");
  expect(call("print", 1, 21)).toBe(1);
  expect(written()).toBe(`21 degrees${".".repeat(20)}`);
  expect(start(zig, "full").call("print", 1, 21)).toBe(0);
});

it("goes on where a call took a part only", { timeout: 120_000 }, (context) => {
  const { call, written } = start(requireTool("zig", context), "");
  expect(call("send", 1)).toBe(1);
  expect(written()).toBe("hello world");
});
