/*
 * A value or an error, as functions return it: std::expected where the standard library has it. Elsewhere it is a class
 * with the same functions, for values and errors that have a default constructor.
 */
#ifndef OKRT_EXPECTED_HPP
#define OKRT_EXPECTED_HPP

#include "base.hpp"

/* The header <expected> is there for older standards too, and empty; what the library has is said in <version>. */
#if __cplusplus > 202002L && __has_include(<version>)
#include <version>
#endif

#if defined(__cpp_lib_expected) && __cpp_lib_expected >= 202211L
#include <expected>

namespace wit {
using std::expected;
using std::unexpected;
}  // namespace wit

#else

namespace wit {

template <class T, class E>
class expected;

template <class E>
class unexpected {
  E okrt_error;

 public:
  template <class G = E>
    requires requires(G &&from) { E(static_cast<G &&>(from)); } && (!okrt::same<okrt::bare<G>, unexpected>)
  constexpr explicit unexpected(G &&error) : okrt_error(static_cast<G &&>(error)) {}
  constexpr E &error() & { return okrt_error; }
  constexpr const E &error() const & { return okrt_error; }
  constexpr E &&error() && { return static_cast<E &&>(okrt_error); }

  template <class G>
  friend constexpr bool operator==(const unexpected &a, const unexpected<G> &b) {
    return a.error() == b.error();
  }
};
template <class E>
unexpected(E) -> unexpected<E>;

}  // namespace wit

namespace okrt {

template <class T>
inline constexpr bool is_reference = false;
template <class T>
inline constexpr bool is_reference<T &> = true;
template <class T>
inline constexpr bool is_reference<T &&> = true;

/* A function of no or one value, or a member function of that value by its pointer. */
template <class F, class... A>
constexpr decltype(auto) invoke(F &&f, A &&...args) {
  if constexpr (requires { static_cast<F &&>(f)(static_cast<A &&>(args)...); })
    return static_cast<F &&>(f)(static_cast<A &&>(args)...);
  else return ((static_cast<A &&>(args).*f)(), ...);
}

template <class Self, class F>
constexpr decltype(auto) with_value(Self &&self, F &&f) {
  if constexpr (same<typename bare<Self>::value_type, void>) return invoke(static_cast<F &&>(f));
  else return invoke(static_cast<F &&>(f), *static_cast<Self &&>(self));
}

template <class Self, class F>
constexpr decltype(auto) with_error(Self &&self, F &&f) {
  return invoke(static_cast<F &&>(f), static_cast<Self &&>(self).error());
}

/* The value or the error of another one, as that of To. */
template <class To, class Self>
constexpr To same_value(Self &&self) {
  if constexpr (same<typename bare<Self>::value_type, void>) return To();
  else return To(*static_cast<Self &&>(self));
}
template <class To, class Self>
constexpr To same_error(Self &&self) {
  return To(wit::unexpected(static_cast<Self &&>(self).error()));
}

/* What expected has with a value and without one; Self is the class itself. */
template <class Self, class E>
class outcome {
  template <class Of, class F>
  static constexpr auto okrt_and_then(Of &&of, F &&f) {
    using to = bare<decltype(with_value(static_cast<Of &&>(of), static_cast<F &&>(f)))>;
    if (!of.has_value()) return same_error<to>(static_cast<Of &&>(of));
    return with_value(static_cast<Of &&>(of), static_cast<F &&>(f));
  }
  template <class Of, class F>
  static constexpr auto okrt_or_else(Of &&of, F &&f) {
    using to = bare<decltype(with_error(static_cast<Of &&>(of), static_cast<F &&>(f)))>;
    if (of.has_value()) return same_value<to>(static_cast<Of &&>(of));
    return with_error(static_cast<Of &&>(of), static_cast<F &&>(f));
  }
  template <class Of, class F>
  static constexpr auto okrt_transform(Of &&of, F &&f) {
    using answer = decltype(with_value(static_cast<Of &&>(of), static_cast<F &&>(f)));
    static_assert(!is_reference<answer>, "what a function for transform returns is a value");
    using value = bare<answer>;
    using to = wit::expected<value, E>;
    if (!of.has_value()) return same_error<to>(static_cast<Of &&>(of));
    if constexpr (same<value, void>) {
      with_value(static_cast<Of &&>(of), static_cast<F &&>(f));
      return to();
    } else {
      return to(with_value(static_cast<Of &&>(of), static_cast<F &&>(f)));
    }
  }
  template <class Of, class F>
  static constexpr auto okrt_transform_error(Of &&of, F &&f) {
    using answer = decltype(with_error(static_cast<Of &&>(of), static_cast<F &&>(f)));
    static_assert(!is_reference<answer>, "what a function for transform_error returns is a value");
    using error = bare<answer>;
    using to = wit::expected<typename Self::value_type, error>;
    if (of.has_value()) return same_value<to>(static_cast<Of &&>(of));
    return to(wit::unexpected(with_error(static_cast<Of &&>(of), static_cast<F &&>(f))));
  }

  constexpr Self &okrt_self() { return static_cast<Self &>(*this); }
  constexpr const Self &okrt_self() const { return static_cast<const Self &>(*this); }

 protected:
  bool okrt_ok = true;
  E okrt_error{};

  constexpr outcome() = default;
  template <class G>
  constexpr explicit outcome(wit::unexpected<G> &&failure)
      : okrt_ok(false), okrt_error(static_cast<wit::unexpected<G> &&>(failure).error()) {}

  constexpr void okrt_require() const {
    if (!okrt_ok) __builtin_trap();
  }

 public:
  using error_type = E;
  using unexpected_type = wit::unexpected<E>;

  constexpr bool has_value() const { return okrt_ok; }
  constexpr explicit operator bool() const { return okrt_ok; }
  constexpr E &error() & { return okrt_error; }
  constexpr const E &error() const & { return okrt_error; }
  constexpr E &&error() && { return static_cast<E &&>(okrt_error); }
  template <class G = E>
  constexpr E error_or(G &&other) const & {
    return okrt_ok ? static_cast<E>(static_cast<G &&>(other)) : okrt_error;
  }
  template <class G = E>
  constexpr E error_or(G &&other) && {
    return okrt_ok ? static_cast<E>(static_cast<G &&>(other)) : static_cast<E &&>(okrt_error);
  }

  /* The next step of the value, if there is one, and another try when there is none. */
  template <class F>
  constexpr auto and_then(F &&f) & { return okrt_and_then(okrt_self(), static_cast<F &&>(f)); }
  template <class F>
  constexpr auto and_then(F &&f) const & { return okrt_and_then(okrt_self(), static_cast<F &&>(f)); }
  template <class F>
  constexpr auto and_then(F &&f) && { return okrt_and_then(wit::move(okrt_self()), static_cast<F &&>(f)); }
  template <class F>
  constexpr auto or_else(F &&f) & { return okrt_or_else(okrt_self(), static_cast<F &&>(f)); }
  template <class F>
  constexpr auto or_else(F &&f) const & { return okrt_or_else(okrt_self(), static_cast<F &&>(f)); }
  template <class F>
  constexpr auto or_else(F &&f) && { return okrt_or_else(wit::move(okrt_self()), static_cast<F &&>(f)); }

  /* The same with another value, or with another error. */
  template <class F>
  constexpr auto transform(F &&f) & { return okrt_transform(okrt_self(), static_cast<F &&>(f)); }
  template <class F>
  constexpr auto transform(F &&f) const & { return okrt_transform(okrt_self(), static_cast<F &&>(f)); }
  template <class F>
  constexpr auto transform(F &&f) && { return okrt_transform(wit::move(okrt_self()), static_cast<F &&>(f)); }
  template <class F>
  constexpr auto transform_error(F &&f) & { return okrt_transform_error(okrt_self(), static_cast<F &&>(f)); }
  template <class F>
  constexpr auto transform_error(F &&f) const & { return okrt_transform_error(okrt_self(), static_cast<F &&>(f)); }
  template <class F>
  constexpr auto transform_error(F &&f) && {
    return okrt_transform_error(wit::move(okrt_self()), static_cast<F &&>(f));
  }

  template <class G>
  friend constexpr bool operator==(const Self &a, const wit::unexpected<G> &b) {
    return !a.has_value() && a.error() == b.error();
  }
};

}  // namespace okrt

namespace wit {

template <class T, class E>
class expected : public okrt::outcome<expected<T, E>, E> {
  using okrt_outcome = okrt::outcome<expected, E>;
  T okrt_value{};

 public:
  using value_type = T;

  constexpr expected() = default;
  template <class U = T>
    requires requires(U &&from) { T(static_cast<U &&>(from)); } && (!okrt::same<okrt::bare<U>, expected>)
  constexpr explicit(!requires(U &&from) { okrt::accept<T>(static_cast<U &&>(from)); }) expected(U &&value)
      : okrt_value(static_cast<U &&>(value)) {}
  template <class G>
  constexpr expected(unexpected<G> failure) : okrt_outcome(wit::move(failure)) {}
  template <class U, class G>
    requires requires(U &&value, G &&error, expected<U, G> from) {
      okrt::accept<T>(static_cast<U &&>(value));
      okrt::accept<E>(static_cast<G &&>(error));
      requires !requires { T(from); } && !okrt::same<expected<U, G>, expected>;
    }
  constexpr expected(expected<U, G> from) {
    if (from.has_value()) okrt_value = *wit::move(from);
    else *this = unexpected<E>(wit::move(from).error());
  }

  constexpr T &operator*() & { return okrt_value; }
  constexpr const T &operator*() const & { return okrt_value; }
  constexpr T &&operator*() && { return static_cast<T &&>(okrt_value); }
  constexpr T *operator->() { return &okrt_value; }
  constexpr const T *operator->() const { return &okrt_value; }
  /* Ends the app when there is an error. */
  constexpr T &value() & { return this->okrt_require(), okrt_value; }
  constexpr const T &value() const & { return this->okrt_require(), okrt_value; }
  constexpr T &&value() && { return this->okrt_require(), static_cast<T &&>(okrt_value); }
  template <class U = T>
  constexpr T value_or(U &&other) const & {
    return this->okrt_ok ? okrt_value : static_cast<T>(static_cast<U &&>(other));
  }
  template <class U = T>
  constexpr T value_or(U &&other) && {
    return this->okrt_ok ? static_cast<T &&>(okrt_value) : static_cast<T>(static_cast<U &&>(other));
  }
  template <class... A>
  constexpr T &emplace(A &&...args) {
    this->okrt_ok = true;
    return okrt_value = T(static_cast<A &&>(args)...);
  }

  template <class U, class G>
  friend constexpr bool operator==(const expected &a, const expected<U, G> &b) {
    if (a.has_value() != b.has_value()) return false;
    return a.has_value() ? *a == *b : a.error() == b.error();
  }
  template <class U>
  friend constexpr bool operator==(const expected &a, const U &value) {
    return a.has_value() && *a == value;
  }
};

template <class E>
class expected<void, E> : public okrt::outcome<expected<void, E>, E> {
  using okrt_outcome = okrt::outcome<expected, E>;

 public:
  using value_type = void;

  constexpr expected() = default;
  template <class G>
  constexpr expected(unexpected<G> failure) : okrt_outcome(wit::move(failure)) {}

  constexpr void operator*() const {}
  constexpr void value() const { this->okrt_require(); }
  constexpr void emplace() { this->okrt_ok = true; }

  template <class G>
  friend constexpr bool operator==(const expected &a, const expected<void, G> &b) {
    return a.has_value() == b.has_value() && (a.has_value() || a.error() == b.error());
  }
};

}  // namespace wit

#endif

#endif
