/* Blinks led0 ten times. */
#include "blinky.h"

enum {
  blink_timer = 1,
  half_period_ms = 100,
  changes = 20,
};

static ocre_gpio_lines_output_t led;
static uint32_t changed;

bool ocre_app_lifecycle_on_start(ocre_app_lifecycle_start_reason_t reason) {
  (void)reason;
  ocre_gpio_lines_output_options_t options = {0};
  if (ocre_gpio_lines_output_open(WIT_STRING("led0"), &options, &led) != OCRE_SYSTEM_STATUS_OK) return false;
  return ocre_system_timers_start(blink_timer, half_period_ms, half_period_ms) == OCRE_SYSTEM_STATUS_OK;
}

void ocre_system_timer_handler_on_timer(ocre_system_token_t token, uint32_t lost) {
  (void)lost;
  changed += 1;
  ocre_gpio_lines_output_write(led, changed % 2 == 1);
  /* Without a timer nothing can happen any more, and the host ends the app. */
  if (changed == changes) ocre_system_timers_cancel(token);
}

void ocre_app_lifecycle_on_stop(ocre_app_lifecycle_stop_reason_t reason, uint32_t grace_ms) {
  (void)reason;
  (void)grace_ms;
}

OCRE_APP_LIFECYCLE_EXPORT();
OCRE_SYSTEM_TIMER_HANDLER_EXPORT();
