/* Yours to edit: ocrekit writes this file once. */

#include "app.h"

bool exports_test_names(
    uint8_t out, const test_names_int_t *err, test_names_switch_t *out_, test_names_int_t *err_) {
  return test_names(out, err, out_, err_);
}

wit_string_t exports_test_names_return(
    test_names_switch_t class_, wit_string_t area, uint8_t size_t_) {
  return test_names_return(class_, area, size_t_);
}

void exports_test_names_a_b(void) {
  test_names_a_b();
}

TEST_NAMES_APP_WORLD_EXPORT();
