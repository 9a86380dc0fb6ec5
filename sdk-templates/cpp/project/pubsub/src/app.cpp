// Publishes a counter five times, and logs each message of it that comes back.
#include "mcu_reactor.hpp"

namespace bus = ocre::messaging::bus;
namespace timers = ocre::system::timers;

namespace {

constexpr ocre::system::token tick = 1;
constexpr ocre::system::token counts = 2;
constexpr uint32_t period_ms = 200;
constexpr unsigned messages = 5;

bus::subscription subscription;
unsigned published;
unsigned received;

}  // namespace

struct app {
  static bool on_start(ocre::app::lifecycle::start_reason) {
    auto opened = bus::subscription::open("count", {.queue = 8, .max_payload = 16}, counts);
    if (!opened) return false;
    subscription = *wit::move(opened);
    return timers::start(tick, period_ms, period_ms).has_value();
  }

  static void on_timer(ocre::system::token token, uint32_t /* lost */) {
    published += 1;
    const char text[] = {char('0' + published)};
    bus::publish("count", wit::bytes_of({text, sizeof text}), wit::nullopt);
    if (published == messages) timers::cancel(token);
  }

  static ocre::messaging::disposition on_message(ocre::system::token, const ocre::messaging::message &message) {
    char text[] = "received 0";
    if (message.payload.size() == 1) text[sizeof text - 2] = char(message.payload[0]);
    ocre::system::log::log(ocre::system::log::level::info, "", text);
    received += 1;
    // Without a timer and a subscription nothing can happen any more, and the host ends the app.
    if (received == messages) subscription.reset();
    return ocre::messaging::disposition::accept;
  }

  static void on_stop(ocre::app::lifecycle::stop_reason, uint32_t /* grace_ms */) {}
};

OCRE_APP_LIFECYCLE_EXPORT(app);
OCRE_SYSTEM_TIMER_HANDLER_EXPORT(app);
OCRE_MESSAGING_MESSAGE_HANDLER_EXPORT(app);
