/* Requests to answers; all numbers are big-endian. */
#include "modbus.h"

enum {
  read_holding_registers = 3,
  read_input_registers = 4,
  write_single_register = 6,
  most_registers = 125,
};

static uint16_t number_at(const uint8_t *bytes) {
  return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

static void put_number(uint8_t *bytes, uint16_t number) {
  bytes[0] = (uint8_t)(number >> 8);
  bytes[1] = (uint8_t)number;
}

size_t modbus_length(const uint8_t *frame, size_t received) {
  if (received < modbus_header) return 0;
  uint16_t protocol = number_at(frame + 2);
  /* Counts the byte of the unit, which belongs to the header here. */
  uint16_t length = number_at(frame + 4);
  if (protocol != 0 || length < 2 || length > modbus_frame - modbus_header + 1) return SIZE_MAX;
  return (size_t)(modbus_header - 1 + length);
}

static enum modbus_answer read_registers(const uint8_t *request, size_t length, uint8_t *answer, size_t *used) {
  if (length != 5) return modbus_illegal_value;
  uint16_t first = number_at(request + 1);
  uint16_t count = number_at(request + 3);
  if (count == 0 || count > most_registers) return modbus_illegal_value;
  for (uint16_t i = 0; i < count; i++) {
    uint32_t address = (uint32_t)first + i;
    uint16_t value = 0;
    if (address > UINT16_MAX) return modbus_illegal_address;
    enum modbus_answer went = request[0] == read_input_registers ? read_input((uint16_t)address, &value)
                                                                 : read_holding((uint16_t)address, &value);
    if (went != modbus_ok) return went;
    put_number(answer + 2 + 2 * i, value);
  }
  answer[1] = (uint8_t)(2 * count);
  *used = (size_t)(2 + 2 * count);
  return modbus_ok;
}

static enum modbus_answer write_register(const uint8_t *request, size_t length, uint8_t *answer, size_t *used) {
  if (length != 5) return modbus_illegal_value;
  enum modbus_answer went = write_holding(number_at(request + 1), number_at(request + 3));
  for (size_t i = 1; i < 5; i++) answer[i] = request[i];
  *used = 5;
  return went;
}

static enum modbus_answer serve(const uint8_t *request, size_t length, uint8_t *answer, size_t *used) {
  switch (request[0]) {
    case read_holding_registers:
    case read_input_registers:
      return read_registers(request, length, answer, used);
    case write_single_register:
      return write_register(request, length, answer, used);
    default:
      return modbus_illegal_function;
  }
}

size_t modbus_serve(const uint8_t *frame, size_t length, uint8_t *answer) {
  const uint8_t *request = frame + modbus_header;
  size_t used = 0;
  for (size_t i = 0; i < modbus_header; i++) answer[i] = frame[i];
  answer[modbus_header] = request[0];
  enum modbus_answer went = serve(request, length - modbus_header, answer + modbus_header, &used);
  if (went != modbus_ok) {
    answer[modbus_header] = request[0] | 0x80;
    answer[modbus_header + 1] = (uint8_t)went;
    used = 2;
  }
  put_number(answer + 4, (uint16_t)(used + 1));
  return modbus_header + used;
}
