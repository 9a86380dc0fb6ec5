/* Blinks led0 once a second for as long as it runs. */
#include "command.h"

bool ocre_app_run(void) {
  ocre_gpio_lines_output_options_t options = {0};
  ocre_gpio_lines_output_t led;
  if (ocre_gpio_lines_output_open(WIT_STRING("led0"), &options, &led) != OCRE_SYSTEM_STATUS_OK) return false;
  while (ocre_gpio_lines_output_toggle(led) == OCRE_SYSTEM_STATUS_OK) ocre_system_monotonic_clock_wait_for(500000000);
  return false;
}

OCRE_APP_RUN_EXPORT();
