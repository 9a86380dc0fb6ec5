/* Yours to edit: ocrekit writes this file once. */

#include "app.h"

void test_items_control_stop(void) {
}

bool test_items_app_configure(const test_items_app_settings_t *s, wit_string_t *err) {
  (void)s;
  (void)err;
  return true;
}

TEST_ITEMS_APP_WORLD_EXPORT();
