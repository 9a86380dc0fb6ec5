// Publishes a counter five times, and logs each message of it that comes back.
#include "mcu_reactor.hpp"

namespace {

constexpr ocre::topic<unsigned> counts("count");
constexpr uint32_t period_ms = 200;
constexpr unsigned messages = 5;

ocre::timer timer;
ocre::topic_subscription subscription;
unsigned published;

void publish() {
  published += 1;
  counts.publish(published);
  if (published == messages) timer.cancel();
}

void receive(unsigned count) {
  ocre::log_info("received {}", count);
  // Without a timer and a subscription nothing can happen any more, and the host ends the app.
  if (count == messages) subscription.end();
}

}  // namespace

struct app : ocre::timers, ocre::topics {
  static bool on_start(ocre::app::lifecycle::start_reason) {
    subscription = counts.subscribe(receive);
    timer = ocre::every(period_ms, publish);
    return subscription && timer;
  }
};

WIT_APP(app);
