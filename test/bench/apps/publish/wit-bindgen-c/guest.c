/* Publishes one message. */
#include "command.h"

/* For the object file with the type of the component, which a device does not get. */
void __component_type_object_force_link_command(void) {}

bool exports_ocre_app_run_run(void) {
  command_string_t topic = {(uint8_t *)"sensors/temp", 12};
  command_list_u8_t payload = {(uint8_t *)"21.5", 4};
  return ocre_messaging_bus_publish(&topic, &payload, 0) == OCRE_SYSTEM_TYPES_STATUS_OK;
}
