/* Packets of MQTT 3.1.1: made into a buffer, and read out of a stream of bytes. */
#ifndef MQTT_H
#define MQTT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  mqtt_packet_size = 512,
};

enum mqtt_type {
  mqtt_connect = 1,
  mqtt_connack = 2,
  mqtt_publish = 3,
  mqtt_puback = 4,
  mqtt_subscribe = 8,
  mqtt_suback = 9,
  mqtt_pingreq = 12,
  mqtt_pingresp = 13,
  mqtt_disconnect = 14,
};

struct mqtt_bytes {
  const uint8_t *ptr;
  size_t len;
};

/* A packet that was read; its bytes lie in the stream. */
struct mqtt_packet {
  enum mqtt_type type;
  /* Of a publish. */
  uint8_t qos;
  uint16_t id;
  struct mqtt_bytes topic;
  struct mqtt_bytes payload;
  /* The whole packet with its header. */
  size_t size;
};

enum mqtt_read {
  mqtt_whole,
  mqtt_part,
  mqtt_wrong,
};

/* The packet at the start of what was received. */
enum mqtt_read mqtt_read(const uint8_t *bytes, size_t count, struct mqtt_packet *packet);

/* Each makes a packet in to (mqtt_packet_size bytes) and returns its size; 0: it does not fit. */
size_t mqtt_make_connect(uint8_t *to, const char *client, uint16_t keep_alive_s);
size_t mqtt_make_subscribe(uint8_t *to, uint16_t id, const char *filter, uint8_t qos);
size_t mqtt_make_publish(uint8_t *to, const char *topic, struct mqtt_bytes payload);
size_t mqtt_make_puback(uint8_t *to, uint16_t id);
size_t mqtt_make_empty(uint8_t *to, enum mqtt_type type);

#endif
