/* Yours to edit: ocrekit writes this file once. */

#include "app.h"

wit_f32_array9_t exports_test_fixed_rotate(const wit_f32_array9_t *m) {
  return test_fixed_rotate(m);
}

uint32_t exports_test_fixed_send(const test_fixed_frame_t *f) {
  return test_fixed_send(f);
}

wit_tuple_string_u32_map_t exports_test_fixed_count(wit_tuple_string_u32_map_t words) {
  return test_fixed_count(words);
}

TEST_FIXED_APP_WORLD_EXPORT();
