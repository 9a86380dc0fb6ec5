/* Yours to edit: ocrekit writes this file once. */

#include "app.h"

test_variants_value_t exports_test_variants_store(test_variants_value_t v) {
  return test_variants_store(v);
}

uint32_t exports_test_variants_all(test_variants_value_list_t vs) {
  return test_variants_all(vs);
}

TEST_VARIANTS_APP_WORLD_EXPORT();
