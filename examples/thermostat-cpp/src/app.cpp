// Heats below the target, stops above it, and in between goes on with what it does.
#include "reactor.hpp"

namespace lines = ocre::gpio::lines;
namespace config = ocre::system::config;
using ocre::sensors::quantity;
using ocre::sensors::sensor;

namespace {

constexpr ocre::system::token sample_token = 1;
constexpr ocre::system::token config_token = 2;
constexpr uint32_t period_ms = 1000;

sensor room;
uint32_t temperature;
lines::output heater;
double target;
double hysteresis;
wit::option<bool> heats;

/// A number of the configuration; what is missing or none leaves things as they are.
void read(wit::string_view key, double &value) {
  const auto text = config::get(key, 16);
  if (!text || !text->has_value()) return;
  if (const auto number = wit::parse_real(**text)) value = *number;
  else ocre::log_warn("{} is no number: {}", key, **text);
}

void read_config() {
  read("target", target);
  read("hysteresis", hysteresis);
  ocre::log_info("target {:.1}, hysteresis {:.1}", target, hysteresis);
}

/// The sensor's first channel that measures a temperature.
wit::option<uint32_t> find_temperature() {
  for (uint32_t i = 0; i < room.channel_count(); i++) {
    const auto measures = room.channel_quantity(i);
    if (measures && *measures == quantity::temperature) return i;
  }
  return wit::nullopt;
}

void heat(bool on) {
  if (heats && *heats == on) return;
  heats = on;
  heater.write(on);
}

}  // namespace

struct thermostat {
  static bool on_start(ocre::app::lifecycle::start_reason) {
    auto opened = sensor::open("room");
    auto output = lines::output::open("heater", {});
    if (!opened || !output) return false;
    room = *wit::move(opened);
    heater = *wit::move(output);
    const auto channel = find_temperature();
    if (!channel) return false;
    temperature = *channel;
    read_config();
    return config::watch(config_token) && room.sample(period_ms, sample_token);
  }

  static void on_config(ocre::system::token) { read_config(); }

  static void on_sample(ocre::system::token, uint32_t /* lost */) {
    const auto measured = room.read(temperature);
    if (!measured) {
      if (heats && *heats) ocre::log_warn("no measurement: the heater is off");
      return heat(false);
    }
    const double below = target - *measured;
    if (below > hysteresis || (below > -hysteresis && heats && *heats)) {
      if (!heats || !*heats) ocre::log_info("{:.1}: heats", *measured);
      heat(true);
    } else {
      if (heats && *heats) ocre::log_info("{:.1}: warm enough", *measured);
      heat(false);
    }
  }
};

WIT_APP(thermostat);
