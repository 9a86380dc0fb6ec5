// Yours to edit: ocrekit writes this file once.

#include "app.hpp"

struct app {
  static int16_t small(bool a, uint8_t b, int8_t c, uint16_t d, int16_t e) {
    return ::test::scalars::numbers::small(a, b, c, d, e);
  }
  static uint64_t wide(uint32_t a, int32_t b, uint64_t c, int64_t d) {
    return ::test::scalars::numbers::wide(a, b, c, d);
  }
  static float real(float a, double b) {
    return ::test::scalars::numbers::real(a, b);
  }
  static char32_t letter(char32_t a) {
    return ::test::scalars::numbers::letter(a);
  }
  static bool truth() {
    return ::test::scalars::numbers::truth();
  }
  static void nothing() {
    ::test::scalars::numbers::nothing();
  }
};

TEST_SCALARS_APP_WORLD_EXPORT(app);
