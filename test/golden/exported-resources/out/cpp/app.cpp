// Yours to edit: ocrekit writes this file once.

#include "app.hpp"

struct exports::test::counter::counters::counter::rep {
  static ::exports::test::counter::counters::counter create(uint32_t start) {
    (void)start;
    return {};
  }
  uint32_t increment(uint32_t by) {
    (void)by;
    return {};
  }
  ::wit::string_view label() {
    return {};
  }
  static ::exports::test::counter::counters::counter join(
      ::exports::test::counter::counters::counter a,
      ::exports::test::counter::counters::counter::rep *b) {
    (void)a;
    (void)b;
    return {};
  }
  static void destroy(rep *self) { (void)self; }
};

struct app {
  static uint32_t use_borrowed(::wit::borrow<::test::counter::logs::sink> s) {
    (void)s;
    return {};
  }
};

TEST_COUNTER_APP_WORLD_EXPORT(app);
