/*
 * Questions over topics, and functions for their answers. A reactor that asks writes
 * OCRE_MESSAGING_MESSAGE_HANDLER_EXPORT(); and OCRE_SYSTEM_TIMER_HANDLER_EXPORT();, a command calls ocre_dispatch. Who
 * answers calls ocre_reply_text and its kind with the message.
 */
#ifndef OCRE_REQUESTS_H
#define OCRE_REQUESTS_H

#include "ocre_timers.h"
#include "ocre_topics.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How many may wait at once, where the app does not say it; -DOCRE_REQUESTS=n is another way to say it. */
#ifndef OCRE_REQUESTS
#define OCRE_REQUESTS 4
#endif

/* Write OCRE_REQUESTS_MAX(16); once, outside of functions, for another number of them; each takes 16 bytes. */
#define OCRE_REQUESTS_MAX(count) \
  OKRT_TABLE_SIZE(count); \
  struct okrt_request okrt_requests[count]; \
  const uint32_t okrt_requests_count = (count)

/* Called once: with the answer, or with NULL when there was none in time. */
typedef void ocre_reply_fn(void *context, const ocre_messaging_message_t *reply);

struct okrt_request {
  ocre_reply_fn *fn;
  void *context;
  uint32_t token;
  uint32_t timer;
};
extern struct okrt_request okrt_requests[];
extern const uint32_t okrt_requests_count;

/*
 * Publishes a question; fn gets the answer of up to 256 bytes, within so many milliseconds, for which a timer of
 * ocre_after runs. False: the table is full, which is a line in the log where the world has one, or the host refused.
 * Tokens from 0xfffe0000 are taken.
 */
bool ocre_request_text(const char *topic, const char *text, uint32_t timeout_ms, ocre_reply_fn *fn, void *context);
bool ocre_request_bytes(const char *topic, const void *data, size_t size, uint32_t timeout_ms, ocre_reply_fn *fn,
    void *context);
bool ocre_request_number(const char *topic, int64_t number, uint32_t timeout_ms, ocre_reply_fn *fn, void *context);

#ifdef __cplusplus
}
#endif

#endif
