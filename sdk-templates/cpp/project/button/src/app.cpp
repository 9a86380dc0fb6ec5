// Each press of the button toggles led0, and the log says so.
#include "mcu_reactor.hpp"

namespace lines = ocre::gpio::lines;

namespace {

constexpr ocre::system::token button_token = 1;
constexpr uint32_t debounce_us = 20'000;

lines::input button;
lines::output led;
bool is_on;

}  // namespace

struct app {
  static bool on_start(ocre::app::lifecycle::start_reason) {
    auto output = lines::output::open("led0", {});
    auto input = lines::input::open("button", {.debounce_us = debounce_us});
    if (!output || !input) return false;
    led = *wit::move(output);
    button = *wit::move(input);
    return button.watch(lines::edges::rising, button_token).has_value();
  }

  static void on_line(ocre::system::token, uint32_t /* data */, uint32_t /* lost */, ocre::system::mark) {
    is_on = !is_on;
    led.write(is_on);
    ocre::log_info("led0 {}", is_on ? "on" : "off");
  }
};

WIT_APP(app);
