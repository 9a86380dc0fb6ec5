/** What an app does with values in C++: visit, flags, options, tuples, aggregates, all of it also at compile time. */
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

const wit = `package test:values;
interface values {
  variant shape { dot, circle(u32), text(string) }
  flags edges { rising, falling, both }
  record point { x: u32, name: string, at: option<u8> }
  f: func(s: shape, e: edges, p: point, t: tuple<u8, point>) -> result<option<u8>, shape>;
}
world app { import values; }`;

const app = (wrong: string): string => `#include "app.hpp"
using namespace test::values;
constexpr unsigned area(const shape &s) {
  return s.visit(wit::overloaded{
      [](wit::case_<shape::tag::dot>) { return 0u; },
      [](wit::case_<shape::tag::circle>, uint32_t radius) { return radius * 3; },
      [](wit::case_<shape::tag::text>, wit::string_view text) { return unsigned(text.size()); },
  });
}
static_assert(area(shape::make_dot()) == 0 && area(shape::make_circle(4)) == 12 && area(shape::make_text("abc")) == 3);
static_assert(*shape::make_circle(4).get_circle() == 4 && shape::make_dot().get_circle() == nullptr);
static_assert(has(edges::rising | edges::both, edges::both) && !has(edges::rising, edges::falling));
static_assert(~edges::rising == (edges::falling | edges::both) && (edges::rising & edges::both) == edges{});
constexpr point here{.x = 3, .name = "here"};
static_assert(here.name == "here" && !here.at && here.at.value_or(7) == 7 ${wrong});
constexpr wit::option<uint8_t> some = uint8_t(5), none = wit::nullopt;
static_assert(some && *some == 5 && !none);
static_assert(wit::string_view("hello").substr(1, 3) == "ell" && wit::string_view("hello").starts_with("he"));
constexpr unsigned sum() {
  const wit::tuple<uint8_t, point> pair{4, here};
  const auto &[number, where] = pair;
  return number + where.x;
}
static_assert(sum() == 7);
constexpr wit::expected<int, edges> failed() { return wit::unexpected(edges::both); }
static_assert(!failed() && failed().error() == edges::both && failed().value_or(2) == 2);
`;

it("works in every standard, and a wrong claim does not compile", { timeout: 120_000 }, (context) => {
  const { graph } = loadWitSources([{ path: "values.wit", text: wit }]);
  if (graph === undefined) throw new Error("the WIT is wrong");
  const { plan } = planWorld(graph, noDirectives, worldId(0), { side: "guest", profile: backend.profile });
  const { files } = generate(backend, plan);
  const compile = (text: string): string =>
    together(checkStrict(new Map([["values", [...files, { path: "app.cpp", text }]]])));
  requireTool("zig", context);
  expect(compile(app(""))).toBe("");
  expect(compile(app("&& here.x == 4"))).toContain("static assertion failed");
});
