#include "app.h"
struct test_counter_counters_counter_rep { uint32_t value; bool used; };
static struct test_counter_counters_counter_rep pool[4];

test_counter_counters_counter_t test_counter_counters_counter_new(uint32_t start) {
  for (int i = 0; i < 4; i++) {
    if (pool[i].used) continue;
    pool[i].used = true;
    pool[i].value = start;
    return test_counter_counters_counter_own(&pool[i]);
  }
  __builtin_trap();
}
void test_counter_counters_counter_destroy(struct test_counter_counters_counter_rep *self) { self->used = false; }
uint32_t test_counter_counters_counter_increment(struct test_counter_counters_counter_rep *self, uint32_t by) { return self->value += by; }
wit_string_t test_counter_counters_counter_label(struct test_counter_counters_counter_rep *self) {
  static char digit[1];
  digit[0] = (char)('0' + (char)(self->value % 10));
  return wit_string_make(digit, 1);
}
test_counter_counters_counter_t test_counter_counters_counter_join(test_counter_counters_counter_t a, struct test_counter_counters_counter_rep *b) {
  uint32_t sum = test_counter_counters_counter_rep(a)->value + b->value;
  test_counter_counters_counter_drop(a);
  return test_counter_counters_counter_new(sum);
}
uint32_t test_counter_users_use_borrowed(test_counter_logs_sink_t s) {
  test_counter_logs_sink_write(s, WIT_STRING("hello"));
  return 7;
}
TEST_COUNTER_APP_WORLD_EXPORT();
