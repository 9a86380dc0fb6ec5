#include "command.hpp"
struct app {
  static bool run() { return true; }
};
OCRE_APP_RUN_EXPORT(app);
