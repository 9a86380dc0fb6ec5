// Yours to edit: ocrekit writes this file once.

#include "app.hpp"

struct exports::test::both::stores::item::rep {
  static ::exports::test::both::stores::item create(::wit::string_view name) {
    (void)name;
    return {};
  }
  ::wit::string_view name() {
    return {};
  }
  ::wit::expected<::exports::test::both::stores::item, ::test::both::stores::problem> child(
      ::wit::string_view key) {
    (void)key;
    return {};
  }
  static void destroy(rep *self) { (void)self; }
};

struct app {
  static ::wit::list<::wit::own<::exports::test::both::stores::item>> all() {
    return {};
  }
  static ::wit::option<::wit::own<::exports::test::both::stores::item>> first(
      ::wit::list<::exports::test::both::stores::item::rep *> of) {
    (void)of;
    return {};
  }
};

TEST_BOTH_APP_WORLD_EXPORT(app);
