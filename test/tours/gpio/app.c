/* Every function of ocre:gpio/lines. led0 is wired to button0; led1 and led2 to sense1 and sense2. */
#include "../tour.h"

static ocre_gpio_lines_output_options_t push_pull(void) {
  ocre_gpio_lines_output_options_t options;
  options.drive = OCRE_GPIO_LINES_DRIVE_PUSH_PULL;
  options.bias = OCRE_GPIO_LINES_BIAS_AS_IS;
  options.active_low = false;
  options.initially_active = false;
  return options;
}

static ocre_gpio_lines_input_options_t plain(void) {
  ocre_gpio_lines_input_options_t options;
  options.bias = OCRE_GPIO_LINES_BIAS_AS_IS;
  options.active_low = false;
  options.debounce_us = 0;
  return options;
}

static void single(void) {
  ocre_gpio_lines_output_options_t out_options = push_pull();
  ocre_gpio_lines_input_options_t in_options = plain();
  ocre_gpio_lines_output_t led;
  ocre_gpio_lines_input_t button;
  ocre_gpio_lines_edge_t edge;
  ocre_system_events_event_option_t event;
  bool has_led = tour("[static]output.open", ocre_gpio_lines_output_open(TEXT("led0"), &out_options, &led));
  bool has_button = tour("[static]input.open", ocre_gpio_lines_input_open(TEXT("button0"), &in_options, &button));
  if (!has_led || !has_button) {
    return;
  }
  tour_is("[method]input.read", ocre_gpio_lines_input_read(button) == OCRE_GPIO_LINES_LEVEL_INACTIVE);
  tour("[method]input.watch", ocre_gpio_lines_input_watch(button, OCRE_GPIO_LINES_EDGES_RISING, 5));
  tour("[method]output.write", ocre_gpio_lines_output_write(led, true));
  tour_is("[method]input.read", ocre_gpio_lines_input_read(button) == OCRE_GPIO_LINES_LEVEL_ACTIVE);
  tour_is("[method]output.read", ocre_gpio_lines_output_read(led) == OCRE_GPIO_LINES_LEVEL_ACTIVE);
  event = ocre_system_events_wait(1000);
  tour_is("[method]input.watch", event.is_some && event.value.kind == OCRE_SYSTEM_EVENTS_EVENT_KIND_LINE && event.value.token == 5 && event.value.data == 1);
  tour("[method]input.watch", ocre_gpio_lines_input_watch(button, 0, 5));
  tour("[method]output.toggle", ocre_gpio_lines_output_toggle(led));
  tour("[method]output.pulse", ocre_gpio_lines_output_pulse(led, 2000));
  tour("[method]input.wait-edge", ocre_gpio_lines_input_wait_edge(button, OCRE_GPIO_LINES_EDGES_FALLING, 1000, &edge));
  tour_is("[method]input.wait-edge", !edge.rising);
  tour("[static]output.open", ocre_gpio_lines_output_open(TEXT("led0"), &out_options, &led));
  ocre_gpio_lines_input_drop(button);
  ocre_gpio_lines_output_drop(led);
}

static void groups(void) {
  ocre_gpio_lines_output_options_t out_options = push_pull();
  ocre_gpio_lines_input_options_t in_options = plain();
  wit_string_t outputs[2];
  wit_string_t inputs[2];
  ocre_gpio_lines_output_group_t leds;
  ocre_gpio_lines_input_group_t senses;
  uint32_t levels = 0;
  outputs[0] = TEXT("led1");
  outputs[1] = TEXT("led2");
  inputs[0] = TEXT("sense1");
  inputs[1] = TEXT("sense2");
  bool has_leds = tour("[static]output-group.open", ocre_gpio_lines_output_group_open(ocre_gpio_lines_line_id_list_make(outputs, 2), &out_options, &leds));
  bool has_senses = tour("[static]input-group.open", ocre_gpio_lines_input_group_open(ocre_gpio_lines_line_id_list_make(inputs, 2), &in_options, &senses));
  if (!has_leds || !has_senses) {
    return;
  }
  tour("[method]input-group.watch", ocre_gpio_lines_input_group_watch(senses, OCRE_GPIO_LINES_EDGES_RISING, 6));
  tour("[method]output-group.write", ocre_gpio_lines_output_group_write(leds, 3, 2));
  tour("[method]input-group.read", ocre_gpio_lines_input_group_read(senses, &levels));
  tour_number("[method]input-group.read", levels);
  ocre_gpio_lines_input_group_drop(senses);
  ocre_gpio_lines_output_group_drop(leds);
}

bool ocre_app_run(void) {
  ocre_gpio_lines_line_info_list_t lines;
  single();
  groups();
  tour("list-lines", ocre_gpio_lines_list_lines(0, 16, &lines));
  tour_number("list-lines", lines.len);
  return true;
}

OCRE_APP_RUN_EXPORT();
