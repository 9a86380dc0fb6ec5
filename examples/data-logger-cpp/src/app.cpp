// Measures, numbers and publishes; stores what cannot be published now.
#include "pending.hpp"

namespace bus = ocre::messaging::bus;
using ocre::messaging::qos;
using ocre::sensors::sensor;
using ocre::storage::kv::store;

namespace {

constexpr ocre::topic<wit::string_view> uplink("uplink");
constexpr ocre::system::token sample_token = 1;
constexpr uint32_t period_ms = 1000;

sensor room;
store numbers;
bool is_up;

/// At least once: true means that the host has it.
bool publish(wit::string_view line) {
  return bus::publish_with("readings", wit::bytes_of(line), {.qos = qos::at_least_once}).has_value();
}

void set_uplink(wit::string_view state) {
  const bool up = state == "up";
  if (up == is_up) return;
  is_up = up;
  ocre::log_info("the uplink is {}", up ? "up" : "down");
  if (!up) return;
  if (const unsigned sent = pending::forward(publish); sent > 0) ocre::log_info("sent {} stored readings", sent);
}

}  // namespace

struct logger : ocre::topics {
  static bool on_start(ocre::app::lifecycle::start_reason) {
    auto opened = sensor::open("room");
    auto counters = store::open("default");
    if (!opened || !counters || !uplink.subscribe(set_uplink)) return false;
    room = *wit::move(opened);
    numbers = *wit::move(counters);
    return room.sample(period_ms, sample_token).has_value();
  }

  static void on_sample(ocre::system::token, uint32_t lost) {
    if (lost > 0) ocre::log_warn("{} samples were missed", lost);
    const auto measured = room.read(0);
    const auto number = numbers.increment("readings", 1);
    if (!measured || !number) return ocre::log_error("no reading");
    char text[pending::longest_line];
    const auto line = wit::format(text, "{} {:.2}", *number, *measured);
    if (is_up && publish(line)) return;
    if (!pending::store(line)) ocre::log_error("reading {} is lost", *number);
  }
};

WIT_APP(logger);
