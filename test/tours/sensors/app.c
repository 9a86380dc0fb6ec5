/* Every function of ocre:sensors. */
#include "../tour.h"

bool ocre_app_run(void) {
  ocre_sensors_sensor_info_list_t list;
  ocre_sensors_sensor_t sensor;
  ocre_sensors_quantity_t quantity = OCRE_SENSORS_QUANTITY_OTHER;
  ocre_system_events_event_option_t event;
  double value = 0;
  tour("list-sensors", ocre_sensors_list_sensors(0, 8, &list));
  tour_number("list-sensors", list.len);
  if (!tour("[static]sensor.open", ocre_sensors_sensor_open(TEXT("room"), &sensor))) {
    return true;
  }
  tour_number("[method]sensor.channel-count", ocre_sensors_sensor_channel_count(sensor));
  tour("[method]sensor.channel-quantity", ocre_sensors_sensor_channel_quantity(sensor, 0, &quantity));
  tour_is("[method]sensor.channel-quantity", quantity == OCRE_SENSORS_QUANTITY_TEMPERATURE);
  tour("[method]sensor.read", ocre_sensors_sensor_read(sensor, 0, &value));
  tour_is("[method]sensor.read", value > 21.4 && value < 21.6);
  tour("[method]sensor.read", ocre_sensors_sensor_read(sensor, 99, &value));
  tour("[method]sensor.sample", ocre_sensors_sensor_sample(sensor, 5, 4));
  event = ocre_system_events_wait(1000);
  tour_is("[method]sensor.sample", event.is_some && event.value.kind == OCRE_SYSTEM_EVENTS_EVENT_KIND_SENSOR && event.value.token == 4);
  ocre_sensors_sensor_drop(sensor);
  return true;
}

OCRE_APP_RUN_EXPORT();
