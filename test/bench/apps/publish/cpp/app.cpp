// Publishes one message.
#include "command.hpp"

struct command {
  static bool run() {
    return ocre::messaging::bus::publish("sensors/temp", wit::bytes_of("21.5"), wit::nullopt).has_value();
  }
};

WIT_APP(command);
