/*
 * The memory of the host's answers, by scopes.
 */
#ifndef OKRT_MEMORY_HPP
#define OKRT_MEMORY_HPP

#include "base.hpp"

namespace wit {

/* While it lives, strings and lists of the host's answers lie in the buffer, and stay there for as long as it does. */
class into {
 public:
  into(void *buffer, size_t size) { okrt_into(buffer, size); }
  template <class T, size_t N>
  explicit into(T (&buffer)[N]) : into(buffer, sizeof buffer) {}
  into(const into &) = delete;
  into &operator=(const into &) = delete;
  ~into() { okrt_into_end(); }
};

/* At its end, the memory of the host's answers since its start is free again. */
class scratch {
  wit_mark_t okrt_mark = wit_mark();

 public:
  scratch() = default;
  scratch(const scratch &) = delete;
  scratch &operator=(const scratch &) = delete;
  ~scratch() { wit_release(okrt_mark); }
};

/* Memory for what an exported function returns; trivial types only. */
template <class T>
T *make(size_t count) {
  return static_cast<T *>(wit_alloc(count * sizeof(T), alignof(T)));
}

}  // namespace wit

#endif
