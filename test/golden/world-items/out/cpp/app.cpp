// Yours to edit: ocrekit writes this file once.

#include "app.hpp"

struct app {
  static void stop() {
  }
  static ::wit::expected<void, ::wit::string_view> configure(::test::items::app::settings s) {
    (void)s;
    return {};
  }
};

TEST_ITEMS_APP_WORLD_EXPORT(app);
