/* The frames of Modbus TCP, and the registers behind them. */
#ifndef MODBUS_H
#define MODBUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Seven bytes of header and at most 253 of a request. */
enum {
  modbus_header = 7,
  modbus_frame = 260,
};

enum modbus_answer {
  modbus_ok = 0,
  modbus_illegal_function = 1,
  modbus_illegal_address = 2,
  modbus_illegal_value = 3,
  modbus_device_failure = 4,
};

/* Bytes of the frame that begins there: 0 when more are needed to know, SIZE_MAX when it is none. */
size_t modbus_length(const uint8_t *frame, size_t received);

/* The answer to a whole frame, written to answer (modbus_frame bytes); its length. */
size_t modbus_serve(const uint8_t *frame, size_t length, uint8_t *answer);

/* In registers.c: what the numbers of a gateway mean. */
enum modbus_answer read_input(uint16_t address, uint16_t *value);
enum modbus_answer read_holding(uint16_t address, uint16_t *value);
enum modbus_answer write_holding(uint16_t address, uint16_t value);
bool open_registers(void);

#endif
