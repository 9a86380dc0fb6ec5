#include "app.hpp"
using test::memory::source::error;
using test::memory::source::text;
static uint32_t constructed = 0;
struct counting {
  counting() { constructed += 1; }
};
static counting global;

struct app {
  static uint32_t first() { return uint32_t(reinterpret_cast<uintptr_t>(text(1)->ptr)); }
  static uint32_t apart(uint32_t len) {
    const char *first = text(len)->ptr;
    return uint32_t(text(1)->ptr - first);
  }
  static bool again(uint32_t len) {
    const char *first = nullptr;
    {
      wit::scratch scratch;
      first = text(len)->ptr;
    }
    return text(len)->ptr == first;
  }
  static bool into(uint32_t len) {
    static char buffer[32];
    const size_t before = wit_available();
    wit::into here(buffer);
    const auto out = text(len);
    return out && out->ptr == buffer && out->len == len && (*out)[len - 1] == 'x' && before > 0;
  }
  static uint32_t left() { return uint32_t(wit_available()); }
  static uint32_t status(uint32_t len) {
    const auto out = text(len);
    return out ? 0 : uint32_t(out.error()) + 1;
  }
  static uint32_t take(wit::string_view) { return constructed * 1000 + uint32_t(wit_available()); }
};
TEST_MEMORY_APP_WORLD_EXPORT(app);
