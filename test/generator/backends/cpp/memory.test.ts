/** Answers of the host in a buffer of a C++ app, malloc instead of the arena, and the C++ library. */
import { expect, it } from "vitest";
import { linkModule } from "../../../compile/cpp.js";
import { requireTool } from "../../../support/toolchain.js";
import { coreGuests, ourWorld, withApp } from "../core-guests.js";
import { arena, into, startMemory } from "../memory-guest.js";

const { cpp } = coreGuests;
const memory = { guest: cpp, own: into };

it("the arena gives way to a buffer of the app's", { timeout: 120_000 }, (context) => {
  const { call, calls } = startMemory(memory, arena, context);
  expect(call("into", 32)).toBe(1);
  expect(call("into", 33)).toBe(0);
  expect(calls()).toBe(1);
});

it("with malloc it is freed when an export returns", { timeout: 300_000 }, (context) => {
  const { call } = startMemory(memory, new Map([["realloc", "libc"]]), context);
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
    const { files } = ourWorld(cpp, "command", new Map([["realloc", "libc"]]));
    const all = withApp(cpp, files, library);
    const { wasm, messages } = linkModule(requireTool("zig", cx), all, [`-std=${standard}`]);
    expect(messages).toBe("");
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(new Uint8Array(wasm)));
    expect(imports.filter((i) => !i.module.startsWith("ocre:"))).toEqual([]);
    expect(wasm.length).toBeLessThan(6000);
  },
);
