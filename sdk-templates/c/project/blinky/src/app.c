/* Blinks led0 ten times. */
#include "blinky.h"

enum {
  half_period_ms = 100,
  changes = 20,
};

static ocre_gpio_lines_output_t led;
static uint32_t timer;
static uint32_t changed;

static void change(void *context) {
  (void)context;
  changed += 1;
  ocre_gpio_lines_output_write(led, changed % 2 == 1);
  /* Without a timer nothing can happen any more, and the host ends the app. */
  if (changed == changes) ocre_cancel(timer);
}

bool ocre_app_lifecycle_on_start(ocre_app_lifecycle_start_reason_t reason) {
  (void)reason;
  ocre_gpio_lines_output_options_t options = {0};
  if (ocre_gpio_lines_output_open(WIT_STRING("led0"), &options, &led) != OCRE_SYSTEM_STATUS_OK) return false;
  timer = ocre_every(half_period_ms, change, NULL);
  return timer != 0;
}

OCRE_APP_LIFECYCLE_EXPORT();
OCRE_SYSTEM_TIMER_HANDLER_EXPORT();
