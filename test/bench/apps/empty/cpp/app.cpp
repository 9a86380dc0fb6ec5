// A command that does nothing.
#include "command.hpp"

struct command {
  static bool run() { return true; }
};

WIT_APP(command);
