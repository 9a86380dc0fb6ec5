// Yours to edit: ocrekit writes this file once.

#include "app.hpp"

struct app {
  static ::wit::option<::wit::string_view> find(::wit::string_view key) {
    return ::test::outcomes::outcomes::find(key);
  }
  static ::wit::expected<uint32_t, ::test::outcomes::outcomes::problem> parse(
      ::wit::option<::wit::string_view> text) {
    return ::test::outcomes::outcomes::parse(text);
  }
  static bool run() {
    return ::test::outcomes::outcomes::run();
  }
  static ::wit::expected<void, ::wit::string_view> check(uint32_t n) {
    return ::test::outcomes::outcomes::check(n);
  }
  static ::wit::expected<::test::outcomes::outcomes::detail, ::test::outcomes::outcomes::detail> explain(
      uint32_t n) {
    return ::test::outcomes::outcomes::explain(n);
  }
  static ::wit::option<::wit::option<uint8_t>> twice(::wit::option<::wit::option<uint8_t>> n) {
    return ::test::outcomes::outcomes::twice(n);
  }
  static ::wit::expected<::wit::string_view, ::wit::unit> each(
      ::wit::list<::wit::result<uint8_t, ::test::outcomes::outcomes::problem>> ns) {
    return ::test::outcomes::outcomes::each(ns);
  }
};

TEST_OUTCOMES_APP_WORLD_EXPORT(app);
