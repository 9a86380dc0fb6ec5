/*
 * Timers that call functions: `auto blink = ocre::every(100, [] { led.toggle(); });`. The app's struct derives from
 * ocre::timers, which has the handler.
 */
#ifndef OCRE_TIMERS_HPP
#define OCRE_TIMERS_HPP

#include "okrt/callback.hpp"
#include "ocre/system.hpp"

/* How many may run at once: define it before the include of the SDK, and alike in all files of an app. */
#ifndef OCRE_TIMERS
#define OCRE_TIMERS 8
#endif

namespace okrt {

static_assert(is_table_size(OCRE_TIMERS), "OCRE_TIMERS is 1 to 4096");

struct timer_place : callback_place<> {
  bool repeats = false;
};
inline constinit timer_place timer_places[OCRE_TIMERS];
inline constexpr uint32_t first_timer = 0xffff0000;

}  // namespace okrt

namespace ocre {

/* Names a timer; false when the host refused, or all OCRE_TIMERS (8) run, which is a line in the log, if there is one. */
struct timer {
  system::token token = 0;

  constexpr explicit operator bool() const { return token != 0; }

  /* False: it is no longer running. */
  bool cancel() const {
    const uint32_t i = token - okrt::first_timer;
    if (i >= OCRE_TIMERS || !okrt::timer_places[i]) return false;
    okrt::timer_places[i].reset();
    return system::timers::cancel(token).has_value();
  }
};

/* What an app with functions for its timers derives from. Tokens from 0xffff0000 are taken. */
struct timers {
  static void on_timer(system::token token, uint32_t /* lost */) {
    const uint32_t i = token - okrt::first_timer;
    if (i >= OCRE_TIMERS || !okrt::timer_places[i]) return;
    // A timer that fires once is over when its function runs, which may start it again.
    okrt::timer_places[i].run(okrt::timer_places[i].repeats);
  }

  static timer start(uint32_t ms, bool repeats, const wit::callback<void()> &call) {
    for (uint32_t i = 0; i < OCRE_TIMERS; i++) {
      if (okrt::timer_places[i]) continue;
      if (!system::timers::start(okrt::first_timer + i, ms, repeats ? ms : 0)) return {};
      okrt::timer_places[i].set(call);
      okrt::timer_places[i].repeats = repeats;
      return {okrt::first_timer + i};
    }
    okrt::table_full("no timer is left; OCRE_TIMERS");
    return {};
  }
};

/* Calls the function once after so many milliseconds, or each time they have passed. */
inline timer after(uint32_t ms, const wit::callback<void()> &call) {
  return timers::start(ms, false, call);
}
inline timer every(uint32_t ms, const wit::callback<void()> &call) {
  return timers::start(ms, true, call);
}

}  // namespace ocre

#endif
