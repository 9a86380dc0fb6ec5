/* From events to handlers, and handlers for what an app leaves out. */
#include "ocre_dispatch.h"

static bool okrt_ended;

void ocre_dispatch(const ocre_system_events_event_t *event) {
  switch (event->kind) {
    case OCRE_SYSTEM_EVENTS_EVENT_KIND_TIMER:
      ocre_system_timer_handler_on_timer(event->token, event->lost);
      break;
    case OCRE_SYSTEM_EVENTS_EVENT_KIND_LINE:
      ocre_gpio_line_handler_on_line(event->token, event->data, event->lost, event->time);
      break;
    case OCRE_SYSTEM_EVENTS_EVENT_KIND_SOCKET:
      ocre_sockets_socket_handler_on_socket(event->token, (uint8_t)event->data);
      break;
    case OCRE_SYSTEM_EVENTS_EVENT_KIND_NAME:
      ocre_sockets_name_handler_on_name(event->token, event->data);
      break;
    case OCRE_SYSTEM_EVENTS_EVENT_KIND_MESSAGE:
      ocre_messages_ready(event->token);
      break;
    case OCRE_SYSTEM_EVENTS_EVENT_KIND_STORE:
      ocre_storage_store_handler_on_store_change(event->token, event->lost);
      break;
    case OCRE_SYSTEM_EVENTS_EVENT_KIND_SENSOR:
      ocre_sensors_sensor_handler_on_sample(event->token, event->lost);
      break;
    case OCRE_SYSTEM_EVENTS_EVENT_KIND_CONFIG:
      ocre_system_config_handler_on_config(event->token);
      break;
    case OCRE_SYSTEM_EVENTS_EVENT_KIND_STOP: {
      uint64_t now = ocre_system_monotonic_clock_now();
      uint64_t grace_ms = event->time > now ? (event->time - now) / 1000000 : 0;
      ocre_app_lifecycle_on_stop((uint8_t)event->data, grace_ms > UINT32_MAX ? UINT32_MAX : (uint32_t)grace_ms);
      break;
    }
    default:
      break;
  }
}

bool ocre_dispatch_next(uint32_t timeout_ms) {
  ocre_system_events_event_option_t event = ocre_system_events_wait(timeout_ms);
  if (event.is_some) ocre_dispatch(&event.value);
  return event.is_some;
}

void ocre_dispatch_all(void) {
  okrt_ended = false;
  while (!okrt_ended && ocre_dispatch_next(UINT32_MAX)) {
  }
}

void ocre_dispatch_end(void) {
  okrt_ended = true;
}

/* In place of the tables of ocre_timers.c and ocre_topics.c, in a world without them. */
OKRT_WEAK bool ocre_timer_fired(uint32_t token) {
  (void)token;
  return false;
}
OKRT_WEAK void ocre_messages_ready(uint32_t token) {
  (void)token;
}

OKRT_WEAK void ocre_system_timer_handler_on_timer(uint32_t token, uint32_t lost) {
  (void)lost;
  ocre_timer_fired(token);
}
OKRT_WEAK void ocre_gpio_line_handler_on_line(uint32_t token, uint32_t data, uint32_t lost, uint64_t time) {
  (void)token;
  (void)data;
  (void)lost;
  (void)time;
}
OKRT_WEAK void ocre_sockets_socket_handler_on_socket(uint32_t token, uint8_t ready) {
  (void)token;
  (void)ready;
}
OKRT_WEAK void ocre_sockets_name_handler_on_name(uint32_t token, uint32_t count) {
  (void)token;
  (void)count;
}
OKRT_WEAK void ocre_storage_store_handler_on_store_change(uint32_t token, uint32_t lost) {
  (void)token;
  (void)lost;
}
OKRT_WEAK void ocre_sensors_sensor_handler_on_sample(uint32_t token, uint32_t lost) {
  (void)token;
  (void)lost;
}
OKRT_WEAK void ocre_system_config_handler_on_config(uint32_t token) {
  (void)token;
}
OKRT_WEAK void ocre_app_lifecycle_on_stop(uint8_t reason, uint32_t grace_ms) {
  (void)reason;
  (void)grace_ms;
}
