/*
 * Handles: owned, lent, in lists, and inside of other values.
 */
#ifndef OKRT_HANDLE_HPP
#define OKRT_HANDLE_HPP

#include "memory.hpp"
#include "option.hpp"
#include "views.hpp"

namespace wit {

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

/* A list of handles that someone owns: what is not moved out of it is dropped at its end. Lies in memory of the host. */
template <class R>
class owned_list {
  R *okrt_items = nullptr;
  size_t okrt_count = 0;

 public:
  constexpr owned_list() = default;
  explicit owned_list(list<own<R>> from) : okrt_items(okrt_owners(from)), okrt_count(from.len) {}
  /* Takes the handles of an array, whose owners have none any more. */
  template <size_t N>
  owned_list(R (&from)[N]) : okrt_items(make<R>(N)), okrt_count(N) {
    for (size_t i = 0; i < N; i++) *reinterpret_cast<int32_t *>(okrt_items + i) = from[i].release().handle;
  }
  constexpr owned_list(owned_list &&from) noexcept : okrt_items(from.okrt_items), okrt_count(from.okrt_count) {
    from.okrt_count = 0;
  }
  constexpr owned_list &operator=(owned_list &&from) noexcept {
    R *const items = from.okrt_items;
    const size_t count = from.okrt_count;
    from.okrt_count = 0;
    reset();
    okrt_items = items;
    okrt_count = count;
    return *this;
  }
  constexpr ~owned_list() { reset(); }

  constexpr size_t size() const { return okrt_count; }
  constexpr bool empty() const { return okrt_count == 0; }
  constexpr R *begin() const { return okrt_items; }
  constexpr R *end() const { return okrt_items + okrt_count; }
  constexpr R &operator[](size_t index) const { return okrt_items[index]; }

  constexpr void reset() {
    for (size_t i = 0; i < okrt_count; i++) okrt_items[i].reset();
    okrt_count = 0;
  }
  list<own<R>> release() {
    const list<own<R>> given(reinterpret_cast<const own<R> *>(okrt_items), okrt_count);
    okrt_count = 0;
    return given;
  }

 private:
  static R *okrt_owners(list<own<R>> from) {
    static_assert(sizeof(R) == sizeof(own<R>) && alignof(R) == alignof(own<R>));
    return const_cast<R *>(reinterpret_cast<const R *>(from.ptr));
  }
};

}  // namespace wit

namespace okrt {

/* From what lies in memory to what owns it, and back: an option of a handle is an owner that may be empty. */
template <class R>
R take(wit::own<R> from) {
  return from.take();
}
template <class R>
R take(wit::option<wit::own<R>> from) {
  return from ? from->take() : R();
}
template <class R>
wit::owned_list<R> take(wit::list<wit::own<R>> from) {
  return wit::owned_list<R>(from);
}

template <class Inner>
struct giver {
  template <class Outer>
  static constexpr Inner give(Outer &&outer) {
    if constexpr (requires { Inner(outer.release()); }) return outer.release();
    else return static_cast<Outer &&>(outer);
  }
};
template <class R>
struct giver<wit::option<wit::own<R>>> {
  template <class Outer>
  static constexpr wit::option<wit::own<R>> give(Outer &&outer) {
    if (!outer) return wit::nullopt;
    return outer.release();
  }
};
template <class Inner, class Outer>
constexpr Inner give(Outer &&outer) {
  return giver<Inner>::give(static_cast<Outer &&>(outer));
}

}  // namespace okrt

#endif
