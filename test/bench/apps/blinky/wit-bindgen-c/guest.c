/* Blinks led0 once a second for as long as it runs. */
#include "command.h"

/* For the object file with the type of the component, which a device does not get. */
void __component_type_object_force_link_command(void) {}

bool exports_ocre_app_run_run(void) {
  command_string_t line = {(uint8_t *)"led0", 4};
  ocre_gpio_lines_output_options_t options = {0};
  ocre_gpio_lines_own_output_t led;
  ocre_gpio_lines_error_code_t error;
  if (!ocre_gpio_lines_static_output_open(&line, &options, &led, &error)) return false;
  while (ocre_gpio_lines_method_output_toggle(ocre_gpio_lines_borrow_output(led)) == OCRE_SYSTEM_TYPES_STATUS_OK)
    ocre_system_monotonic_clock_wait_for(500000000);
  return false;
}
