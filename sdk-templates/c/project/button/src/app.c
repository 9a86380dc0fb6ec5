/* Each press of the button toggles led0, and the log says so. */
#include "mcu_reactor.h"

enum {
  button_token = 1,
  debounce_us = 20000,
};

static ocre_gpio_lines_input_t button;
static ocre_gpio_lines_output_t led;
static bool is_on;

bool ocre_app_lifecycle_on_start(ocre_app_lifecycle_start_reason_t reason) {
  (void)reason;
  ocre_gpio_lines_output_options_t output = {0};
  if (ocre_gpio_lines_output_open(WIT_STRING("led0"), &output, &led) != OCRE_SYSTEM_STATUS_OK) return false;
  ocre_gpio_lines_input_options_t input = {.debounce_us = debounce_us};
  if (ocre_gpio_lines_input_open(WIT_STRING("button"), &input, &button) != OCRE_SYSTEM_STATUS_OK) return false;
  return ocre_gpio_lines_input_watch(button, OCRE_GPIO_LINES_EDGES_RISING, button_token) == OCRE_SYSTEM_STATUS_OK;
}

void ocre_gpio_line_handler_on_line(ocre_system_token_t token, uint32_t data, uint32_t lost, ocre_system_mark_t time) {
  (void)token;
  (void)data;
  (void)lost;
  (void)time;
  is_on = !is_on;
  ocre_gpio_lines_output_write(led, is_on);
  OCRE_LOG_INFO("led0 %s", is_on ? "on" : "off");
}

OCRE_APP_LIFECYCLE_EXPORT();
OCRE_GPIO_LINE_HANDLER_EXPORT();
