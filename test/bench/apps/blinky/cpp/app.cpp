// Blinks led0 once a second for as long as it runs.
#include "command.hpp"

struct command {
  static bool run() {
    auto led = ocre::gpio::lines::output::open("led0", {});
    if (!led) return false;
    while (led->toggle()) ocre::system::monotonic_clock::wait_for(500000000);
    return false;
  }
};

WIT_APP(command);
