/* Yours to edit: ocrekit writes this file once. */

#include "app.h"

struct test_counter_counters_counter_rep {
  int unused;
};

void test_counter_counters_counter_destroy(struct test_counter_counters_counter_rep *self) {
  (void)self;
}

test_counter_counters_counter_t test_counter_counters_counter_new(uint32_t start) {
  (void)start;
  static test_counter_counters_counter_t zero_;
  return zero_;
}

uint32_t test_counter_counters_counter_increment(
    struct test_counter_counters_counter_rep *self, uint32_t by) {
  (void)self;
  (void)by;
  static uint32_t zero_;
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
  return zero_;
}

uint32_t test_counter_users_use_borrowed(test_counter_logs_sink_t s) {
  (void)s;
  static uint32_t zero_;
  return zero_;
}

TEST_COUNTER_APP_WORLD_EXPORT();
