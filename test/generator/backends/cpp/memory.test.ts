/** The memory that a C++ guest lends the host, and what the app has of it: the arena, a buffer, malloc and the C++ library. */
import { join } from "node:path";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { describe, expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/cpp/backend.js";
import { parseDirectives } from "../../../../generator/src/graph/directives.js";
import { linkModule } from "../../../compile/cpp.js";
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

const app = `#include "app.hpp"
using test::memory::source::error;
using test::memory::source::text;
static uint32_t constructed = 0;
struct counting {
  counting() { constructed += 1; }
};
static counting global;

struct app {
  static uint32_t first() { return uint32_t(reinterpret_cast<uintptr_t>(text(1)->ptr)); }
  static uint32_t apart(uint32_t len) {
    const char *first = text(len)->ptr;
    return uint32_t(text(1)->ptr - first);
  }
  static bool again(uint32_t len) {
    const char *first = nullptr;
    {
      wit::scratch scratch;
      first = text(len)->ptr;
    }
    return text(len)->ptr == first;
  }
  static bool into(uint32_t len) {
    static char buffer[32];
    const size_t before = wit_available();
    wit::into here(buffer);
    const auto out = text(len);
    return out && out->ptr == buffer && out->len == len && (*out)[len - 1] == 'x' && before > 0;
  }
  static uint32_t left() { return uint32_t(wit_available()); }
  static uint32_t status(uint32_t len) {
    const auto out = text(len);
    return out ? 0 : uint32_t(out.error()) + 1;
  }
  static uint32_t take(wit::string_view) { return constructed * 1000 + uint32_t(wit_available()); }
};
TEST_MEMORY_APP_WORLD_EXPORT(app);
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
  const { wasm, messages } = linkModule(zig, [...files, { path: "app.cpp", text: app }]);
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
  it("holds arguments and answers until an export returns", { timeout: 120_000 }, (context) => {
    const { call } = start(requireTool("zig", context), arena);
    call("_initialize");
    expect(call("apart", 10)).toBe(10);
    const before = call("first");
    expect(call("first")).toBe(before);
    // Global objects were constructed once, not at every call.
    const at = call("cabi_realloc", 0, 0, 1, 24);
    expect(call("take", at, 24)).toBe(1040);
    expect(call("left")).toBe(64);
  });

  it("takes back what came since the start of a scratch", { timeout: 120_000 }, (context) => {
    expect(start(requireTool("zig", context), arena).call("again", 40)).toBe(1);
  });

  it("answers too-large before a call whose answer cannot fit", { timeout: 120_000 }, (context) => {
    const { call, calls } = start(requireTool("zig", context), arena);
    expect(call("status", 64)).toBe(0);
    expect(call("status", 65)).toBe(2);
    expect(calls()).toBe(1);
  });

  it("gives way to a buffer of the app's", { timeout: 120_000 }, (context) => {
    const { call, calls } = start(requireTool("zig", context), arena);
    expect(call("into", 32)).toBe(1);
    expect(call("into", 33)).toBe(0);
    expect(calls()).toBe(1);
  });
});

it("with malloc it is freed when an export returns", { timeout: 300_000 }, (context) => {
  const { call } = start(requireTool("zig", context), new Map([["realloc", "libc"]]));
  call("_initialize");
  expect(call("again", 40)).toBe(1);
  const first = call("first");
  for (let i = 0; i < 5000; i++) expect(call("status", 4000)).toBe(0);
  expect(call("first")).toBe(first);
});

const library = `#include <array>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include "command.hpp"
namespace bus = ocre::messaging::bus;
struct command {
  static bool run() {
    std::string topic = "hel";
    topic += "lo";
    std::vector<uint8_t> payload{1, 2, 3};
    payload.push_back(uint8_t(topic.size()));
    bool all = bus::publish(topic, payload, wit::nullopt).has_value();
    const std::string_view view = wit::string_view(topic);
    const std::span<const uint8_t> bytes = wit::bytes_of(topic);
    all = all && bus::publish(view, bytes, view).has_value();
    all = all && bus::publish(std::string(view), std::array<uint8_t, 2>{1, 2}, std::string("t")).has_value();
    auto kept = new std::vector<std::string>(3, topic);
    ocre::system::log::log(ocre::system::log::level::info, "", kept->back());
    delete kept;
    return all;
  }
};
#if __cplusplus >= 202302L
static_assert(std::is_same_v<decltype(bus::publish("", {}, {})), std::expected<void, ocre::system::error_code>>);
#endif
OCRE_APP_RUN_EXPORT(command);
`;

it.for(["c++20", "c++23"])(
  "an app may use the C++ library as %s, without WASI",
  { timeout: 300_000 },
  (standard, cx) => {
    const wit = join(repository, "wit");
    const { files } = generateFromWit(backend, { wit, world: "command", options: new Map([["realloc", "libc"]]) });
    const all = [...files, { path: "app.cpp", text: library }];
    const { wasm, messages } = linkModule(requireTool("zig", cx), all, [`-std=${standard}`]);
    expect(messages).toBe("");
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(new Uint8Array(wasm)));
    expect(imports.filter((i) => !i.module.startsWith("ocre:"))).toEqual([]);
    expect(wasm.length).toBeLessThan(6000);
  },
);
