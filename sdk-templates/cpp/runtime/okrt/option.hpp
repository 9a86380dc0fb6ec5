/*
 * A value or none, used like std::optional.
 */
#ifndef OKRT_OPTION_HPP
#define OKRT_OPTION_HPP

#include "base.hpp"

namespace wit {

struct nullopt_t {};
inline constexpr nullopt_t nullopt;

template <class T>
struct option {
  bool okrt_some = false;
  union okrt_union {
    constexpr okrt_union() {}
    constexpr okrt_union(const T &of) : value(of) {}
    T value;
  } okrt_val;

  constexpr option() = default;
  constexpr option(nullopt_t) {}
  constexpr option(const T &value) : okrt_some(true), okrt_val(value) {}
  template <class U>
    requires requires(const U &from) { okrt::accept<T>(from); } && (!okrt::same<U, option> && !okrt::same<U, T>)
  constexpr option(const U &value) : option(T(value)) {}

  constexpr bool has_value() const { return okrt_some; }
  constexpr explicit operator bool() const { return okrt_some; }
  constexpr const T &operator*() const { return okrt_val.value; }
  constexpr const T *operator->() const { return &okrt_val.value; }
  constexpr T value_or(const T &other) const { return okrt_some ? okrt_val.value : other; }
};

}  // namespace wit

#endif
