/* Yours to edit: ocrekit writes this file once. */

#include "app.h"

struct test_counter_counters_counter_rep {
  bool used;
};

void test_counter_counters_counter_destroy(struct test_counter_counters_counter_rep *self) {
  self->used = false;
}

static test_counter_counters_counter_t test_counter_counters_counter_wrap(void) {
  static struct test_counter_counters_counter_rep pool[1024];
  for (size_t i = 0; i < sizeof pool / sizeof pool[0]; i++) {
    if (pool[i].used) continue;
    pool[i].used = true;
    return test_counter_counters_counter_own(&pool[i]);
  }
  __builtin_trap();
}

test_counter_counters_counter_t test_counter_counters_counter_new(uint32_t start) {
  (void)start;
  static test_counter_counters_counter_t zero_;
  zero_ = test_counter_counters_counter_wrap();
  return zero_;
}

uint32_t test_counter_counters_counter_increment(
    struct test_counter_counters_counter_rep *self, uint32_t by) {
  (void)self;
  (void)by;
  static uint32_t zero_;
  zero_ = by;
  return zero_;
}

wit_string_t test_counter_counters_counter_label(struct test_counter_counters_counter_rep *self) {
  (void)self;
  static wit_string_t zero_;
  return zero_;
}

test_counter_counters_counter_t test_counter_counters_counter_join(
    test_counter_counters_counter_t a, struct test_counter_counters_counter_rep *b) {
  (void)a;
  (void)b;
  static test_counter_counters_counter_t zero_;
  zero_ = a;
  return zero_;
}

uint32_t test_counter_users_use_borrowed(test_counter_logs_sink_t s) {
  (void)s;
  static uint32_t zero_;
  return zero_;
}

TEST_COUNTER_APP_WORLD_EXPORT();
