/* A session: connect, subscribe, publish by a timer, answer what is heard, ping when it is quiet. */
#include "command.h"
#include "mqtt.h"

enum {
  connection_token = 1,
  subscribe_id = 1,
  keep_alive_s = 3,
  ping_ms = 1000,
  count_ms = 200,
  timeout_ms = 2000,
};

static ocre_sockets_tcp_connection_t connection;
static uint8_t received[mqtt_packet_size];
static size_t received_count;
static unsigned counter;
static bool went_well;

static void end(bool well) {
  went_well = well;
  ocre_dispatch_end();
}

/* All of a packet, or the end of the session. */
static void send(const uint8_t *packet, size_t size) {
  OCRE_ASSERT(size > 0);
  while (size > 0) {
    uint32_t taken = 0;
    if (ocre_sockets_tcp_connection_send(connection, wit_bytes_make(packet, size), timeout_ms, &taken) !=
        OCRE_SYSTEM_STATUS_OK) {
      OCRE_LOG_ERROR("the broker takes nothing any more");
      end(false);
      return;
    }
    packet += taken;
    size -= taken;
  }
}

static void publish_count(void *context) {
  (void)context;
  uint8_t packet[mqtt_packet_size];
  char text[12];
  size_t length = wit_format(text, sizeof text, "%u", ++counter);
  send(packet, mqtt_make_publish(packet, "ocre/count", (struct mqtt_bytes){(const uint8_t *)text, length}));
}

static void ping(void *context) {
  (void)context;
  uint8_t packet[mqtt_packet_size];
  send(packet, mqtt_make_empty(packet, mqtt_pingreq));
}

static void heard(const struct mqtt_packet *message) {
  uint8_t packet[mqtt_packet_size];
  OCRE_LOG_INFO("%.*s: %.*s", WIT_PRINT(message->topic), WIT_PRINT(message->payload));
  if (message->qos == 1) send(packet, mqtt_make_puback(packet, message->id));
  wit_string_t text = wit_string_make((const char *)message->payload.ptr, message->payload.len);
  if (!wit_string_equal(text, WIT_STRING("stop"))) return;
  send(packet, mqtt_make_empty(packet, mqtt_disconnect));
  end(true);
}

static void handle(const struct mqtt_packet *packet) {
  uint8_t answer[mqtt_packet_size];
  switch (packet->type) {
    case mqtt_connack:
      if (packet->payload.ptr[1] != 0) {
        OCRE_LOG_ERROR("the broker refuses, with code %u", packet->payload.ptr[1]);
        end(false);
        return;
      }
      send(answer, mqtt_make_subscribe(answer, subscribe_id, "ocre/command", 1));
      break;
    case mqtt_suback:
      OCRE_LOG_INFO("hears ocre/command");
      OCRE_ASSERT(ocre_every(count_ms, publish_count, NULL) != 0 && ocre_every(ping_ms, ping, NULL) != 0);
      break;
    case mqtt_publish:
      heard(packet);
      break;
    default:
      break;
  }
}

void ocre_sockets_socket_handler_on_socket(uint32_t token, uint8_t ready) {
  (void)token;
  (void)ready;
  wit_bytes_t bytes;
  uint32_t room = (uint32_t)(sizeof received - received_count);
  ocre_system_status_t status = ocre_sockets_tcp_connection_receive(connection, room, 0, &bytes);
  if (status == OCRE_SYSTEM_STATUS_WOULD_BLOCK) return;
  if (status != OCRE_SYSTEM_STATUS_OK || bytes.len == 0) {
    OCRE_LOG_ERROR("the broker is gone");
    end(false);
    return;
  }
  for (size_t i = 0; i < bytes.len; i++) received[received_count++] = bytes.ptr[i];
  for (;;) {
    struct mqtt_packet packet;
    enum mqtt_read read = mqtt_read(received, received_count, &packet);
    if (read == mqtt_part) return;
    if (read == mqtt_wrong) {
      OCRE_LOG_ERROR("the broker sent what is no packet for this client");
      end(false);
      return;
    }
    handle(&packet);
    received_count -= packet.size;
    for (size_t i = 0; i < received_count; i++) received[i] = received[packet.size + i];
  }
}

static uint16_t broker_port(void) {
  wit_string_option_t text;
  int64_t port = 0;
  ocre_system_status_t status = ocre_system_config_get(WIT_STRING("broker-port"), 5, &text);
  if (status != OCRE_SYSTEM_STATUS_OK || !text.is_some) return 0;
  return wit_parse_number(wit_bytes_of(text.value), &port) && port > 0 && port <= UINT16_MAX ? (uint16_t)port : 0;
}

bool ocre_app_run(void) {
  uint8_t packet[mqtt_packet_size];
  uint16_t port = broker_port();
  if (ocre_sockets_tcp_connection_connect(WIT_STRING("127.0.0.1"), port, timeout_ms, &connection) !=
      OCRE_SYSTEM_STATUS_OK) {
    OCRE_LOG_ERROR("no broker at port %u", port);
    return false;
  }
  send(packet, mqtt_make_connect(packet, "mqtt-c", keep_alive_s));
  ocre_sockets_tcp_connection_watch(connection, OCRE_SOCKETS_READINESS_READABLE, connection_token);
  ocre_dispatch_all();
  ocre_sockets_tcp_connection_drop(connection);
  return went_well;
}

OCRE_APP_RUN_EXPORT();
