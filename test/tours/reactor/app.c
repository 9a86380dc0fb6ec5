/* Every handler. led0 is wired to button0; the app `other` writes to the shared store and publishes. */
#define TOUR_WORLD "reactor.h"
#include "../tour.h"

static ocre_gpio_lines_output_t led;
static ocre_gpio_lines_input_t button;
static ocre_messaging_bus_subscription_t subscription;
static ocre_storage_kv_store_t store;
static ocre_sensors_sensor_t sensor;
static ocre_sockets_udp_udp_socket_t socket;

static void open_lines(void) {
  ocre_gpio_lines_output_options_t out_options;
  ocre_gpio_lines_input_options_t in_options;
  out_options.drive = OCRE_GPIO_LINES_DRIVE_PUSH_PULL;
  out_options.bias = OCRE_GPIO_LINES_BIAS_AS_IS;
  out_options.active_low = false;
  out_options.initially_active = false;
  in_options.bias = OCRE_GPIO_LINES_BIAS_AS_IS;
  in_options.active_low = false;
  in_options.debounce_us = 0;
  tour("[static]output.open", ocre_gpio_lines_output_open(TEXT("led0"), &out_options, &led));
  tour("[static]input.open", ocre_gpio_lines_input_open(TEXT("button0"), &in_options, &button));
  tour("[method]input.watch", ocre_gpio_lines_input_watch(button, OCRE_GPIO_LINES_EDGES_RISING, 1));
}

static void subscribe(void) {
  ocre_messaging_bus_subscribe_options_t options;
  options.qos = OCRE_MESSAGING_QOS_AT_MOST_ONCE;
  options.queue = 8;
  options.overflow = OCRE_MESSAGING_BUS_OVERFLOW_DROP_OLDEST;
  options.max_payload = 64;
  options.retained = OCRE_MESSAGING_BUS_RETAINED_SEND;
  options.no_local = false;
  options.group.is_some = false;
  tour("[static]subscription.open", ocre_messaging_bus_subscription_open(TEXT("tour/#"), &options, 2, &subscription));
}

static void open_socket(void) {
  ocre_sockets_ipv4_address_t address;
  address.f0 = 127;
  address.f1 = 0;
  address.f2 = 0;
  address.f3 = 1;
  tour("[static]udp-socket.open", ocre_sockets_udp_udp_socket_open(ocre_sockets_ip_address_option_some(ocre_sockets_ip_address_make_ipv4(address)), 0, &socket));
  tour("[method]udp-socket.watch", ocre_sockets_udp_udp_socket_watch(socket, OCRE_SOCKETS_READINESS_READABLE, 6));
}

static void send_to_self(void) {
  ocre_sockets_socket_address_t address;
  tour("[method]udp-socket.local-address", ocre_sockets_udp_udp_socket_local_address(socket, &address));
  tour("[method]udp-socket.send-to", ocre_sockets_udp_udp_socket_send_to(socket, tour_bytes("self"), &address));
}

bool ocre_app_lifecycle_on_start(ocre_app_lifecycle_start_reason_t reason) {
  tour_is("on-start", reason <= OCRE_APP_LIFECYCLE_START_REASON_RECOVERY);
  open_lines();
  subscribe();
  open_socket();
  tour("[static]store.open", ocre_storage_kv_store_open(TEXT("plant"), &store));
  tour("[method]store.watch", ocre_storage_kv_store_watch(store, TEXT("mode/"), 3));
  tour("[static]sensor.open", ocre_sensors_sensor_open(TEXT("room"), &sensor));
  tour("[method]sensor.sample", ocre_sensors_sensor_sample(sensor, 20, 4));
  tour("config.watch", ocre_system_config_watch(5));
  tour("start-resolve", ocre_sockets_names_start_resolve(TEXT("localhost"), 7));
  tour("timers.start", ocre_system_timers_start(8, 30, 0));
  return true;
}

void ocre_app_lifecycle_on_stop(ocre_app_lifecycle_stop_reason_t reason, uint32_t grace_ms) {
  tour_is("on-stop", reason <= OCRE_APP_LIFECYCLE_STOP_REASON_LIMIT && grace_ms > 0);
}

void ocre_system_timer_handler_on_timer(ocre_system_token_t token, uint32_t lost) {
  (void)lost;
  tour_number("on-timer", token);
  tour("monotonic-clock.wait-for", ocre_system_monotonic_clock_wait_for(1000));
  tour("[method]output.write", ocre_gpio_lines_output_write(led, true));
  send_to_self();
}

void ocre_gpio_line_handler_on_line(ocre_system_token_t token, uint32_t data, uint32_t lost, ocre_system_mark_t time) {
  (void)lost;
  tour_is("on-line", token == 1 && data == 1 && time > 0);
}

ocre_messaging_disposition_t ocre_messaging_message_handler_on_message(ocre_system_token_t token, const ocre_messaging_message_t *message) {
  tour_is("on-message", token == 2);
  tour_show("on-message", message->payload.ptr, message->payload.len);
  tour_show("on-message", message->sender.ptr, message->sender.len);
  return OCRE_MESSAGING_DISPOSITION_ACCEPT;
}

void ocre_storage_store_handler_on_store_change(ocre_system_token_t token, uint32_t lost) {
  (void)lost;
  tour_number("on-store-change", token);
}

void ocre_sensors_sensor_handler_on_sample(ocre_system_token_t token, uint32_t lost) {
  (void)lost;
  tour_number("on-sample", token);
  tour("[method]sensor.sample", ocre_sensors_sensor_sample(sensor, 0, token));
}

void ocre_sockets_socket_handler_on_socket(ocre_system_token_t token, ocre_sockets_readiness_t ready) {
  ocre_sockets_udp_datagram_t datagram;
  tour_is("on-socket", token == 6 && (ready & OCRE_SOCKETS_READINESS_READABLE) != 0);
  if (tour("[method]udp-socket.receive", ocre_sockets_udp_udp_socket_receive(socket, 16, 1000, &datagram))) {
    tour_show("on-socket", datagram.data.ptr, datagram.data.len);
  }
}

void ocre_sockets_name_handler_on_name(ocre_system_token_t token, uint32_t count) {
  tour_is("on-name", token == 7 && count > 0);
}

void ocre_system_config_handler_on_config(ocre_system_token_t token) {
  tour_number("on-config", token);
}

ocre_system_health_state_t ocre_system_health_handler_on_health_check(void) {
  tour_say("on-health-check", TEXT("ok"));
  return OCRE_SYSTEM_HEALTH_STATE_HEALTHY;
}

OCRE_APP_REACTOR_WORLD_EXPORT();
