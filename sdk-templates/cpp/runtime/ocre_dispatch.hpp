/*
 * The loop of a command that waits for events: ocre::dispatch_all<app>() calls the functions of the app's struct that a
 * reactor would export. Those it does not have are left out.
 */
#ifndef OCRE_DISPATCH_HPP
#define OCRE_DISPATCH_HPP

#include "ocre/system.hpp"

namespace okrt {

/* A number that becomes whatever the handler takes: the enum of another package, or a number. */
struct bits {
  uint32_t of;
  template <class E>
    requires(__is_enum(E) || same<E, uint32_t>)
  constexpr operator E() const {
    return E(of);
  }
};

inline constinit bool dispatch_ended = false;

}  // namespace okrt

namespace ocre {

/* Calls the handler of one event. */
template <class App>
void dispatch(const system::events::event &event) {
  using system::events::event_kind;
  switch (event.kind) {
    case event_kind::timer:
      if constexpr (requires { &App::on_timer; }) App::on_timer(event.token, event.lost);
      break;
    case event_kind::line:
      if constexpr (requires { &App::on_line; }) App::on_line(event.token, event.data, event.lost, event.time);
      break;
    case event_kind::socket:
      if constexpr (requires { &App::on_socket; }) App::on_socket(event.token, okrt::bits{event.data});
      break;
    case event_kind::name:
      if constexpr (requires { &App::on_name; }) App::on_name(event.token, event.data);
      break;
    case event_kind::message:
      // In place of on_message: messages wait in the subscription.
      if constexpr (requires { &App::on_messages; }) App::on_messages(event.token);
      break;
    case event_kind::store:
      if constexpr (requires { &App::on_store_change; }) App::on_store_change(event.token, event.lost);
      break;
    case event_kind::sensor:
      if constexpr (requires { &App::on_sample; }) App::on_sample(event.token, event.lost);
      break;
    case event_kind::config:
      if constexpr (requires { &App::on_config; }) App::on_config(event.token);
      break;
    case event_kind::stop:
      if constexpr (requires { &App::on_stop; }) {
        const uint64_t now = system::monotonic_clock::now();
        const uint64_t grace_ms = event.time > now ? (event.time - now) / 1'000'000 : 0;
        App::on_stop(okrt::bits{event.data}, grace_ms > UINT32_MAX ? UINT32_MAX : uint32_t(grace_ms));
      }
      break;
    default:
      break;
  }
}

/* Waits up to timeout_ms for an event and dispatches it; false: the time ran out, or the app is to stop. */
template <class App>
bool dispatch_next(uint32_t timeout_ms) {
  const auto event = system::events::wait(timeout_ms);
  if (event) dispatch<App>(*event);
  return event.has_value();
}

/* Dispatches until the app is to stop, or a handler calls dispatch_end. */
template <class App>
void dispatch_all() {
  okrt::dispatch_ended = false;
  while (!okrt::dispatch_ended && dispatch_next<App>(UINT32_MAX)) {
  }
}
inline void dispatch_end() {
  okrt::dispatch_ended = true;
}

}  // namespace ocre

#endif
