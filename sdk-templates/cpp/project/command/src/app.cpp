// Runs once: publishes a message, says so, and ends.
#include "command.hpp"

using ocre::system::log::level;
using ocre::system::log::log;

struct command {
  static bool run() {
    const auto sent = ocre::messaging::bus::publish("hello", wit::bytes_of("hello"), wit::nullopt);
    log(level::info, "", sent ? "published" : "refused");
    return sent.has_value();
  }
};

WIT_APP(command);
