// Yours to edit: ocrekit writes this file once.

#include "app.hpp"

struct app {
  static ::wit::expected<::test::names::types::switch_, ::test::names::types::int_> names(
      uint8_t out, ::test::names::types::int_ err) {
    return ::test::names::names::names(out, err);
  }
  static ::wit::string_view return_(
      ::test::names::types::switch_ class_, ::wit::string_view area, uint8_t size_t_) {
    return ::test::names::names::return_(class_, area, size_t_);
  }
  static void a_b() {
    ::test::names::names::a_b();
  }
};

TEST_NAMES_APP_WORLD_EXPORT(app);
