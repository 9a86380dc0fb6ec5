/*
 * The few functions of the C++ library that would bring input and output along, and with them imports that a host
 * refuses: memory comes from malloc, and what cannot go on traps.
 */
#include <cstdlib>
#include <new>
#include <string_view>

void *operator new(size_t size) {
  void *block = malloc(size == 0 ? 1 : size);
  if (block == nullptr) __builtin_trap();
  return block;
}
void *operator new[](size_t size) {
  return operator new(size);
}
void operator delete(void *block) noexcept {
  free(block);
}
void operator delete[](void *block) noexcept {
  free(block);
}
void operator delete(void *block, size_t) noexcept {
  free(block);
}
void operator delete[](void *block, size_t) noexcept {
  free(block);
}

_LIBCPP_BEGIN_NAMESPACE_STD
[[noreturn]] void __libcpp_verbose_abort(const char *, ...) noexcept {
  __builtin_trap();
}
_LIBCPP_END_NAMESPACE_STD
