// Yours to edit: ocrekit writes this file once.

#include "app.hpp"

struct exports::test::counter::counters::counter::rep {
  bool okrt_used = false;
  static void destroy(rep *self) {
    self->okrt_used = false;
  }
  static ::exports::test::counter::counters::counter create(uint32_t start);
  uint32_t increment(uint32_t by);
  ::wit::string_view label();
  static ::exports::test::counter::counters::counter join(
      ::exports::test::counter::counters::counter a,
      ::exports::test::counter::counters::counter::rep *b);
};

static ::exports::test::counter::counters::counter okrt_wrap_1() {
  static constinit ::exports::test::counter::counters::counter::rep pool[1024];
  for (auto &object : pool) {
    if (object.okrt_used) continue;
    object.okrt_used = true;
    return ::exports::test::counter::counters::counter(&object);
  }
  __builtin_trap();
}

::exports::test::counter::counters::counter exports::test::counter::counters::counter::rep::create(
    uint32_t start) {
  (void)start;
  return okrt_wrap_1();
}

uint32_t exports::test::counter::counters::counter::rep::increment(uint32_t by) {
  (void)by;
  return by;
}

::wit::string_view exports::test::counter::counters::counter::rep::label() {
  return {};
}

::exports::test::counter::counters::counter exports::test::counter::counters::counter::rep::join(
    ::exports::test::counter::counters::counter a,
    ::exports::test::counter::counters::counter::rep *b) {
  (void)a;
  (void)b;
  return ::wit::move(a);
}

struct app {
  static uint32_t use_borrowed(::wit::borrow<::test::counter::logs::sink> s) {
    (void)s;
    return {};
  }
};

TEST_COUNTER_APP_WORLD_EXPORT(app);
