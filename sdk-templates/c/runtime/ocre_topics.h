/*
 * Topics with payloads of text, bytes and numbers, and functions for what arrives. A reactor that subscribes writes
 * OCRE_MESSAGING_MESSAGE_HANDLER_EXPORT(); and needs no handler of its own; a command calls ocre_dispatch.
 */
#ifndef OCRE_TOPICS_H
#define OCRE_TOPICS_H

#include "okrt_format.h"
#include "ocre/messaging.h"

#ifdef __cplusplus
extern "C" {
#endif

/* At most once, not kept. False: the host refused; ocre_messaging_bus_publish says why. */
bool ocre_publish_text(const char *topic, const char *text);
bool ocre_publish_bytes(const char *topic, const void *data, size_t size);
/* In decimal, so that everybody can read it. */
bool ocre_publish_number(const char *topic, int64_t number);
/* Text as printf writes it, up to 128 bytes. */
bool ocre_publishf(const char *topic, const char *format, ...) OKRT_PRINTF(2, 3);

typedef void ocre_message_fn(void *context, const ocre_messaging_message_t *message);

/* How many subscriptions there may be, where the app does not say it; -DOCRE_SUBSCRIPTIONS=n is another way to say it. */
#ifndef OCRE_SUBSCRIPTIONS
#define OCRE_SUBSCRIPTIONS 8
#endif

/* Write OCRE_SUBSCRIPTIONS_MAX(32); once, outside of functions, for another number of them; each takes 12 bytes. */
#define OCRE_SUBSCRIPTIONS_MAX(count) \
  OKRT_TABLE_SIZE(count); \
  struct okrt_topic okrt_topics[count]; \
  const uint32_t okrt_topics_count = (count)

struct okrt_topic {
  ocre_message_fn *fn;
  void *context;
  ocre_messaging_bus_subscription_t handle;
};
extern struct okrt_topic okrt_topics[];
extern const uint32_t okrt_topics_count;

/*
 * Calls fn with each message of the filter; up to 8 messages of 256 bytes wait, longer ones count as dropped. The answer
 * names the subscription; 0: the table is full, which is a line in the log where the world has one, or the host refused.
 * Tokens from 0xffff0000 are taken.
 */
uint32_t ocre_subscribe(const char *filter, ocre_message_fn *fn, void *context);
/* The same with options of one's own. */
uint32_t ocre_subscribe_with(const char *filter, const ocre_messaging_bus_subscribe_options_t *options,
    ocre_message_fn *fn, void *context);
bool ocre_unsubscribe(uint32_t subscription);

/* Answers a message whose sender waits for it (ocre_request); false: nobody does any more, or the host refused. */
bool ocre_reply_text(const ocre_messaging_message_t *message, const char *text);
bool ocre_reply_bytes(const ocre_messaging_message_t *message, const void *data, size_t size);
bool ocre_reply_number(const ocre_messaging_message_t *message, int64_t number);

/* The payload as text, and as a number in decimal; false when it is none. */
static inline wit_string_t ocre_text_of(const ocre_messaging_message_t *message) {
  return wit_string_make((const char *)message->payload.ptr, message->payload.len);
}
static inline bool ocre_number_of(const ocre_messaging_message_t *message, int64_t *out) {
  return wit_parse_number(message->payload, out);
}

/* For an app with an on_message of its own: true when the message was for one of these, and its function was called. */
bool ocre_message_arrived(ocre_system_token_t token, const ocre_messaging_message_t *message);

/* What the host calls; an app without one of its own has one that calls ocre_message_arrived. */
ocre_messaging_disposition_t ocre_messaging_message_handler_on_message(ocre_system_token_t token,
    const ocre_messaging_message_t *message);

/* How a command gets its messages, from ocre_dispatch. */
void ocre_messages_ready(ocre_system_token_t token);

/* What replies go to, once something was asked; without a message, it is to be taken. */
typedef bool okrt_reply_fn(ocre_system_token_t token, const ocre_messaging_message_t *reply);
extern okrt_reply_fn *okrt_reply;

static inline wit_string_t okrt_text_of(const char *text) {
  size_t length = 0;
  while (text[length] != '\0') length++;
  return wit_string_make(text, length);
}

#ifdef __cplusplus
}
#endif

#endif
