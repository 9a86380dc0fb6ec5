/*
 * A value or an error inside of other values, with the bytes of the canonical ABI.
 */
#ifndef OKRT_RESULT_HPP
#define OKRT_RESULT_HPP

#include "handle.hpp"

namespace wit {

/* A result inside of other values; what functions return is expected<T, E>. */
template <class T, class E>
struct result {
  bool is_err = false;
  union okrt_union {
    constexpr okrt_union() : ok{} {}
    constexpr okrt_union(case_<0>, const T &of) : ok(of) {}
    constexpr okrt_union(case_<1>, const E &of) : err(of) {}
    T ok;
    E err;
  } val{};

  static constexpr result make_ok(const T &value) {
    return {false, {case_<0>{}, value}};
  }
  static constexpr result make_err(const E &error) {
    return {true, {case_<1>{}, error}};
  }
  constexpr bool has_value() const { return !is_err; }
  constexpr explicit operator bool() const { return !is_err; }
  constexpr const T &operator*() const { return val.ok; }
  constexpr const E &error() const { return val.err; }
};

template <class T>
struct result<T, void> {
  bool is_err = false;
  union okrt_union {
    constexpr okrt_union() : ok{} {}
    constexpr okrt_union(case_<0>, const T &of) : ok(of) {}
    T ok;
  } val{};

  static constexpr result make_ok(const T &value) {
    return {false, {case_<0>{}, value}};
  }
  static constexpr result make_err() {
    return {true, {}};
  }
  constexpr bool has_value() const { return !is_err; }
  constexpr explicit operator bool() const { return !is_err; }
  constexpr const T &operator*() const { return val.ok; }
};

template <class E>
struct result<void, E> {
  bool is_err = false;
  union okrt_union {
    constexpr okrt_union() {}
    constexpr okrt_union(case_<1>, const E &of) : err(of) {}
    E err;
  } val{};

  static constexpr result make_ok() { return {}; }
  static constexpr result make_err(const E &error) {
    return {true, {case_<1>{}, error}};
  }
  constexpr bool has_value() const { return !is_err; }
  constexpr explicit operator bool() const { return !is_err; }
  constexpr const E &error() const { return val.err; }
};

template <>
struct result<void, void> {
  bool is_err = false;

  static constexpr result make_ok() { return {}; }
  static constexpr result make_err() { return {true}; }
  constexpr bool has_value() const { return !is_err; }
  constexpr explicit operator bool() const { return !is_err; }
};

}  // namespace wit

namespace okrt {

/* What an app's function answered, as the value that lies in memory; an owner gives its handle away. */
template <class R, class Answer>
constexpr R result_of(Answer &answer) {
  if (answer.has_value()) {
    if constexpr (same<typename Answer::value_type, void>) return R::make_ok();
    else return R::make_ok(give<bare<decltype(R().val.ok)>>(*answer));
  } else {
    if constexpr (same<typename Answer::error_type, wit::unit>) return R::make_err();
    else return R::make_err(answer.error());
  }
}

}  // namespace okrt

#endif
