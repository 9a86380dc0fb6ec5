/* Publishes one message. */
#include "command.h"

bool ocre_app_run(void) {
  static const uint8_t value[] = "21.5";
  wit_bytes_t payload = wit_bytes_make(value, sizeof value - 1);
  return ocre_messaging_bus_publish(WIT_STRING("sensors/temp"), payload, wit_string_option_none()) == OCRE_SYSTEM_STATUS_OK;
}

OCRE_APP_RUN_EXPORT();
