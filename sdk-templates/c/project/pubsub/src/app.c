/* Publishes a counter five times, and logs each message of it that comes back. */
#include "mcu_reactor.h"

enum {
  period_ms = 200,
  messages = 5,
};

static uint32_t timer;
static uint32_t subscription;
static unsigned published;
static unsigned received;

static void publish(void *context) {
  (void)context;
  published += 1;
  ocre_publish_number("count", published);
  if (published == messages) ocre_cancel(timer);
}

static void receive(void *context, const ocre_messaging_message_t *message) {
  (void)context;
  received += 1;
  OCRE_LOG_INFO("received %.*s", WIT_PRINT(ocre_text_of(message)));
  /* Without a timer and a subscription nothing can happen any more, and the host ends the app. */
  if (received == messages) ocre_unsubscribe(subscription);
}

bool ocre_app_lifecycle_on_start(ocre_app_lifecycle_start_reason_t reason) {
  (void)reason;
  subscription = ocre_subscribe("count", receive, NULL);
  timer = ocre_every(period_ms, publish, NULL);
  return subscription != 0 && timer != 0;
}

OCRE_APP_LIFECYCLE_EXPORT();
OCRE_SYSTEM_TIMER_HANDLER_EXPORT();
OCRE_MESSAGING_MESSAGE_HANDLER_EXPORT();
