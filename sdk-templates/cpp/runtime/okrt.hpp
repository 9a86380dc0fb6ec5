/*
 * What every generated C++ header builds on: views of strings and lists, options, results, handles. No standard library
 * is needed; where the app has one, these types convert from and to its own. Names in `wit` are for applications; names
 * in `okrt` and names that begin with okrt_ are private.
 *
 * Everything that lies in a record, a list or a variant has the bytes of the canonical ABI and is copied like a number.
 */
#ifndef OKRT_HPP
#define OKRT_HPP

#include "okrt.h"

#if __cplusplus >= 202302L && __has_include(<expected>)
#include <expected>
#endif

namespace okrt {

template <class T>
struct bare_ {
  using type = T;
};
template <class T>
struct bare_<T &> : bare_<T> {};
template <class T>
struct bare_<T &&> : bare_<T> {};
template <class T>
struct bare_<const T> : bare_<T> {};
template <class T>
using bare = typename bare_<T>::type;

template <class A, class B>
inline constexpr bool same = false;
template <class A>
inline constexpr bool same<A, A> = true;

template <class T>
void accept(T);

/* Has data() and size(), as std::string, std::vector, std::array and std::span have. */
template <class S, class T>
concept viewable = requires(const S &s) {
  accept<T *>(s.data());
  accept<size_t>(s.size());
};

/* std::string_view, without its header. */
template <class V>
concept text_view = sizeof(V) == 2 * sizeof(void *) && __is_trivially_copyable(V) && requires(const char *p, size_t n) {
  typename V::traits_type;
  V(p, n);
};

/* The app's object behind a handle, as a name that depends on App. */
template <class App, class R>
struct rep_of_ {
  using type = typename R::rep;
};
template <class App, class R>
using rep_of = typename rep_of_<App, R>::type;

/* A variable that the host or the app fills before it is read, so it starts with any bytes. */
template <class T>
struct area {
  union {
    T value;
  };
  constexpr area() {}
};

template <class T>
T *pointer(int32_t address) {
  return reinterpret_cast<T *>(static_cast<uintptr_t>(static_cast<uint32_t>(address)));
}

inline int32_t address(const void *pointer) {
  return static_cast<int32_t>(reinterpret_cast<intptr_t>(pointer));
}

template <class T>
T &at(uint8_t *base, size_t offset) {
  return *reinterpret_cast<T *>(base + offset);
}

template <class View>
View view(int32_t address, int32_t length) {
  return View(pointer<typename View::element_type>(address), static_cast<uint32_t>(length));
}

}  // namespace okrt

namespace wit {

template <class T>
constexpr okrt::bare<T> &&move(T &&value) {
  return static_cast<okrt::bare<T> &&>(value);
}

/* One visitor of several lambdas, for visit. */
template <class... F>
struct overloaded : F... {
  using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

/* Names the case that visit found: [](wit::case_<shape::tag::circle>, double radius) { ... }. */
template <auto Tag>
struct case_ {};

struct unit {};

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

/* A result inside of other values; what functions return is expected<T, E>. */
template <class T, class E>
struct result {
  bool is_err = false;
  union okrt_union {
    constexpr okrt_union() {}
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
    constexpr okrt_union() {}
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

/* A handle inside of other values: a number, copied like one. Someone has to take it, or it stays open. */
template <class R>
struct own {
  int32_t handle = 0;

  constexpr own() = default;
  constexpr explicit own(int32_t from) : handle(from) {}
  own(R &&owner) : handle(owner.release().handle) {}
  constexpr R take() const { return R(*this); }
};

/* A handle for the time of a call. */
template <class R>
struct borrow {
  int32_t handle = 0;

  constexpr borrow() = default;
  constexpr explicit borrow(int32_t from) : handle(from) {}
  constexpr borrow(const R &owner) : handle(owner.okrt_number()) {}
  constexpr borrow(own<R> owned) : handle(owned.handle) {}

  struct lent {
    R value;
    constexpr ~lent() { value.release(); }
    constexpr const R *operator->() const { return &value; }
  };
  /* The methods of R: device->read(). */
  constexpr lent operator->() const { return {R(own<R>(handle))}; }
};

/* Owns a handle: moved, not copied; dropped at its end. The base of every class for a resource. */
template <class R>
class handle {
 protected:
  int32_t okrt_handle = 0;

 public:
  constexpr handle() = default;
  constexpr explicit handle(own<R> from) : okrt_handle(from.handle) {}
  constexpr handle(handle &&from) noexcept : okrt_handle(from.okrt_handle) { from.okrt_handle = 0; }
  constexpr handle &operator=(handle &&from) noexcept {
    const int32_t taken = from.okrt_handle;
    from.okrt_handle = 0;
    reset();
    okrt_handle = taken;
    return *this;
  }
  constexpr ~handle() { reset(); }

  /* Whether there is a handle: not before one was opened, nor after it was moved or released. */
  constexpr explicit operator bool() const { return okrt_handle != 0; }
  constexpr void reset() {
    if (okrt_handle != 0) R::okrt_drop(okrt_handle);
    okrt_handle = 0;
  }
  constexpr own<R> release() {
    const own<R> given(okrt_handle);
    okrt_handle = 0;
    return given;
  }
  constexpr int32_t okrt_number() const { return okrt_handle; }
};

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

/* Sets of flags: a | b, a & b, ~a, has(set, part). */
#define OKRT_FLAGS(type, repr, all)                                                                       \
  constexpr type operator|(type a, type b) { return type(repr(repr(a) | repr(b))); }                      \
  constexpr type operator&(type a, type b) { return type(repr(repr(a) & repr(b))); }                      \
  constexpr type operator^(type a, type b) { return type(repr(repr(a) ^ repr(b))); }                      \
  constexpr type operator~(type a) { return type(repr(~uint32_t(a) & all)); }                             \
  constexpr type &operator|=(type &a, type b) { return a = a | b; }                                       \
  constexpr type &operator&=(type &a, type b) { return a = a & b; }                                       \
  constexpr bool has(type set, type part) { return (set & part) == part; }                                \
  OKRT_END

#endif
