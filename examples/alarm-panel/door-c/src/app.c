/* Says on the topic alarm/door whether the door is open: its contact is active then. */
#include "mcu_reactor.h"

enum { door_token = 1, debounce_us = 20000 };

static ocre_gpio_lines_input_t door;

static void say(bool open) {
  ocre_publish_text("alarm/door", open ? "open" : "closed");
}

bool ocre_app_lifecycle_on_start(ocre_app_lifecycle_start_reason_t reason) {
  (void)reason;
  ocre_gpio_lines_input_options_t options = {.debounce_us = debounce_us};
  if (ocre_gpio_lines_input_open(WIT_STRING("door"), &options, &door) != OCRE_SYSTEM_STATUS_OK) return false;
  ocre_gpio_lines_edges_t both = OCRE_GPIO_LINES_EDGES_RISING | OCRE_GPIO_LINES_EDGES_FALLING;
  return ocre_gpio_lines_input_watch(door, both, door_token) == OCRE_SYSTEM_STATUS_OK;
}

void ocre_gpio_line_handler_on_line(ocre_system_token_t token, uint32_t data, uint32_t lost, ocre_system_mark_t time) {
  (void)token;
  (void)lost;
  (void)time;
  say(data != 0);
}

OCRE_APP_LIFECYCLE_EXPORT();
OCRE_GPIO_LINE_HANDLER_EXPORT();
