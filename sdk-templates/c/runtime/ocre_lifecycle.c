/* What a reactor does that has no on_start or no on_stop of its own: it starts, and stops. */
#include "ocre/app.h"

OKRT_WEAK bool ocre_app_lifecycle_on_start(uint8_t reason) {
  (void)reason;
  return true;
}
OKRT_WEAK void ocre_app_lifecycle_on_stop(uint8_t reason, uint32_t grace_ms) {
  (void)reason;
  (void)grace_ms;
}
