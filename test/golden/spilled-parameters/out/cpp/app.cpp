// Yours to edit: ocrekit writes this file once.

#include "app.hpp"

struct app {
  static ::wit::string_view many(
      ::wit::string_view a, ::wit::string_view b, ::wit::string_view c, ::wit::string_view d,
      ::wit::string_view e, ::wit::string_view f, ::wit::string_view g, ::wit::string_view h,
      uint8_t i, uint64_t j) {
    return ::test::spilled::spilled::many(a, b, c, d, e, f, g, h, i, j);
  }
};

TEST_SPILLED_APP_WORLD_EXPORT(app);
