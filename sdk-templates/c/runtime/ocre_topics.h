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

/*
 * Calls fn with each message of the filter; up to 8 messages of 256 bytes wait, longer ones count as dropped. The answer
 * names the subscription; 0: all OCRE_SUBSCRIPTIONS (8) are in use, or the host refused. Tokens from 0xffff0000 are taken.
 */
uint32_t ocre_subscribe(const char *filter, ocre_message_fn *fn, void *context);
/* The same with options of one's own. */
uint32_t ocre_subscribe_with(const char *filter, const ocre_messaging_bus_subscribe_options_t *options,
    ocre_message_fn *fn, void *context);
bool ocre_unsubscribe(uint32_t subscription);

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

#ifdef __cplusplus
}
#endif

#endif
