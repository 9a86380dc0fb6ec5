/** The layer above the C++ bindings: formatted text, logs, assertions, timers and topics with functions, the loop of a command. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/cpp/backend.js";
import { checkStrict } from "../../../compile/cpp.js";
import { together } from "../../../compile/strict-clang.js";
import { temporaryFolder } from "../../../support/ocrekit.js";
import { repository, requireTool } from "../../../support/toolchain.js";
import { runLayerApp } from "../layer-app.js";

/** Expected text, format, arguments; what C++ writes is compared by the compiler itself. */
const formats: readonly (readonly [string, string, string])[] = [
  ["0 -7 -2147483648", "{} {} {}", "0, -7, -2147483647 - 1"],
  [String(-(2n ** 63n)), "{}", "INT64_MIN"],
  [String(2n ** 64n - 1n), "{}", "UINT64_MAX"],
  ["beef 0x1f", "{:x} 0x{:x}", "0xbeefu, 0x1f"],
  ["[   42] [-0042] [00ff]", "[{:5}] [{:05}] [{:04x}]", "42, -42, 255"],
  ["true o {} [   abc]", "{} {} {{}} [{:6}]", `true, 'o', "abc"`],
  ["1.500 3 -0.1 1234.57", "{} {:.0} {:.1} {:.2}", "1.5, 2.6, -0.05, 1234.567"],
  [(0.123456789).toFixed(9), "{:.9}", "0.123456789"],
  ["text 7", "{} {}", `wit::string_view("text"), three::seven`],
];

const checks = `#include "command.hpp"
enum class three : uint8_t { seven = 7 };
${formats
  .map(
    ([expected, format, values]) =>
      `static_assert([] { char b[64]{}; return wit::format(b, ${JSON.stringify(format)}, ${values}) == ${JSON.stringify(expected)}; }());`,
  )
  .join("\n")}
static_assert([] { char b[4]{}; return wit::format(b, "{}", 123456) == "1234"; }());
static_assert(*wit::parse_integer("-9223372036854775808") == INT64_MIN && !wit::parse_integer("9223372036854775808"));
static_assert(!wit::parse_integer("") && !wit::parse_integer("-") && !wit::parse_integer("1 "));
static_assert(*wit::parse_real("-12.5") == -12.5 && *wit::parse_real("3") == 3 && !wit::parse_real(".") && !wit::parse_real("1.2.3"));
`;

function said(text: string): string {
  const { files } = generateFromWit(backend, { wit: join(repository, "wit"), world: "command" });
  return together(checkStrict(new Map([["layer", [...files, { path: "app.cpp", text }]]])));
}

it("formats when the app is compiled, too, and counts its values", { timeout: 120_000 }, (context) => {
  requireTool("zig", context);
  expect(said(checks)).toBe("");
  const one = (call: string): string => said(`#include "command.hpp"\nvoid f() { ${call} }\n`);
  expect(one(`ocre::log_info("{} of {}", 1, 2);`)).toBe("");
  expect(one(`ocre::log_info("{} of {}", 1);`)).toContain("okrt_values_and_placeholders_differ");
  expect(one(`ocre::log_info("{}", 1, 2);`)).toContain("okrt_values_and_placeholders_differ");
});

it("calls what a reactor would export, and ends with the stop", { timeout: 120_000 }, (context) => {
  requireTool("zig", context);
  const sim = join(temporaryFolder(), "sim.jsonl");
  writeFileSync(sim, `${JSON.stringify({ at: "150ms", line: "button", level: "high" })}\n`);
  const source = fileURLToPath(new URL("layer/dispatch.cpp", import.meta.url));
  const permissions = ["messaging.publish(*)", "messaging.subscribe(*)", "gpio.read(button)"];
  const { logged, status } = runLayerApp(source, permissions, "--sim", sim, "--for", "1s");
  expect(logged.map((e) => e.message)).toEqual([
    "no timer is left; OCRE_TIMERS",
    "once 2",
    "once 1",
    "tick 1",
    "ticks says 10",
    "line 7 is 1, lost 0, stamped",
    "tick 2",
    "ticks says 20",
    "-2.50",
    "tick 3",
    "ticks says 30",
    "all of the queue",
    "stop, with grace",
    "ended after 3 ticks",
    expect.stringMatching(/^app\.cpp:\d+: assertion failed: ticks == 4$/),
  ]);
  expect(logged.slice(-2)).toMatchObject([
    { level: "warn", target: "end" },
    { level: "error", target: "panic" },
  ]);
  expect(status).toBe(12);
});
