/*
 * What the other files share: traits, addresses, and the visitors of variants.
 */
#ifndef OKRT_BASE_HPP
#define OKRT_BASE_HPP

#include "../okrt.h"

#ifdef __wasm__
#define OKRT_EXPORTED(name) __attribute__((export_name(name), visibility("default")))
#else
#define OKRT_EXPORTED(name)
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

}  // namespace wit

/* Sets of flags: a | b, a & b, ~a, has(set, part). */
#define OKRT_FLAGS(type, repr, all) \
  constexpr type operator|(type okrt_a, type okrt_b) { return type(repr(repr(okrt_a) | repr(okrt_b))); } \
  constexpr type operator&(type okrt_a, type okrt_b) { return type(repr(repr(okrt_a) & repr(okrt_b))); } \
  constexpr type operator^(type okrt_a, type okrt_b) { return type(repr(repr(okrt_a) ^ repr(okrt_b))); } \
  constexpr type operator~(type okrt_a) { return type(repr(~uint32_t(okrt_a) & all)); } \
  constexpr type &operator|=(type &okrt_a, type okrt_b) { return okrt_a = okrt_a | okrt_b; } \
  constexpr type &operator&=(type &okrt_a, type okrt_b) { return okrt_a = okrt_a & okrt_b; } \
  constexpr bool has(type okrt_set, type okrt_part) { return (okrt_set & okrt_part) == okrt_part; } \
  OKRT_END

#endif
