/*
 * Handles: owned, lent, and inside of other values.
 */
#ifndef OKRT_HANDLE_HPP
#define OKRT_HANDLE_HPP

#include "base.hpp"

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

}  // namespace wit

#endif
