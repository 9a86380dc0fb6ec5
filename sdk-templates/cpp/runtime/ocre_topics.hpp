/*
 * Topics of one type of payload: `constexpr ocre::topic<int> count("count");`, count.publish(5),
 * count.subscribe([](int number) { ... }). The app's struct derives from ocre::topics, which has the handler.
 */
#ifndef OCRE_TOPICS_HPP
#define OCRE_TOPICS_HPP

#include "okrt/callback.hpp"
#include "okrt/format.hpp"
#include "ocre/messaging.hpp"

/* How many subscriptions there may be: define it before the include of the SDK, and alike in all files of an app. */
#ifndef OCRE_SUBSCRIPTIONS
#define OCRE_SUBSCRIPTIONS 8
#endif

namespace okrt {

static_assert(is_table_size(OCRE_SUBSCRIPTIONS), "OCRE_SUBSCRIPTIONS is 1 to 4096");

struct topic_place : callback_place<const ocre::messaging::message &> {
  ocre::messaging::bus::subscription handle;
};
inline constinit topic_place topic_places[OCRE_SUBSCRIPTIONS];
inline constexpr uint32_t first_topic = 0xffff0000;

/* What replies go to, once ocre::request was called; without a message, it is to be taken. */
inline constinit void (*reply_arrived)(uint32_t token, const ocre::messaging::message *reply) = nullptr;

}  // namespace okrt

namespace ocre {

/*
 * Names a subscription; false when the host refused, or all OCRE_SUBSCRIPTIONS (8) are in use, which is a line in the
 * log, if there is one.
 */
struct topic_subscription {
  system::token token = 0;

  constexpr explicit operator bool() const { return token != 0; }
  bool end() const {
    const uint32_t i = token - okrt::first_topic;
    if (i >= OCRE_SUBSCRIPTIONS || !okrt::topic_places[i]) return false;
    okrt::topic_places[i].reset();
    okrt::topic_places[i].handle.reset();
    return true;
  }
};

/* What an app with functions for its subscriptions derives from. Tokens from 0xffff0000 are taken. */
struct topics {
  static messaging::disposition on_message(system::token token, const messaging::message &message) {
    const uint32_t i = token - okrt::first_topic;
    if (i >= OCRE_SUBSCRIPTIONS) {
      if (okrt::reply_arrived != nullptr) okrt::reply_arrived(token, &message);
    } else if (okrt::topic_places[i]) {
      okrt::topic_places[i].run(true, message);
    }
    return messaging::disposition::accept;
  }

  /* How a command gets its messages, from ocre::dispatch. */
  static void on_messages(system::token token) {
    const uint32_t i = token - okrt::first_topic;
    if (i >= OCRE_SUBSCRIPTIONS && okrt::reply_arrived != nullptr) okrt::reply_arrived(token, nullptr);
    while (i < OCRE_SUBSCRIPTIONS && okrt::topic_places[i]) {
      const wit::scratch scratch;
      const auto message = okrt::topic_places[i].handle.receive(0);
      if (!message) return;
      okrt::topic_places[i].run(true, *message);
    }
  }
};

/* What waits for a subscription: up to 8 messages of 256 bytes; longer ones count as dropped. */
inline constexpr messaging::bus::subscribe_options few_messages{.queue = 8, .max_payload = 256};

/* Calls the function with each message of the filter. */
inline topic_subscription subscribe(wit::string_view filter, wit::callback<void(const messaging::message &)> call,
    const messaging::bus::subscribe_options &options = few_messages) {
  for (uint32_t i = 0; i < OCRE_SUBSCRIPTIONS; i++) {
    if (okrt::topic_places[i]) continue;
    const uint32_t token = okrt::first_topic + i;
    auto opened = messaging::bus::subscription::open(filter, options, token);
    if (!opened) return {};
    okrt::topic_places[i].set(call);
    okrt::topic_places[i].handle = *wit::move(opened);
    return {token};
  }
  okrt::table_full("no subscription is left; OCRE_SUBSCRIPTIONS");
  return {};
}

/* How a type stands in a payload: text and bytes as they are, numbers in decimal. */
template <class T>
struct payload {
  static constexpr bool is_real = okrt::same<T, float> || okrt::same<T, double>;

  template <class Send>
  static auto write(T number, Send send) {
    char text[32];
    if constexpr (is_real) return send(wit::bytes_of(wit::format(text, "{:.6}", number)));
    else return send(wit::bytes_of(wit::format(text, "{}", number)));
  }
  static wit::option<T> read(wit::bytes bytes) {
    if constexpr (is_real) {
      const auto number = wit::parse_real(wit::text_of(bytes));
      return number ? wit::option<T>(T(*number)) : wit::nullopt;
    } else {
      const auto number = wit::parse_integer(wit::text_of(bytes));
      if (!number || int64_t(T(*number)) != *number) return wit::nullopt;
      return T(*number);
    }
  }
};
template <>
struct payload<wit::string_view> {
  template <class Send>
  static auto write(wit::string_view text, Send send) {
    return send(wit::bytes_of(text));
  }
  static wit::option<wit::string_view> read(wit::bytes bytes) { return wit::text_of(bytes); }
};
template <>
struct payload<wit::bytes> {
  template <class Send>
  static auto write(wit::bytes bytes, Send send) {
    return send(bytes);
  }
  static wit::option<wit::bytes> read(wit::bytes bytes) { return bytes; }
};

/* Answers a message whose sender waits for it, with text, bytes or a number; false: nobody does, or the host refused. */
template <class T>
bool reply(const messaging::message &message, const T &value) {
  const auto send = [&message](wit::bytes bytes) {
    return message.ticket != 0 && messaging::bus::reply(message.ticket, bytes, wit::nullopt).has_value();
  };
  if constexpr (requires { wit::string_view(value); }) return send(wit::bytes_of(wit::string_view(value)));
  else return payload<T>::write(value, send);
}

/* A topic whose messages are all of one type; what is none of that type is not heard. */
template <class T>
class topic {
  wit::string_view okrt_name;

 public:
  using value_type = T;

  constexpr explicit topic(wit::string_view name) : okrt_name(name) {}

  /* At most once, not kept. */
  auto publish(T value) const {
    return payload<T>::write(
        value, [this](wit::bytes bytes) { return messaging::bus::publish(okrt_name, bytes, wit::nullopt); });
  }

  template <class F>
  topic_subscription subscribe(F function, const messaging::bus::subscribe_options &options = few_messages) const {
    const auto call = [function](const messaging::message &message) mutable {
      if (const auto value = payload<T>::read(message.payload)) function(*value);
    };
    return ocre::subscribe(okrt_name, call, options);
  }

  /* Answers each question (ocre::request) with what the function returns. */
  template <class F>
  topic_subscription answer(F function, const messaging::bus::subscribe_options &options = few_messages) const {
    const auto call = [function](const messaging::message &message) mutable {
      if (const auto value = payload<T>::read(message.payload)) reply(message, function(*value));
    };
    return ocre::subscribe(okrt_name, call, options);
  }

  constexpr wit::string_view name() const { return okrt_name; }
};

}  // namespace ocre

#endif
