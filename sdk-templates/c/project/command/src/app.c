/* Runs once: publishes a message, says so, and ends. */
#include "command.h"

bool ocre_app_run(void) {
  if (!ocre_publish_text("hello", "hello")) {
    OCRE_LOG_ERROR("refused");
    return false;
  }
  OCRE_LOG_INFO("published");
  return true;
}

OCRE_APP_RUN_EXPORT();
