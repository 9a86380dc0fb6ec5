/*
 * A value or an error, as functions return it: std::expected where there is one.
 */
#ifndef OKRT_EXPECTED_HPP
#define OKRT_EXPECTED_HPP

#include "base.hpp"

#if __cplusplus >= 202302L && __has_include(<expected>)
#include <expected>
#endif

namespace wit {

#if __cplusplus >= 202302L && __has_include(<expected>)
using std::expected;
using std::unexpected;
#else
/* What std::expected is in C++23. */
template <class E>
class unexpected {
  E okrt_error;

 public:
  constexpr explicit unexpected(const E &error) : okrt_error(error) {}
  constexpr const E &error() const { return okrt_error; }
};
template <class E>
unexpected(E) -> unexpected<E>;

template <class T, class E>
class expected {
  bool okrt_ok = true;
  T okrt_value{};
  E okrt_error{};

 public:
  using value_type = T;
  using error_type = E;

  constexpr expected() = default;
  template <class U = T>
    requires requires(U &&from) { okrt::accept<T>(static_cast<U &&>(from)); } && (!okrt::same<okrt::bare<U>, expected>)
  constexpr expected(U &&value) : okrt_value(static_cast<U &&>(value)) {}
  template <class G>
  constexpr expected(const unexpected<G> &failure) : okrt_ok(false), okrt_error(failure.error()) {}

  constexpr bool has_value() const { return okrt_ok; }
  constexpr explicit operator bool() const { return okrt_ok; }
  constexpr T &operator*() & { return okrt_value; }
  constexpr const T &operator*() const & { return okrt_value; }
  constexpr T &&operator*() && { return static_cast<T &&>(okrt_value); }
  constexpr T *operator->() { return &okrt_value; }
  constexpr const T *operator->() const { return &okrt_value; }
  constexpr T &value() & {
    if (!okrt_ok) __builtin_trap();
    return okrt_value;
  }
  constexpr T &&value() && { return static_cast<T &&>(value()); }
  template <class U>
  constexpr T value_or(U &&other) const {
    return okrt_ok ? okrt_value : static_cast<T>(static_cast<U &&>(other));
  }
  constexpr const E &error() const { return okrt_error; }
};

template <class E>
class expected<void, E> {
  bool okrt_ok = true;
  E okrt_error{};

 public:
  using value_type = void;
  using error_type = E;

  constexpr expected() = default;
  template <class G>
  constexpr expected(const unexpected<G> &failure) : okrt_ok(false), okrt_error(failure.error()) {}

  constexpr bool has_value() const { return okrt_ok; }
  constexpr explicit operator bool() const { return okrt_ok; }
  constexpr void operator*() const {}
  constexpr void value() const {
    if (!okrt_ok) __builtin_trap();
  }
  constexpr const E &error() const { return okrt_error; }
};
#endif

}  // namespace wit

#endif
