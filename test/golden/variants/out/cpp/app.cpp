// Yours to edit: ocrekit writes this file once.

#include "app.hpp"

struct app {
  static ::test::variants::variants::value store(::test::variants::variants::value v) {
    return ::test::variants::variants::store(v);
  }
  static uint32_t all(::wit::list<::test::variants::variants::value> vs) {
    return ::test::variants::variants::all(vs);
  }
};

TEST_VARIANTS_APP_WORLD_EXPORT(app);
