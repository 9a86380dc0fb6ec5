/*
 * The loop of a command that waits for events: each one goes to the function that a reactor would export for it. An app
 * defines those it needs, as ocre_gpio_line_handler_on_line; the others do nothing, and timers and subscriptions made by
 * ocre_every, ocre_after and ocre_subscribe call their functions.
 */
#ifndef OCRE_DISPATCH_H
#define OCRE_DISPATCH_H

#include "ocre/system.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Calls the handler of one event. */
void ocre_dispatch(const ocre_system_events_event_t *event);

/* Waits up to timeout_ms for an event and dispatches it; false: the time ran out, or the app is to stop. */
bool ocre_dispatch_next(uint32_t timeout_ms);

/* Dispatches until the app is to stop, or a handler calls ocre_dispatch_end. */
void ocre_dispatch_all(void);
void ocre_dispatch_end(void);

/* What an app may define, as in a reactor; the first argument is the source's token. */
void ocre_system_timer_handler_on_timer(uint32_t token, uint32_t lost);
void ocre_gpio_line_handler_on_line(uint32_t token, uint32_t data, uint32_t lost, uint64_t time);
void ocre_sockets_socket_handler_on_socket(uint32_t token, uint8_t ready);
void ocre_sockets_name_handler_on_name(uint32_t token, uint32_t count);
void ocre_storage_store_handler_on_store_change(uint32_t token, uint32_t lost);
void ocre_sensors_sensor_handler_on_sample(uint32_t token, uint32_t lost);
void ocre_system_config_handler_on_config(uint32_t token);
void ocre_app_lifecycle_on_stop(uint8_t reason, uint32_t grace_ms);
/* In place of on_message: so many messages wait in the subscription. */
void ocre_messages_ready(uint32_t token);
/* True when the timer was one of ocre_every or ocre_after. */
bool ocre_timer_fired(uint32_t token);

#ifdef __cplusplus
}
#endif

#endif
