/* Yours to edit: ocrekit writes this file once. */

#include "app.h"

struct exports_test_both_stores_item_rep {
  int unused;
};

void exports_test_both_stores_item_destroy(struct exports_test_both_stores_item_rep *self) {
  (void)self;
}

exports_test_both_stores_item_t exports_test_both_stores_item_new(wit_string_t name) {
  (void)name;
  static exports_test_both_stores_item_t zero_;
  return zero_;
}

wit_string_t exports_test_both_stores_item_name(struct exports_test_both_stores_item_rep *self) {
  (void)self;
  static wit_string_t zero_;
  return zero_;
}

bool exports_test_both_stores_item_child(
    struct exports_test_both_stores_item_rep *self, wit_string_t key,
    exports_test_both_stores_item_t *out, test_both_stores_problem_t *err) {
  (void)self;
  (void)key;
  static exports_test_both_stores_item_t zero_out_;
  *out = zero_out_;
  (void)err;
  return true;
}

exports_test_both_stores_item_list_t exports_test_both_stores_all(void) {
  static exports_test_both_stores_item_list_t zero_;
  return zero_;
}

exports_test_both_stores_item_option_t exports_test_both_stores_first(
    exports_test_both_stores_item_borrow_list_t of) {
  (void)of;
  static exports_test_both_stores_item_option_t zero_;
  return zero_;
}

TEST_BOTH_APP_WORLD_EXPORT();
