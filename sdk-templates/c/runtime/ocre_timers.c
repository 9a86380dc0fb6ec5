/* A table of functions; the token of a timer is its place in it. */
#include "ocre_timers.h"

#define OKRT_TIMER_TOKEN UINT32_C(0xffff0000)

/* An app with an OCRE_TIMERS_MAX of its own leaves these out. */
OKRT_TABLE_SIZE(OCRE_TIMERS);
OKRT_WEAK struct okrt_timer okrt_timers[OCRE_TIMERS];
OKRT_WEAK const uint32_t okrt_timers_count = OCRE_TIMERS;

static uint32_t okrt_start(uint32_t ms, bool repeats, ocre_timer_fn *fn, void *context) {
  for (uint32_t i = 0; i < okrt_timers_count; i++) {
    if (okrt_timers[i].fn != NULL) continue;
    if (ocre_system_timers_start(OKRT_TIMER_TOKEN + i, ms, repeats ? ms : 0) != OCRE_SYSTEM_STATUS_OK) return 0;
    okrt_timers[i].fn = fn;
    okrt_timers[i].context = context;
    okrt_timers[i].repeats = repeats;
    return OKRT_TIMER_TOKEN + i;
  }
  OKRT_TABLE_FULL("no timer is left; OCRE_TIMERS_MAX");
  return 0;
}

uint32_t ocre_after(uint32_t ms, ocre_timer_fn *fn, void *context) {
  return okrt_start(ms, false, fn, context);
}

uint32_t ocre_every(uint32_t ms, ocre_timer_fn *fn, void *context) {
  return okrt_start(ms, true, fn, context);
}

bool ocre_cancel(uint32_t timer) {
  uint32_t i = timer - OKRT_TIMER_TOKEN;
  if (i >= okrt_timers_count || okrt_timers[i].fn == NULL) return false;
  okrt_timers[i].fn = NULL;
  ocre_system_timers_cancel(timer);
  return true;
}

bool ocre_timer_fired(ocre_system_token_t token) {
  uint32_t i = token - OKRT_TIMER_TOKEN;
  if (i >= okrt_timers_count) return false;
  ocre_timer_fn *fn = okrt_timers[i].fn;
  if (fn == NULL) return true;
  /* A timer that fires once is over when its function runs, which may start it again. */
  if (!okrt_timers[i].repeats) okrt_timers[i].fn = NULL;
  fn(okrt_timers[i].context);
  return true;
}

/* An app that has its own leaves this one out. */
OKRT_WEAK void ocre_system_timer_handler_on_timer(uint32_t token, uint32_t lost) {
  (void)lost;
  ocre_timer_fired(token);
}
