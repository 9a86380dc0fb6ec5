// A command that lives on events: timers, topics, a handler of its own, and the stop.
#include "command.hpp"

namespace lines = ocre::gpio::lines;

namespace {

constexpr ocre::topic<int> ticks_topic("ticks");
constexpr ocre::topic<wit::bytes> more_topic("more");
constexpr ocre::topic<double> real_topic("real");

ocre::timer ticker;
int ticks;
int left = 2;
int count;

void once() {
  ocre::log_info("once {}", left);
  if (--left > 0) ocre::after(5, once);
}

void heard(int number) {
  ocre::log_info("ticks says {}", number);
  // Far more than the arena holds, unless each message gives its memory back.
  if (number == 30) {
    static const uint8_t bytes[250] = {};
    for (int i = 0; i < 20; i++) more_topic.publish(bytes);
  }
}

}  // namespace

struct app : ocre::timers, ocre::topics {
  static void on_line(ocre::system::token token, uint32_t data, uint32_t lost, ocre::system::mark time) {
    ocre::log_info("line {} is {}, lost {}, {}", token, data, lost, time > 0 ? "stamped" : "?");
  }
  static void on_stop(uint32_t, uint32_t grace_ms) {
    ocre::log_info("stop, {}", grace_ms > 0 ? "with grace" : "at once");
  }

  static bool run() {
    OCRE_ASSERT(ticks_topic.subscribe(heard) && real_topic.subscribe([](double of) { ocre::log_info("{:.2}", of); }));
    OCRE_ASSERT(more_topic.subscribe([seen = &count](wit::bytes bytes) {
      OCRE_ASSERT(bytes.size() == 250);
      if (++*seen == 8) ocre::log_info("all of the queue");
    }));
    auto input = lines::input::open("button", {});
    OCRE_ASSERT(input && input->watch(lines::edges::rising, 7).has_value());
    // What a function captured is kept from one call to the next, and is its own until it returns.
    ticker = ocre::every(100, [word = "tick", mine = 0]() mutable {
      ticks = ++mine;
      if (mine == 3) OCRE_ASSERT(ticker.cancel() && !ticker.cancel() && ocre::after(UINT32_MAX, once));
      ocre::log_info("{} {}", word, mine);
      ticks_topic.publish(mine * 10);
      if (mine == 2) real_topic.publish(-2.5);
    });
    OCRE_ASSERT(ticker && ocre::after(10, once));
    // No more than OCRE_TIMERS of them.
    for (int i = 0; i < 6; i++) OCRE_ASSERT(ocre::after(UINT32_MAX, once));
    OCRE_ASSERT(!ocre::after(1, once));
    ocre::dispatch_all<app>();
    ocre::log_at(ocre::system::log::level::warn, "end", "ended after {} ticks", ticks);
    ocre::log_debug("below the threshold");
    OCRE_ASSERT(ticks == 4);
    return true;
  }
};

WIT_APP(app);
