/* Yours to edit: ocrekit writes this file once. */

#include "app.h"

struct exports_test_both_stores_item_rep {
  bool used;
  test_both_stores_item_t inner;
};

void exports_test_both_stores_item_destroy(struct exports_test_both_stores_item_rep *self) {
  if (self->inner.handle != 0) test_both_stores_item_drop(self->inner);
  self->used = false;
}

static exports_test_both_stores_item_t exports_test_both_stores_item_wrap(test_both_stores_item_t inner) {
  static struct exports_test_both_stores_item_rep pool[1024];
  for (size_t i = 0; i < sizeof pool / sizeof pool[0]; i++) {
    if (pool[i].used) continue;
    pool[i].used = true;
    pool[i].inner = inner;
    return exports_test_both_stores_item_own(&pool[i]);
  }
  __builtin_trap();
}

static exports_test_both_stores_item_t echo_0(test_both_stores_item_t from) {
  return exports_test_both_stores_item_wrap(from);
}

static test_both_stores_item_t echo_1(struct exports_test_both_stores_item_rep *from) {
  return from->inner;
}

static exports_test_both_stores_item_list_t echo_2(test_both_stores_item_list_t from) {
  exports_test_both_stores_item_list_t to;
  exports_test_both_stores_item_t *items = (exports_test_both_stores_item_t *)wit_alloc(from.len * sizeof *items, OKRT_ALIGNOF(exports_test_both_stores_item_t));
  for (size_t i = 0; i < from.len; i++) items[i] = echo_0(from.ptr[i]);
  to.ptr = items;
  to.len = from.len;
  return to;
}

static test_both_stores_item_borrow_list_t echo_3(exports_test_both_stores_item_borrow_list_t from) {
  test_both_stores_item_borrow_list_t to;
  test_both_stores_item_t *items = (test_both_stores_item_t *)wit_alloc(from.len * sizeof *items, OKRT_ALIGNOF(test_both_stores_item_t));
  for (size_t i = 0; i < from.len; i++) items[i] = echo_1(from.ptr[i]);
  to.ptr = items;
  to.len = from.len;
  return to;
}

static exports_test_both_stores_item_option_t echo_4(test_both_stores_item_option_t from) {
  exports_test_both_stores_item_option_t to;
  to.is_some = from.is_some;
  if (from.is_some) to.value = echo_0(from.value);
  return to;
}

exports_test_both_stores_item_t exports_test_both_stores_item_new(wit_string_t name) {
  return echo_0(test_both_stores_item_new(name));
}

wit_string_t exports_test_both_stores_item_name(struct exports_test_both_stores_item_rep *self) {
  return test_both_stores_item_name(echo_1(self));
}

bool exports_test_both_stores_item_child(
    struct exports_test_both_stores_item_rep *self, wit_string_t key,
    exports_test_both_stores_item_t *out, test_both_stores_problem_t *err) {
  test_both_stores_item_t out_of_;
  bool answer_ = test_both_stores_item_child(echo_1(self), key, &out_of_, err);
  if (answer_) *out = echo_0(out_of_);
  return answer_;
}

exports_test_both_stores_item_list_t exports_test_both_stores_all(void) {
  return echo_2(test_both_stores_all());
}

exports_test_both_stores_item_option_t exports_test_both_stores_first(
    exports_test_both_stores_item_borrow_list_t of) {
  return echo_4(test_both_stores_first(echo_3(of)));
}

TEST_BOTH_APP_WORLD_EXPORT();
