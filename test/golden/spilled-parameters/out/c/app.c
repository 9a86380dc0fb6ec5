/* Yours to edit: ocrekit writes this file once. */

#include "app.h"

wit_string_t exports_test_spilled_many(
    wit_string_t a, wit_string_t b, wit_string_t c, wit_string_t d, wit_string_t e, wit_string_t f,
    wit_string_t g, wit_string_t h, uint8_t i, uint64_t j) {
  return test_spilled_many(a, b, c, d, e, f, g, h, i, j);
}

TEST_SPILLED_APP_WORLD_EXPORT();
