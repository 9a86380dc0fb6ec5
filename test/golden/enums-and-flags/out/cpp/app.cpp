// Yours to edit: ocrekit writes this file once.

#include "app.hpp"

struct app {
  static ::test::choices::choices::level next(::test::choices::choices::level l) {
    return ::test::choices::choices::next(l);
  }
  static ::test::choices::choices::few merge(
      ::test::choices::choices::few x, ::test::choices::choices::few y) {
    return ::test::choices::choices::merge(x, y);
  }
  static ::test::choices::choices::many widen(::test::choices::choices::few x) {
    return ::test::choices::choices::widen(x);
  }
};

TEST_CHOICES_APP_WORLD_EXPORT(app);
