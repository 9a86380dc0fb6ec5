/*
 * Strings and lists: views of bytes that belong to someone else, and lists whose length is part of their type.
 */
#ifndef OKRT_VIEWS_HPP
#define OKRT_VIEWS_HPP

#include "base.hpp"

namespace wit {

/* UTF-8, not terminated by a zero; the bytes belong to someone else. */
struct string_view {
  using value_type = char;
  using element_type = const char;

  const char *ptr = nullptr;
  size_t len = 0;

  constexpr string_view() = default;
  /* A text that ends with a zero; of a literal the compiler knows the length. */
  constexpr string_view(const char *text) : ptr(text), len(__builtin_strlen(text)) {}
  constexpr string_view(const char *text, size_t length) : ptr(text), len(length) {}
  template <okrt::viewable<const char> S>
  constexpr string_view(const S &text) : ptr(text.data()), len(text.size()) {}

  constexpr const char *data() const { return ptr; }
  constexpr size_t size() const { return len; }
  constexpr bool empty() const { return len == 0; }
  constexpr const char *begin() const { return ptr; }
  constexpr const char *end() const { return ptr + len; }
  constexpr char operator[](size_t index) const { return ptr[index]; }
  constexpr string_view substr(size_t from, size_t count = SIZE_MAX) const {
    if (from > len) from = len;
    return {ptr + from, count < len - from ? count : len - from};
  }
  constexpr bool starts_with(string_view start) const { return substr(0, start.len) == start; }

  friend constexpr bool operator==(string_view a, string_view b) {
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++) {
      if (a.ptr[i] != b.ptr[i]) return false;
    }
    return true;
  }

  template <okrt::text_view V>
    requires(!okrt::same<V, string_view>)
  constexpr operator V() const {
    return V(ptr, len);
  }
};

/* Elements that belong to someone else. */
template <class T>
struct span {
  using element_type = T;
  using value_type = okrt::bare<T>;

  T *ptr = nullptr;
  size_t len = 0;

  constexpr span() = default;
  constexpr span(T *items, size_t count) : ptr(items), len(count) {}
  template <size_t N>
  constexpr span(T (&items)[N]) : ptr(items), len(N) {}
  template <okrt::viewable<T> S>
  constexpr span(const S &items) : ptr(items.data()), len(items.size()) {}

  constexpr T *data() const { return ptr; }
  constexpr size_t size() const { return len; }
  constexpr bool empty() const { return len == 0; }
  constexpr T *begin() const { return ptr; }
  constexpr T *end() const { return ptr + len; }
  constexpr T &operator[](size_t index) const { return ptr[index]; }
  constexpr span subspan(size_t from, size_t count = SIZE_MAX) const {
    if (from > len) from = len;
    return {ptr + from, count < len - from ? count : len - from};
  }
};

/* A list as WIT has it. */
template <class T>
using list = span<const T>;
using bytes = list<uint8_t>;

/* The bytes of a text, to publish or to store, and back. */
inline bytes bytes_of(string_view text) {
  return {reinterpret_cast<const uint8_t *>(text.ptr), text.len};
}
inline string_view text_of(bytes of) {
  return {reinterpret_cast<const char *>(of.ptr), of.len};
}

/* A list whose length is part of its type. */
template <class T, size_t N>
struct array {
  T items[N];

  constexpr T *data() { return items; }
  constexpr const T *data() const { return items; }
  static constexpr size_t size() { return N; }
  constexpr T *begin() { return items; }
  constexpr T *end() { return items + N; }
  constexpr const T *begin() const { return items; }
  constexpr const T *end() const { return items + N; }
  constexpr T &operator[](size_t index) { return items[index]; }
  constexpr const T &operator[](size_t index) const { return items[index]; }
};

/* wit.hpp has one for each number of members in use: f0, f1, ... */
template <class... T>
struct tuple;

}  // namespace wit

#endif
