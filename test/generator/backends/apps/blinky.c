#include "command.h"
bool ocre_app_run(void) {
  static const ocre_gpio_lines_output_options_t options;
  ocre_gpio_lines_output_t led;
  if (ocre_gpio_lines_output_open(WIT_STRING("led0"), &options, &led)) return false;
  for (int i = 0; i < 10; i++) {
    if (ocre_gpio_lines_output_toggle(led)) return false;
    ocre_system_monotonic_clock_wait_for(500000000);
  }
  return true;
}
OCRE_APP_RUN_EXPORT();
