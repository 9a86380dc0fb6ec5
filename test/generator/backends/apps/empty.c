#include "command.h"
bool ocre_app_run(void) { return true; }
OCRE_APP_RUN_EXPORT();
