#include "reactor.hpp"
struct app {
  static bool on_start(ocre::app::lifecycle::start_reason) { return true; }
  static void on_stop(ocre::app::lifecycle::stop_reason, uint32_t) {}
};
OCRE_APP_LIFECYCLE_EXPORT(app);
