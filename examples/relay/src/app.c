/* Switches the pump on and off, and asks for the heater too: the grants decide about that. */
#include "app.h"

static void say(wit_string_t text) { ocre_system_log(OCRE_SYSTEM_LOG_LEVEL_INFO, WIT_STRING(""), text); }

static bool turn(wit_string_t name, bool on) {
  acme_relay_relays_state_t state;
  acme_relay_relays_error_code_t error;
  return acme_relay_relays_switch_relay(name, on, &state, &error) && state.on == on;
}

bool ocre_app_run(void) {
  bool pump = turn(WIT_STRING("pump"), true) && turn(WIT_STRING("pump"), false);
  say(pump ? WIT_STRING("pump: on and off again") : WIT_STRING("pump: refused"));
  bool heater = turn(WIT_STRING("heater"), true);
  say(heater ? WIT_STRING("heater: on") : WIT_STRING("heater: refused"));
  return pump;
}

OCRE_APP_RUN_EXPORT();
