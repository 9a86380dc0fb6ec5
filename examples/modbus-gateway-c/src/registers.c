/* Input registers are channels of a sensor; holding registers are a relay and numbers in a store. */
#include "modbus.h"
#include "reactor.h"

enum {
  relay_register = 0,
  first_setpoint = 1,
  last_setpoint = 7,
};

static ocre_sensors_sensor_t room;
static ocre_gpio_lines_output_t relay;
static ocre_storage_kv_store_t store;

bool open_registers(void) {
  static const ocre_gpio_lines_output_options_t options;
  return ocre_sensors_sensor_open(WIT_STRING("room"), &room) == OCRE_SYSTEM_STATUS_OK &&
         ocre_gpio_lines_output_open(WIT_STRING("relay"), &options, &relay) == OCRE_SYSTEM_STATUS_OK &&
         ocre_storage_kv_store_open(WIT_STRING("default"), &store) == OCRE_SYSTEM_STATUS_OK;
}

enum modbus_answer read_input(uint16_t address, uint16_t *value) {
  double measured = 0;
  if (address >= ocre_sensors_sensor_channel_count(room)) return modbus_illegal_address;
  if (ocre_sensors_sensor_read(room, address, &measured) != OCRE_SYSTEM_STATUS_OK) return modbus_device_failure;
  double tenths = measured * 10 + (measured < 0 ? -0.5 : 0.5);
  if (!(tenths > INT16_MIN && tenths < INT16_MAX)) return modbus_device_failure;
  *value = (uint16_t)(int16_t)tenths;
  return modbus_ok;
}

static wit_string_t key_of(uint16_t address) {
  static char key[16];
  return wit_string_make(key, wit_format(key, sizeof key, "setpoint/%u", address));
}

enum modbus_answer read_holding(uint16_t address, uint16_t *value) {
  if (address == relay_register) {
    *value = ocre_gpio_lines_output_read(relay) == OCRE_GPIO_LINES_LEVEL_ACTIVE;
    return modbus_ok;
  }
  if (address < first_setpoint || address > last_setpoint) return modbus_illegal_address;
  ocre_storage_kv_entry_option_t entry;
  if (ocre_storage_kv_store_get(store, key_of(address), 2, &entry) != OCRE_SYSTEM_STATUS_OK) {
    return modbus_device_failure;
  }
  *value = 0;
  if (entry.is_some && entry.value.value.len == 2) {
    *value = (uint16_t)(entry.value.value.ptr[0] << 8 | entry.value.value.ptr[1]);
  }
  return modbus_ok;
}

enum modbus_answer write_holding(uint16_t address, uint16_t value) {
  ocre_system_status_t status;
  if (address == relay_register) {
    if (value > 1) return modbus_illegal_value;
    status = ocre_gpio_lines_output_write(relay, value == 1);
  } else if (address < first_setpoint || address > last_setpoint) {
    return modbus_illegal_address;
  } else {
    uint8_t bytes[] = {(uint8_t)(value >> 8), (uint8_t)value};
    status = ocre_storage_kv_store_set(store, key_of(address), wit_bytes_make(bytes, sizeof bytes));
  }
  return status == OCRE_SYSTEM_STATUS_OK ? modbus_ok : modbus_device_failure;
}
