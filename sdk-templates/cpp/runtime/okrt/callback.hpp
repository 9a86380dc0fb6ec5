/*
 * A function and what it captured, in place: no memory is allocated.
 */
#ifndef OKRT_CALLBACK_HPP
#define OKRT_CALLBACK_HPP

#include "base.hpp"

namespace wit {

template <class Signature>
class callback;

/* Takes lambdas that capture up to four pointers or numbers: wit::callback<void()> tick = [&led] { led.toggle(); }. */
template <class R, class... Args>
class callback<R(Args...)> {
  alignas(alignof(uint64_t)) unsigned char okrt_captured[4 * sizeof(void *)]{};
  R (*okrt_call)(void *, Args...) = nullptr;

 public:
  constexpr callback() = default;
  template <class F>
    requires(!okrt::same<F, callback> && __is_trivially_copyable(F) && sizeof(F) <= sizeof(okrt_captured))
  callback(F function) {
    __builtin_memcpy(okrt_captured, &function, sizeof function);
    okrt_call = [](void *captured, Args... args) -> R {
      return (*static_cast<F *>(captured))(static_cast<Args &&>(args)...);
    };
  }

  constexpr explicit operator bool() const { return okrt_call != nullptr; }
  R operator()(Args... args) { return okrt_call(okrt_captured, static_cast<Args &&>(args)...); }
};

}  // namespace wit

namespace okrt {

/* A place in a table; the function in it may end what it is called for, and begin something else in the same place. */
template <class... Args>
struct callback_place {
  wit::callback<void(Args...)> call;
  uint32_t changes = 0;

  constexpr explicit operator bool() const { return bool(call); }
  void set(wit::callback<void(Args...)> to) {
    call = to;
    changes++;
  }
  /* What the function captured is its own while it runs, and kept for the next time. */
  void run(Args... args) {
    auto running = call;
    const uint32_t before = changes;
    running(static_cast<Args &&>(args)...);
    if (changes == before) call = running;
  }
};

}  // namespace okrt

#endif
