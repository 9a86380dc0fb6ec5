/* Yours to edit: ocrekit writes this file once. */

#include "app.h"

test_choices_level_t exports_test_choices_next(test_choices_level_t l) {
  return test_choices_next(l);
}

test_choices_few_t exports_test_choices_merge(test_choices_few_t x, test_choices_few_t y) {
  return test_choices_merge(x, y);
}

test_choices_many_t exports_test_choices_widen(test_choices_few_t x) {
  return test_choices_widen(x);
}

TEST_CHOICES_APP_WORLD_EXPORT();
