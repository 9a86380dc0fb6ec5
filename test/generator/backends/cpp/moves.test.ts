/** What may be copied and what is only moved in C++, and what becomes a span: claims that the compiler checks. */
import { planWorld } from "ocrekit/abi";
import { loadWitSources } from "ocrekit/graph";
import { expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/cpp/backend.js";
import { worldId } from "../../../../generator/src/ids.js";
import { checkStrict } from "../../../compile/cpp.js";
import { together } from "../../../compile/strict-clang.js";
import { noDirectives } from "../../../support/graph-of.js";
import { requireTool } from "../../../support/toolchain.js";

const wit = `package test:moves;
interface pins {
  enum problem { gone }
  record place { x: u32, y: u32 }
  resource pin { constructor(n: u32); read: func() -> u32; }
  make: func() -> result<pin, problem>;
  find: func() -> option<pin>;
  all: func() -> list<pin>;
  send: func(data: list<u8>, at: list<place>, name: string) -> result<_, problem>;
}
world app { import pins; }`;

/** `__is_...` are the compiler's own, so that no standard library is needed. */
const claims: readonly string[] = [
  // A handle has one owner.
  "!__is_constructible(pin, const pin &)",
  "!__is_assignable(pin &, const pin &)",
  "__is_constructible(pin, pin &&)",
  "__is_assignable(pin &, pin &&)",
  "!__is_trivially_destructible(pin)",
  "sizeof(pin) == 4",
  // So has what may hold one.
  "!__is_constructible(made, const made &)",
  "__is_constructible(made, made &&)",
  "!__is_assignable(made &, const made &)",
  "__is_same(made::value_type, pin)",
  "__is_same(made::error_type, problem)",
  "__is_same(decltype(*make()), pin &&)",
  "__is_same(decltype(find()), pin)",
  "!__is_constructible(decltype(all()), const decltype(all()) &)",
  "__is_constructible(decltype(all()), decltype(all()) &&)",
  "!__is_constructible(bool, pin &) || !__is_convertible(pin &, bool)",
  // A borrow is a number, and copied as one.
  "__is_constructible(wit::borrow<pin>, pin &)",
  "__is_trivially_copyable(wit::borrow<pin>)",
  // An expected is false until asked, and never a number.
  "__is_constructible(bool, done &)",
  "!__is_convertible(done, bool)",
  "!__is_convertible(done, int)",
  "__is_convertible(wit::unexpected<problem>, done)",
  // What has data() and size() is a list of constants, without a cast, and never the other way round.
  "__is_convertible(uint8_t (&)[4], wit::span<const uint8_t>)",
  "__is_convertible(const place (&)[2], wit::list<place>)",
  "__is_same(wit::list<place>, wit::span<const place>)",
  "__is_convertible(buffer &, wit::list<uint8_t>)",
  "!__is_convertible(const uint8_t (&)[4], wit::span<uint8_t>)",
  "!__is_convertible(uint16_t (&)[4], wit::span<const uint8_t>)",
  "__is_convertible(const char (&)[3], wit::string_view)",
  "__is_trivially_copyable(wit::list<place>) && sizeof(wit::list<place>) == 8",
];

const app = (asserted: readonly string[]): string => `#include "app.hpp"
using namespace test::moves::pins;
using made = decltype(make());
using done = decltype(send({}, {}, {}));
struct buffer {
  uint8_t *data();
  const uint8_t *data() const;
  size_t size() const;
};
${asserted.map((claim) => `static_assert(${claim});`).join("\n")}
`;

it("holds in every standard, and its contrary in none", { timeout: 120_000 }, (context) => {
  requireTool("zig", context);
  const { graph } = loadWitSources([{ path: "moves.wit", text: wit }]);
  if (graph === undefined) throw new Error("the WIT is wrong");
  const { plan } = planWorld(graph, noDirectives, worldId(0), { side: "guest", profile: backend.profile });
  const { files } = generate(backend, plan);
  const compile = (text: string): string =>
    together(checkStrict(new Map([["moves", [...files, { path: "app.cpp", text }]]])));
  expect(compile(app(claims))).toBe("");
  const failed = compile(app(claims.map((claim) => `!(${claim})`))).match(/static assertion failed/g) ?? [];
  expect(failed.length).toBeGreaterThanOrEqual(claims.length);
});
