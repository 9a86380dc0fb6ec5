/* A command that lives on events: timers, messages of its own, a handler that it defines, and the stop. */
#include "command.h"

static uint32_t ticker;
static int ticks;

static void tick(void *context) {
  ticks += 1;
  OCRE_LOG_INFO("%s %d", (const char *)context, ticks);
  ocre_publish_number("ticks", ticks * 10);
  if (ticks == 3) OCRE_ASSERT(ocre_cancel(ticker) && !ocre_cancel(ticker));
}

static void once(void *context) {
  int *left = (int *)context;
  OCRE_LOG_INFO("once %d", *left);
  if (--*left > 0) ocre_after(5, once, context);
}

static void heard(void *context, const ocre_messaging_message_t *message) {
  int64_t number = 0;
  (void)context;
  OCRE_ASSERT(ocre_number_of(message, &number));
  OCRE_LOG_INFO("%.*s says %lld", WIT_PRINT(message->topic), number);
  /* Far more than the arena holds, unless each message gives its memory back. */
  if (number == 30) {
    static const uint8_t bytes[250];
    for (int i = 0; i < 20; i++) ocre_publish_bytes("more", bytes, sizeof bytes);
  }
}

static void more(void *context, const ocre_messaging_message_t *message) {
  int *count = (int *)context;
  OCRE_ASSERT(message->payload.len == 250);
  if (++*count == 8) OCRE_LOG_INFO("all of the queue");
}

void ocre_gpio_line_handler_on_line(uint32_t token, uint32_t data, uint32_t lost, uint64_t time) {
  OCRE_LOG_INFO("line %u is %u, lost %u, %s", token, data, lost, time > 0 ? "stamped" : "?");
}

void ocre_app_lifecycle_on_stop(uint8_t reason, uint32_t grace_ms) {
  OCRE_LOG_INFO("stop %u, %s", reason, grace_ms > 0 ? "with grace" : "at once");
}

bool ocre_app_run(void) {
  static int left = 2;
  static int count;
  static ocre_gpio_lines_input_options_t options;
  ocre_gpio_lines_input_t input;
  OCRE_ASSERT(ocre_subscribe("ticks", heard, NULL) != 0 && ocre_subscribe("more", more, &count) != 0);
  OCRE_ASSERT(ocre_gpio_lines_input_open(WIT_STRING("button"), &options, &input) == OCRE_SYSTEM_STATUS_OK);
  OCRE_ASSERT(ocre_gpio_lines_input_watch(input, OCRE_GPIO_LINES_EDGES_RISING, 7) == OCRE_SYSTEM_STATUS_OK);
  ticker = ocre_every(100, tick, (void *)(uintptr_t)"tick");
  OCRE_ASSERT(ticker != 0 && ocre_after(10, once, &left) != 0);
  /* No more than OCRE_TIMERS of them, and never two of one name. */
  for (int i = 0; i < 6; i++) OCRE_ASSERT(ocre_after(UINT32_MAX, once, &left) != 0);
  OCRE_ASSERT(ocre_after(1, once, &left) == 0);
  ocre_dispatch_all();
  OCRE_LOG_INFO("ended after %d ticks", ticks);
  return true;
}

OCRE_APP_RUN_EXPORT();
