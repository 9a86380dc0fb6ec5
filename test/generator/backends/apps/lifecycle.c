#include "reactor.h"
bool ocre_app_lifecycle_on_start(ocre_app_lifecycle_start_reason_t reason) { (void)reason; return true; }
void ocre_app_lifecycle_on_stop(ocre_app_lifecycle_stop_reason_t reason, uint32_t grace_ms) { (void)reason; (void)grace_ms; }
OCRE_APP_LIFECYCLE_EXPORT();
