/* A table of subscriptions; the token of one is its place in it. */
#include "ocre_topics.h"

#define OKRT_TOPIC_TOKEN UINT32_C(0xffff0000)

/* An app with an OCRE_SUBSCRIPTIONS_MAX of its own leaves these out. */
OKRT_TABLE_SIZE(OCRE_SUBSCRIPTIONS);
OKRT_WEAK struct okrt_topic okrt_topics[OCRE_SUBSCRIPTIONS];
OKRT_WEAK const uint32_t okrt_topics_count = OCRE_SUBSCRIPTIONS;

/* Stays null, and costs nothing, in an app that asks nothing. */
okrt_reply_fn *okrt_reply;

bool ocre_publish_bytes(const char *topic, const void *data, size_t size) {
  wit_bytes_t payload = wit_bytes_make((const uint8_t *)data, size);
  return ocre_messaging_bus_publish(okrt_text_of(topic), payload, wit_string_option_none()) == OCRE_SYSTEM_STATUS_OK;
}

bool ocre_publish_text(const char *topic, const char *text) {
  return ocre_publish_bytes(topic, text, okrt_text_of(text).len);
}

bool ocre_publish_number(const char *topic, int64_t number) {
  return ocre_publishf(topic, "%lld", (long long)number);
}

bool ocre_publishf(const char *topic, const char *format, ...) {
  static char text[128];
  va_list values;
  va_start(values, format);
  size_t length = wit_format_list(text, sizeof text, format, values);
  va_end(values);
  return ocre_publish_bytes(topic, text, length);
}

bool ocre_reply_bytes(const ocre_messaging_message_t *message, const void *data, size_t size) {
  wit_bytes_t payload = wit_bytes_make((const uint8_t *)data, size);
  return message->ticket != 0 &&
         ocre_messaging_bus_reply(message->ticket, payload, wit_string_option_none()) == OCRE_SYSTEM_STATUS_OK;
}

bool ocre_reply_text(const ocre_messaging_message_t *message, const char *text) {
  return ocre_reply_bytes(message, text, okrt_text_of(text).len);
}

bool ocre_reply_number(const ocre_messaging_message_t *message, int64_t number) {
  char digits[24];
  return ocre_reply_bytes(message, digits, wit_format(digits, sizeof digits, "%lld", (long long)number));
}

uint32_t ocre_subscribe(const char *filter, ocre_message_fn *fn, void *context) {
  static ocre_messaging_bus_subscribe_options_t options;
  options.queue = 8;
  options.max_payload = 256;
  return ocre_subscribe_with(filter, &options, fn, context);
}

uint32_t ocre_subscribe_with(const char *filter, const ocre_messaging_bus_subscribe_options_t *options,
    ocre_message_fn *fn, void *context) {
  for (uint32_t i = 0; i < okrt_topics_count; i++) {
    if (okrt_topics[i].fn != NULL) continue;
    ocre_system_status_t status = ocre_messaging_bus_subscription_open(okrt_text_of(filter), options,
        OKRT_TOPIC_TOKEN + i, &okrt_topics[i].handle);
    if (status != OCRE_SYSTEM_STATUS_OK) return 0;
    okrt_topics[i].fn = fn;
    okrt_topics[i].context = context;
    return OKRT_TOPIC_TOKEN + i;
  }
  OKRT_TABLE_FULL("no subscription is left; OCRE_SUBSCRIPTIONS_MAX");
  return 0;
}

bool ocre_unsubscribe(uint32_t subscription) {
  uint32_t i = subscription - OKRT_TOPIC_TOKEN;
  if (i >= okrt_topics_count || okrt_topics[i].fn == NULL) return false;
  okrt_topics[i].fn = NULL;
  ocre_messaging_bus_subscription_drop(okrt_topics[i].handle);
  return true;
}

bool ocre_message_arrived(ocre_system_token_t token, const ocre_messaging_message_t *message) {
  uint32_t i = token - OKRT_TOPIC_TOKEN;
  if (i >= okrt_topics_count) return okrt_reply != NULL && okrt_reply(token, message);
  if (okrt_topics[i].fn != NULL) okrt_topics[i].fn(okrt_topics[i].context, message);
  return true;
}

void ocre_messages_ready(uint32_t token) {
  uint32_t i = token - OKRT_TOPIC_TOKEN;
  ocre_messaging_message_t message;
  if (i >= okrt_topics_count) {
    if (okrt_reply != NULL) okrt_reply(token, NULL);
    return;
  }
  while (okrt_topics[i].fn != NULL) {
    wit_mark_t mark = wit_mark();
    if (ocre_messaging_bus_subscription_receive(okrt_topics[i].handle, 0, &message) != OCRE_SYSTEM_STATUS_OK) return;
    okrt_topics[i].fn(okrt_topics[i].context, &message);
    wit_release(mark);
  }
}

/* An app that has its own leaves this one out. */
OKRT_WEAK ocre_messaging_disposition_t ocre_messaging_message_handler_on_message(
    uint32_t token, const ocre_messaging_message_t *message) {
  ocre_message_arrived(token, message);
  return OCRE_MESSAGING_DISPOSITION_ACCEPT;
}
