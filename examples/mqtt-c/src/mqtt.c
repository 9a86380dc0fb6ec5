/* A packet is a byte of type and flags, the length of the rest in groups of seven bits, and the rest. */
#include "mqtt.h"

/* Room before the rest, for a header of a length of two bytes. */
enum {
  header = 3,
};

struct rest {
  uint8_t *bytes;
  size_t size;
  bool full;
};

static void put(struct rest *to, uint8_t byte) {
  if (header + to->size == mqtt_packet_size) to->full = true;
  else to->bytes[header + to->size++] = byte;
}

static void put_number(struct rest *to, uint16_t number) {
  put(to, (uint8_t)(number >> 8));
  put(to, (uint8_t)number);
}

static void put_text(struct rest *to, const char *text) {
  size_t length = 0;
  while (text[length] != '\0') length++;
  put_number(to, (uint16_t)length);
  for (size_t i = 0; i < length; i++) put(to, (uint8_t)text[i]);
}

/* The header goes right before the rest, and both to the start of the buffer. */
static size_t finish(struct rest *to, enum mqtt_type type, uint8_t flags) {
  size_t length = to->size;
  size_t at = 0;
  if (to->full) return 0;
  to->bytes[at++] = (uint8_t)((uint8_t)type << 4 | flags);
  if (length > 127) to->bytes[at++] = (uint8_t)(length % 128 + 128);
  to->bytes[at++] = (uint8_t)(length > 127 ? length / 128 : length);
  for (size_t i = 0; i < length; i++) to->bytes[at + i] = to->bytes[header + i];
  return at + length;
}

size_t mqtt_make_connect(uint8_t *to, const char *client, uint16_t keep_alive_s) {
  struct rest rest = {to, 0, false};
  enum {
    version_3_1_1 = 4,
    clean_session = 2,
  };
  put_text(&rest, "MQTT");
  put(&rest, version_3_1_1);
  put(&rest, clean_session);
  put_number(&rest, keep_alive_s);
  put_text(&rest, client);
  return finish(&rest, mqtt_connect, 0);
}

size_t mqtt_make_subscribe(uint8_t *to, uint16_t id, const char *filter, uint8_t qos) {
  struct rest rest = {to, 0, false};
  put_number(&rest, id);
  put_text(&rest, filter);
  put(&rest, qos);
  return finish(&rest, mqtt_subscribe, 2);
}

size_t mqtt_make_publish(uint8_t *to, const char *topic, struct mqtt_bytes payload) {
  struct rest rest = {to, 0, false};
  put_text(&rest, topic);
  for (size_t i = 0; i < payload.len; i++) put(&rest, payload.ptr[i]);
  return finish(&rest, mqtt_publish, 0);
}

size_t mqtt_make_puback(uint8_t *to, uint16_t id) {
  struct rest rest = {to, 0, false};
  put_number(&rest, id);
  return finish(&rest, mqtt_puback, 0);
}

size_t mqtt_make_empty(uint8_t *to, enum mqtt_type type) {
  struct rest rest = {to, 0, false};
  return finish(&rest, type, 0);
}

static uint16_t number_at(const uint8_t *bytes) {
  return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

static bool read_publish(const uint8_t *rest, size_t length, uint8_t flags, struct mqtt_packet *packet) {
  packet->qos = flags >> 1 & 3;
  if (packet->qos == 3 || length < 2) return false;
  size_t used = (size_t)2 + number_at(rest);
  size_t id = packet->qos > 0 ? 2 : 0;
  if (used + id > length) return false;
  packet->topic = (struct mqtt_bytes){rest + 2, used - 2};
  packet->id = id > 0 ? number_at(rest + used) : 0;
  packet->payload = (struct mqtt_bytes){rest + used + id, length - used - id};
  return true;
}

enum mqtt_read mqtt_read(const uint8_t *bytes, size_t count, struct mqtt_packet *packet) {
  size_t length = 0;
  size_t at = 1;
  for (unsigned shift = 0;; shift += 7) {
    if (at >= count) return mqtt_part;
    length |= (size_t)(bytes[at] & 127) << shift;
    if (at + 1 + length > mqtt_packet_size) return mqtt_wrong;
    if ((bytes[at++] & 128) == 0) break;
    if (shift == 7) return mqtt_wrong;
  }
  if (at + length > count) return mqtt_part;
  packet->type = (enum mqtt_type)(bytes[0] >> 4);
  packet->size = at + length;
  packet->payload = (struct mqtt_bytes){bytes + at, length};
  packet->qos = 0;
  switch (packet->type) {
    case mqtt_publish:
      return read_publish(bytes + at, length, bytes[0] & 15, packet) ? mqtt_whole : mqtt_wrong;
    case mqtt_connack:
      return length == 2 ? mqtt_whole : mqtt_wrong;
    case mqtt_suback:
      return length == 3 ? mqtt_whole : mqtt_wrong;
    case mqtt_pingresp:
      return length == 0 ? mqtt_whole : mqtt_wrong;
    default:
      return mqtt_wrong;
  }
}
