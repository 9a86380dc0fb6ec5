/* The neighbour of `reactor`: what one container does so that another one hears of it. */
#include "../tour.h"

bool ocre_app_run(void) {
  ocre_storage_kv_store_t store;
  wit_string_option_t no_type;
  no_type.is_some = false;
  tour("monotonic-clock.wait-for", ocre_system_monotonic_clock_wait_for(100000000));
  tour("publish", ocre_messaging_bus_publish(TEXT("tour/news"), tour_bytes("from other"), no_type));
  if (tour("[static]store.open", ocre_storage_kv_store_open(TEXT("plant"), &store))) {
    tour("[method]store.set", ocre_storage_kv_store_set(store, TEXT("mode/day"), tour_bytes("night")));
  }
  return true;
}

OCRE_APP_RUN_EXPORT();
