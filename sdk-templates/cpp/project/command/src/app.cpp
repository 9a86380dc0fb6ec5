// Runs once: publishes a message, says so, and ends.
#include "command.hpp"

namespace {

constexpr ocre::topic<wit::string_view> hello("hello");

}  // namespace

struct command {
  static bool run() {
    if (!hello.publish("hello")) {
      ocre::log_error("refused");
      return false;
    }
    ocre::log_info("published");
    return true;
  }
};

WIT_APP(command);
