// Yours to edit: ocrekit writes this file once.

#include "app.hpp"

struct app {
  static ::wit::array<float, 9> rotate(::wit::array<float, 9> m) {
    return ::test::fixed::fixed::rotate(m);
  }
  static uint32_t send(::test::fixed::fixed::frame f) {
    return ::test::fixed::fixed::send(f);
  }
  static ::wit::list<::wit::tuple<::wit::string_view, uint32_t>> count(
      ::wit::list<::wit::tuple<::wit::string_view, uint32_t>> words) {
    return ::test::fixed::fixed::count(words);
  }
};

TEST_FIXED_APP_WORLD_EXPORT(app);
