/* A press of the button toggles led0; a long one makes it blink until the next press. */
#include "mcu_reactor.h"

enum {
  button_token = 1,
  debounce_us = 20000,
  long_press_ms = 1000,
  blink_ms = 125,
};

static ocre_gpio_lines_input_t button;
static ocre_gpio_lines_output_t led;
static bool is_on;
static uint32_t hold;
static uint32_t blink;

static void set_led(bool on) {
  is_on = on;
  ocre_gpio_lines_output_write(led, on);
}

static void toggle(void *context) {
  (void)context;
  set_led(!is_on);
}

static void held(void *context) {
  (void)context;
  hold = 0;
  blink = ocre_every(blink_ms, toggle, NULL);
  OCRE_LOG_INFO("led0 blinks");
}

static void pressed(void) {
  hold = ocre_after(long_press_ms, held, NULL);
  if (blink != 0) {
    ocre_cancel(blink);
    blink = 0;
    set_led(false);
  } else {
    set_led(!is_on);
  }
  OCRE_LOG_INFO("led0 %s", is_on ? "on" : "off");
}

static void released(void) {
  if (hold != 0) ocre_cancel(hold);
  hold = 0;
}

void ocre_gpio_line_handler_on_line(ocre_system_token_t token, uint32_t data, uint32_t lost, ocre_system_mark_t time) {
  (void)token;
  (void)lost;
  (void)time;
  if (data == 1) pressed();
  else released();
}

bool ocre_app_lifecycle_on_start(ocre_app_lifecycle_start_reason_t reason) {
  (void)reason;
  ocre_gpio_lines_output_options_t output = {0};
  if (ocre_gpio_lines_output_open(WIT_STRING("led0"), &output, &led) != OCRE_SYSTEM_STATUS_OK) return false;
  ocre_gpio_lines_input_options_t input = {.debounce_us = debounce_us};
  if (ocre_gpio_lines_input_open(WIT_STRING("button"), &input, &button) != OCRE_SYSTEM_STATUS_OK) return false;
  ocre_gpio_lines_edges_t edges = OCRE_GPIO_LINES_EDGES_RISING | OCRE_GPIO_LINES_EDGES_FALLING;
  return ocre_gpio_lines_input_watch(button, edges, button_token) == OCRE_SYSTEM_STATUS_OK;
}

OCRE_APP_LIFECYCLE_EXPORT();
OCRE_SYSTEM_TIMER_HANDLER_EXPORT();
OCRE_GPIO_LINE_HANDLER_EXPORT();
