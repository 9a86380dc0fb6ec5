/* Yours to edit: ocrekit writes this file once. */

#include "app.h"

int16_t exports_test_scalars_numbers_small(bool a, uint8_t b, int8_t c, uint16_t d, int16_t e) {
  return test_scalars_numbers_small(a, b, c, d, e);
}

uint64_t exports_test_scalars_numbers_wide(uint32_t a, int32_t b, uint64_t c, int64_t d) {
  return test_scalars_numbers_wide(a, b, c, d);
}

float exports_test_scalars_numbers_real(float a, double b) {
  return test_scalars_numbers_real(a, b);
}

uint32_t exports_test_scalars_numbers_letter(uint32_t a) {
  return test_scalars_numbers_letter(a);
}

bool exports_test_scalars_numbers_truth(void) {
  return test_scalars_numbers_truth();
}

void exports_test_scalars_numbers_nothing(void) {
  test_scalars_numbers_nothing();
}

TEST_SCALARS_APP_WORLD_EXPORT();
