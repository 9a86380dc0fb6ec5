#include "app.hpp"
using exports::test::counter::counters::counter;

struct counter::rep {
  uint32_t value = 0;
  bool used = false;

  static rep pool[4];
  static counter create(uint32_t start) {
    for (auto &place : pool) {
      if (place.used) continue;
      place.used = true;
      place.value = start;
      return counter(&place);
    }
    __builtin_trap();
  }
  uint32_t increment(uint32_t by) { return value += by; }
  wit::string_view label() {
    char *digit = wit::make<char>(1);
    digit[0] = char('0' + value % 10);
    return {digit, 1};
  }
  static counter join(counter a, rep *b) { return create(a.get()->value + b->value); }
  static void destroy(rep *self) { self->used = false; }
};
constinit counter::rep counter::rep::pool[4];

struct users {
  static uint32_t use_borrowed(wit::borrow<test::counter::logs::sink> s) {
    s->write("hello");
    return 7;
  }
};

TEST_COUNTER_COUNTERS_EXPORT(users);
TEST_COUNTER_USERS_EXPORT(users);
