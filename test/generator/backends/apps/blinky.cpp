#include "command.hpp"
struct app {
  static bool run() {
    auto led = ocre::gpio::lines::output::open("led0", {.initially_active = true});
    if (!led) return false;
    for (int i = 0; i < 10; i++) {
      if (!led->toggle()) return false;
      ocre::system::monotonic_clock::wait_for(500'000'000);
    }
    return true;
  }
};
OCRE_APP_RUN_EXPORT(app);
