/* The demo world in wit-bindgen's C. */
#include <stdlib.h>
#include <string.h>

#include "app.h"

/* For the object file with the type of the component, which a device does not get. */
void __component_type_object_force_link_app(void) {}

static app_string_t text_of(const char *text) { return (app_string_t){(uint8_t *)text, strlen(text)}; }

bool exports_bench_demo_guest_run(app_string_t *err) {
  app_string_t text = text_of("hello \xe2\x9c\x93");
  bench_demo_host_own_pin_t pin;
  bench_demo_host_error_code_t error;
  app_list_u8_t config;
  bench_demo_host_log(BENCH_DEMO_HOST_LEVEL_INFO, &text);
  if (bench_demo_host_static_pin_open(0, 13, &pin, &error)) {
    bench_demo_host_method_pin_write(bench_demo_host_borrow_pin(pin), true, &error);
    bench_demo_host_pin_drop_own(pin);
  }
  if (!bench_demo_host_static_pin_open(9, 9, &pin, &error) && error == BENCH_DEMO_HOST_ERROR_CODE_NOT_PERMITTED) {
    text = text_of("pin 9:9 denied");
    bench_demo_host_log(BENCH_DEMO_HOST_LEVEL_WARN, &text);
  }
  text = text_of("config.txt");
  if (!bench_demo_host_read_file(&text, &config, &error)) {
    app_string_dup(err, "no config");
    return false;
  }
  app_string_t topic = text_of("demo/hello");
  text = text_of("text/plain");
  bench_demo_host_publish(&topic, &text, &config, &error);
  app_list_u8_free(&config);
  return true;
}

void exports_bench_demo_guest_on_message(app_string_t *topic, app_list_u8_t *payload) {
  bench_demo_host_error_code_t error;
  app_string_t type = text_of("application/octet-stream");
  app_string_t echo = {malloc(topic->len + 5), topic->len + 5};
  memcpy(echo.ptr, "echo/", 5);
  memcpy(echo.ptr + 5, topic->ptr, topic->len);
  bench_demo_host_publish(&echo, &type, payload, &error);
  free(echo.ptr);
  app_string_free(topic);
  app_list_u8_free(payload);
}

void exports_bench_demo_guest_on_timer(uint32_t id) {
  char text[] = "timer 0";
  text[6] = (char)('0' + id % 10);
  app_string_t message = {(uint8_t *)text, 7};
  bench_demo_host_log(BENCH_DEMO_HOST_LEVEL_DEBUG, &message);
}
