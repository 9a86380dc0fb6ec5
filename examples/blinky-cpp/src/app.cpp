// Blinks led0 ten times.
#include "blinky.hpp"

namespace lines = ocre::gpio::lines;

namespace {

constexpr uint32_t half_period_ms = 100;
constexpr uint32_t changes = 20;

lines::output led;
ocre::timer timer;
uint32_t changed;

void change() {
  changed += 1;
  led.write(changed % 2 == 1);
  // Without a timer nothing can happen any more, and the host ends the app.
  if (changed == changes) timer.cancel();
}

}  // namespace

struct blinky : ocre::timers {
  static bool on_start(ocre::app::lifecycle::start_reason) {
    auto opened = lines::output::open("led0", {});
    if (!opened) return false;
    led = *wit::move(opened);
    timer = ocre::every(half_period_ms, change);
    return bool(timer);
  }
};

WIT_APP(blinky);
