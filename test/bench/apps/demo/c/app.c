/* The demo world in C. */
#include "app.h"

bool bench_demo_guest_run(wit_string_t *err) {
  bench_demo_host_error_code_t error;
  bench_demo_host_pin_t pin;
  wit_bytes_t config;
  bench_demo_host_log(BENCH_DEMO_HOST_LEVEL_INFO, WIT_STRING("hello \xe2\x9c\x93"));
  if (bench_demo_host_pin_open(0, 13, &pin, &error)) {
    bench_demo_host_pin_write(pin, true, &error);
    bench_demo_host_pin_drop(pin);
  }
  if (!bench_demo_host_pin_open(9, 9, &pin, &error) && error == BENCH_DEMO_HOST_ERROR_CODE_NOT_PERMITTED)
    bench_demo_host_log(BENCH_DEMO_HOST_LEVEL_WARN, WIT_STRING("pin 9:9 denied"));
  if (!bench_demo_host_read_file(WIT_STRING("config.txt"), &config, &error)) {
    *err = WIT_STRING("no config");
    return false;
  }
  bench_demo_host_publish(WIT_STRING("demo/hello"), WIT_STRING("text/plain"), config, &error);
  return true;
}

void bench_demo_guest_on_message(wit_string_t topic, wit_bytes_t payload) {
  bench_demo_host_error_code_t error;
  char *text = wit_alloc(topic.len + 5, 1);
  __builtin_memcpy(text, "echo/", 5);
  __builtin_memcpy(text + 5, topic.ptr, topic.len);
  bench_demo_host_publish(wit_string_make(text, topic.len + 5), WIT_STRING("application/octet-stream"), payload, &error);
}

void bench_demo_guest_on_timer(uint32_t id) {
  char text[] = "timer 0";
  text[6] = (char)('0' + id % 10);
  bench_demo_host_log(BENCH_DEMO_HOST_LEVEL_DEBUG, wit_string_make(text, 7));
}

BENCH_DEMO_APP_WORLD_EXPORT();
