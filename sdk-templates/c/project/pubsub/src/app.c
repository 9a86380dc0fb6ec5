/* Publishes a counter five times, and logs each message of it that comes back. */
#include "mcu_reactor.h"

enum { tick = 1, counts = 2, period_ms = 200, messages = 5 };

static ocre_messaging_bus_subscription_t subscription;
static uint8_t published;
static uint8_t received;

bool ocre_app_lifecycle_on_start(ocre_app_lifecycle_start_reason_t reason) {
  (void)reason;
  ocre_messaging_bus_subscribe_options_t options = {.queue = 8, .max_payload = 16};
  if (ocre_messaging_bus_subscription_open(WIT_STRING("count"), &options, counts, &subscription) !=
      OCRE_SYSTEM_STATUS_OK) {
    return false;
  }
  return ocre_system_timers_start(tick, period_ms, period_ms) == OCRE_SYSTEM_STATUS_OK;
}

void ocre_system_timer_handler_on_timer(ocre_system_token_t token, uint32_t lost) {
  (void)lost;
  published += 1;
  uint8_t text[] = {(uint8_t)('0' + published)};
  ocre_messaging_bus_publish(WIT_STRING("count"), wit_bytes_make(text, sizeof text), wit_string_option_none());
  if (published == messages) ocre_system_timers_cancel(token);
}

ocre_messaging_disposition_t ocre_messaging_message_handler_on_message(ocre_system_token_t token,
                                                                       const ocre_messaging_message_t *message) {
  (void)token;
  char text[] = "received 0";
  if (message->payload.len == 1) text[sizeof text - 2] = (char)message->payload.ptr[0];
  ocre_system_log(OCRE_SYSTEM_LOG_LEVEL_INFO, WIT_STRING(""), wit_string_make(text, sizeof text - 1));
  received += 1;
  /* Without a timer and a subscription nothing can happen any more, and the host ends the app. */
  if (received == messages) ocre_messaging_bus_subscription_drop(subscription);
  return OCRE_MESSAGING_DISPOSITION_ACCEPT;
}

void ocre_app_lifecycle_on_stop(ocre_app_lifecycle_stop_reason_t reason, uint32_t grace_ms) {
  (void)reason;
  (void)grace_ms;
}

OCRE_APP_LIFECYCLE_EXPORT();
OCRE_SYSTEM_TIMER_HANDLER_EXPORT();
OCRE_MESSAGING_MESSAGE_HANDLER_EXPORT();
