/** The questions in C++. */
import type { Asking } from "./asking.js";

const body = `
constexpr ocre::topic<int> doubled("test/double");
constexpr ocre::topic<wit::string_view> quiet("test/quiet");

static bool begin() {
  return doubled.answer([](int number) { return 2 * number; }) &&
         quiet.subscribe([](wit::string_view text) { ocre::log_info("heard {}", text); }) &&
         ocre::request<int>(doubled, 21, 1000, [](wit::option<int> number) {
           if (number) ocre::log_info("answer {}", *number);
           const bool asked = ocre::request<int>(quiet, "anybody?", 50, [](wit::option<int> none) {
             ocre::log_info("{}", none ? "an answer" : "no answer");
             finish();
           });
           if (!asked) ocre::log_error("not asked");
         });
}
`;

export const cpp: Asking = {
  path: "src/app.cpp",
  command: `#include "command.hpp"
static void finish() { ocre::dispatch_end(); }
${body}
struct app : ocre::timers, ocre::topics {
  static bool run() {
    if (!begin()) return false;
    ocre::dispatch_all<app>();
    return true;
  }
};
WIT_APP(app);
`,
  reactor: `#include "reactor.hpp"
static void finish() {}
${body}
struct app : ocre::timers, ocre::topics {
  static bool on_start(ocre::app::lifecycle::start_reason) { return begin(); }
};
WIT_APP(app);
`,
};
