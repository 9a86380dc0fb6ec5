/*
 * A function and what it captured, in place, and tables of them: no memory is allocated.
 */
#ifndef OKRT_CALLBACK_HPP
#define OKRT_CALLBACK_HPP

#include "views.hpp"
#if __has_include("../ocre_log.hpp")
#include "../ocre/system.hpp"
#endif

namespace wit {

template <class Signature>
class callback;

/* Takes lambdas that capture up to four pointers or numbers: wit::callback<void()> tick = [&led] { led.toggle(); }. */
template <class R, class... Args>
class callback<R(Args...)> {
  alignas(alignof(uint64_t)) unsigned char okrt_captured[4 * sizeof(void *)];
  R (*okrt_call)(void *, Args...);

 public:
  constexpr callback() : okrt_captured{}, okrt_call(nullptr) {}
  template <class F>
    requires(!okrt::same<F, callback> && __is_trivially_copyable(F) && sizeof(F) <= sizeof(okrt_captured))
  callback(F function) {
    __builtin_memcpy(okrt_captured, &function, sizeof function);
    okrt_call = [](void *captured, Args... args) -> R {
      return (*static_cast<F *>(captured))(static_cast<Args &&>(args)...);
    };
  }

  constexpr explicit operator bool() const { return okrt_call != nullptr; }
  constexpr void reset() { okrt_call = nullptr; }
  R operator()(Args... args) { return okrt_call(okrt_captured, static_cast<Args &&>(args)...); }
};

}  // namespace wit

namespace okrt {

/* Tables have the size that the app says: tokens are the first one of a table and a place in it. */
constexpr bool is_table_size(uint32_t count) {
  return count >= 1 && count <= 0x1000;
}

/* One is full, which its caller is told; a line in the log, where the world has one. */
inline void table_full([[maybe_unused]] wit::string_view text) {
#if __has_include("../ocre_log.hpp")
  ocre::system::log::log(ocre::system::log::level::error, "sdk", text);
#endif
}

/* A place in a table; the function in it may end what it is called for, and begin something else in the same place. */
template <class... Args>
struct callback_place {
  wit::callback<void(Args...)> call;
  uint32_t changes = 0;

  constexpr explicit operator bool() const { return bool(call); }
  void set(const wit::callback<void(Args...)> &to) {
    call = to;
    changes++;
  }
  void reset() {
    call.reset();
    changes++;
  }
  /* What the function captured is its own while it runs, and kept for the next time, if there is one. */
  void run(bool again, Args... args) {
    auto running = call;
    if (!again) reset();
    const uint32_t before = changes;
    running(static_cast<Args &&>(args)...);
    if (again && changes == before) call = running;
  }
};

}  // namespace okrt

#endif
