// Blinks led0 ten times.
#include "blinky.hpp"

namespace lines = ocre::gpio::lines;
namespace timers = ocre::system::timers;

namespace {

constexpr ocre::system::token blink_timer = 1;
constexpr uint32_t half_period_ms = 100;
constexpr uint32_t changes = 20;

lines::output led;
uint32_t changed;

}  // namespace

struct blinky {
  static bool on_start(ocre::app::lifecycle::start_reason) {
    auto opened = lines::output::open("led0", {});
    if (!opened) return false;
    led = *wit::move(opened);
    return timers::start(blink_timer, half_period_ms, half_period_ms).has_value();
  }

  static void on_timer(ocre::system::token token, uint32_t /* lost */) {
    changed += 1;
    led.write(changed % 2 == 1);
    // Without a timer nothing can happen any more, and the host ends the app.
    if (changed == changes) timers::cancel(token);
  }
};

WIT_APP(blinky);
