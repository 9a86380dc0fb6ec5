/* Runs once: publishes a message, says so, and ends. */
#include "command.h"

bool ocre_app_run(void) {
  static const uint8_t text[] = "hello";
  wit_bytes_t payload = wit_bytes_make(text, sizeof text - 1);
  bool sent = ocre_messaging_bus_publish(WIT_STRING("hello"), payload, wit_string_option_none()) == OCRE_SYSTEM_STATUS_OK;
  ocre_system_log(OCRE_SYSTEM_LOG_LEVEL_INFO, WIT_STRING(""), sent ? WIT_STRING("published") : WIT_STRING("refused"));
  return sent;
}

OCRE_APP_RUN_EXPORT();
