/* A command that does nothing. */
#include "command.h"

/* For the object file with the type of the component, which a device does not get. */
void __component_type_object_force_link_command(void) {}

bool exports_ocre_app_run_run(void) { return true; }
