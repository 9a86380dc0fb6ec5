// The demo world in C++.
#include "app.hpp"

namespace host = bench::demo::host;

struct app {
  static wit::expected<void, wit::string_view> run() {
    host::log(host::level::info, "hello \xe2\x9c\x93");
    if (auto pin = host::pin::open(0, 13)) (void)pin->write(true);
    if (auto pin = host::pin::open(9, 9); !pin && pin.error() == host::error_code::not_permitted)
      host::log(host::level::warn, "pin 9:9 denied");
    auto config = host::read_file("config.txt");
    if (!config) return wit::unexpected(wit::string_view("no config"));
    (void)host::publish("demo/hello", "text/plain", *config);
    return {};
  }
  static void on_message(wit::string_view topic, wit::list<uint8_t> payload) {
    auto *text = static_cast<char *>(wit_alloc(topic.size() + 5, 1));
    __builtin_memcpy(text, "echo/", 5);
    __builtin_memcpy(text + 5, topic.data(), topic.size());
    (void)host::publish({text, topic.size() + 5}, "application/octet-stream", payload);
  }
  static void on_timer(uint32_t id) {
    char text[] = "timer 0";
    text[6] = static_cast<char>('0' + id % 10);
    host::log(host::level::debug, text);
  }
};

BENCH_DEMO_APP_WORLD_EXPORT(app);
