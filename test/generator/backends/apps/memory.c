#include "app.h"
static wit_string_t text(uint32_t len) {
  wit_string_t out = {NULL, 0};
  if (test_memory_source_text(len, &out) != TEST_MEMORY_SOURCE_STATUS_OK) __builtin_trap();
  return out;
}
uint32_t test_memory_app_first(void) { return (uint32_t)(uintptr_t)text(1).ptr; }
uint32_t test_memory_app_apart(uint32_t len) {
  const char *first = text(len).ptr;
  return (uint32_t)(text(1).ptr - first);
}
bool test_memory_app_again(uint32_t len) {
  wit_mark_t mark = wit_mark();
  const char *first = text(len).ptr;
  wit_release(mark);
  return text(len).ptr == first;
}
bool test_memory_app_into(uint32_t len) {
  static char buffer[32];
  wit_string_t out;
  size_t before = wit_available();
  if (test_memory_source_text_into(len, &out, buffer, sizeof buffer) != TEST_MEMORY_SOURCE_STATUS_OK) return false;
  return out.ptr == buffer && out.len == len && buffer[len - 1] == 'x' && wit_available() == before;
}
uint32_t test_memory_app_left(void) { return (uint32_t)wit_available(); }
uint32_t test_memory_app_status(uint32_t len) {
  wit_string_t out;
  return test_memory_source_text(len, &out);
}
uint32_t test_memory_app_take(wit_string_t text) { (void)text; return (uint32_t)wit_available(); }
TEST_MEMORY_APP_WORLD_EXPORT();
