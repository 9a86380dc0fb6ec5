/* Yours to edit: ocrekit writes this file once. */

#include "app.h"

double exports_test_records_shapes_length(const test_records_shapes_line_t *l) {
  return test_records_shapes_length(l);
}

test_records_shapes_point_t exports_test_records_shapes_mirror(const test_records_shapes_point_t *p) {
  return test_records_shapes_mirror(p);
}

test_records_shapes_line_list_t exports_test_records_shapes_outline(void) {
  return test_records_shapes_outline();
}

wit_tuple_test_records_shapes_point_string_t exports_test_records_shapes_pair(
    const wit_tuple_u8_test_records_shapes_point_t *p) {
  return test_records_shapes_pair(p);
}

TEST_RECORDS_APP_WORLD_EXPORT();
