/* A table of questions that wait for their answers; each has a timer, and a token that does not come again soon. */
#include "ocre_requests.h"

#define OKRT_REQUEST_TOKEN UINT32_C(0xfffe0000)
#define OKRT_MAX_REPLY 256

/* An app with an OCRE_REQUESTS_MAX of its own leaves these out. */
OKRT_TABLE_SIZE(OCRE_REQUESTS);
OKRT_WEAK struct okrt_request okrt_requests[OCRE_REQUESTS];
OKRT_WEAK const uint32_t okrt_requests_count = OCRE_REQUESTS;

/* A place is free before its function runs, which may ask the next question. */
static void okrt_answer(struct okrt_request *request, const ocre_messaging_message_t *reply) {
  ocre_reply_fn *fn = request->fn;
  if (fn == NULL) return;
  request->fn = NULL;
  ocre_cancel(request->timer);
  fn(request->context, reply);
}

static void okrt_late(void *request) {
  okrt_answer((struct okrt_request *)request, NULL);
}

static struct okrt_request *okrt_request_of(uint32_t token) {
  for (uint32_t i = 0; i < okrt_requests_count; i++) {
    if (okrt_requests[i].fn != NULL && okrt_requests[i].token == token) return &okrt_requests[i];
  }
  return NULL;
}

static bool okrt_replied(uint32_t token, const ocre_messaging_message_t *reply) {
  struct okrt_request *request = okrt_request_of(token);
  ocre_messaging_message_t taken;
  if (request == NULL) return false;
  wit_mark_t mark = wit_mark();
  /* A reply that is refused is one that did not come in time. */
  if (reply == NULL && ocre_messaging_bus_take_reply(token, &taken) == OCRE_SYSTEM_STATUS_OK) reply = &taken;
  if (reply != NULL) okrt_answer(request, reply);
  wit_release(mark);
  return true;
}

bool ocre_request_bytes(const char *topic, const void *data, size_t size, uint32_t timeout_ms, ocre_reply_fn *fn,
    void *context) {
  static uint16_t asked;
  wit_bytes_t payload = wit_bytes_make((const uint8_t *)data, size);
  okrt_reply = okrt_replied;
  for (uint32_t i = 0; i < okrt_requests_count; i++) {
    struct okrt_request *request = &okrt_requests[i];
    if (request->fn != NULL) continue;
    request->token = OKRT_REQUEST_TOKEN + asked++;
    request->timer = ocre_after(timeout_ms, okrt_late, request);
    if (request->timer == 0) return false;
    ocre_system_status_t status = ocre_messaging_bus_send_request(okrt_text_of(topic), payload,
        wit_string_option_none(), request->token, timeout_ms, OKRT_MAX_REPLY);
    if (status != OCRE_SYSTEM_STATUS_OK) {
      ocre_cancel(request->timer);
      return false;
    }
    request->fn = fn;
    request->context = context;
    return true;
  }
  OKRT_TABLE_FULL("no request is left; OCRE_REQUESTS_MAX");
  return false;
}

bool ocre_request_text(const char *topic, const char *text, uint32_t timeout_ms, ocre_reply_fn *fn, void *context) {
  return ocre_request_bytes(topic, text, okrt_text_of(text).len, timeout_ms, fn, context);
}

bool ocre_request_number(const char *topic, int64_t number, uint32_t timeout_ms, ocre_reply_fn *fn, void *context) {
  char digits[24];
  size_t length = wit_format(digits, sizeof digits, "%lld", (long long)number);
  return ocre_request_bytes(topic, digits, length, timeout_ms, fn, context);
}
