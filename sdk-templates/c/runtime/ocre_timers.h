/*
 * Timers that call functions. A reactor writes OCRE_SYSTEM_TIMER_HANDLER_EXPORT(); and needs no handler of its own; a
 * command calls ocre_dispatch.
 */
#ifndef OCRE_TIMERS_H
#define OCRE_TIMERS_H

#include "ocre/system.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef void ocre_timer_fn(void *context);

/* How many timers may run at once, where the app does not say it; -DOCRE_TIMERS=n is another way to say it. */
#ifndef OCRE_TIMERS
#define OCRE_TIMERS 8
#endif

/* Write OCRE_TIMERS_MAX(32); once, outside of functions, for another number of them; each takes 12 bytes. */
#define OCRE_TIMERS_MAX(count) \
  OKRT_TABLE_SIZE(count); \
  struct okrt_timer okrt_timers[count]; \
  const uint32_t okrt_timers_count = (count)

struct okrt_timer {
  ocre_timer_fn *fn;
  void *context;
  bool repeats;
};
extern struct okrt_timer okrt_timers[];
extern const uint32_t okrt_timers_count;

/*
 * Calls fn once after so many milliseconds, or each time they have passed. The answer names the timer; 0: the table is
 * full, which is a line in the log where the world has one, or the host refused. Tokens from 0xffff0000 are taken.
 */
uint32_t ocre_after(uint32_t ms, ocre_timer_fn *fn, void *context);
uint32_t ocre_every(uint32_t ms, ocre_timer_fn *fn, void *context);

/* False: there is no such timer any more. */
bool ocre_cancel(uint32_t timer);

/* For an app with an on_timer of its own: true when the timer was one of these, and its function was called. */
bool ocre_timer_fired(ocre_system_token_t token);

/* What the host calls; an app without one of its own has one that calls ocre_timer_fired. */
void ocre_system_timer_handler_on_timer(ocre_system_token_t token, uint32_t lost);

#ifdef __cplusplus
}
#endif

#endif
