/** The questions in C. */
import type { Asking } from "./asking.js";

const body = `
static void quiet(void *context, const ocre_messaging_message_t *reply) {
  (void)context;
  OCRE_LOG_INFO(reply == NULL ? "no answer" : "an answer");
  finish();
}

static void loud(void *context, const ocre_messaging_message_t *reply) {
  int64_t number = 0;
  if (reply != NULL && ocre_number_of(reply, &number)) OCRE_LOG_INFO("answer %lld", (long long)number);
  if (!ocre_request_text("test/quiet", "anybody?", 50, quiet, context)) OCRE_LOG_ERROR("not asked");
}

static void answer(void *context, const ocre_messaging_message_t *message) {
  int64_t number = 0;
  (void)context;
  if (ocre_number_of(message, &number)) ocre_reply_number(message, 2 * number);
}

static void hear(void *context, const ocre_messaging_message_t *message) {
  (void)context;
  OCRE_LOG_INFO("heard %.*s", WIT_PRINT(message->payload));
}

static bool begin(void) {
  return ocre_subscribe("test/double", answer, NULL) && ocre_subscribe("test/quiet", hear, NULL) &&
         ocre_request_number("test/double", 21, 1000, loud, NULL);
}
`;

export const c: Asking = {
  path: "src/app.c",
  command: `#include "command.h"
#define finish ocre_dispatch_end
${body}
bool ocre_app_run(void) {
  if (!begin()) return false;
  ocre_dispatch_all();
  return true;
}
OCRE_APP_RUN_EXPORT();
`,
  reactor: `#include "reactor.h"
static void finish(void) {}
${body}
bool ocre_app_lifecycle_on_start(ocre_app_lifecycle_start_reason_t reason) {
  (void)reason;
  return begin();
}
OCRE_APP_LIFECYCLE_EXPORT();
OCRE_SYSTEM_TIMER_HANDLER_EXPORT();
OCRE_MESSAGING_MESSAGE_HANDLER_EXPORT();
`,
};
