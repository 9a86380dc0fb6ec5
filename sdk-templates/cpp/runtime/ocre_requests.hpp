/*
 * Questions over topics, and functions for their answers:
 * `ocre::request<int>(count, 21, 1000, [](wit::option<int> answer) { ... });`. The app's struct derives from
 * ocre::topics and ocre::timers, which have the handlers. Who answers: `count.answer([](int n) { return 2 * n; });`.
 */
#ifndef OCRE_REQUESTS_HPP
#define OCRE_REQUESTS_HPP

#include "ocre_timers.hpp"
#include "ocre_topics.hpp"

/* How many may wait at once: define it before the include of the SDK, and alike in all files of an app. */
#ifndef OCRE_REQUESTS
#define OCRE_REQUESTS 4
#endif

namespace okrt {

static_assert(is_table_size(OCRE_REQUESTS), "OCRE_REQUESTS is 1 to 4096");

/* A place is free before its function runs, which may ask the next question. */
struct request_place {
  wit::callback<void(const ocre::messaging::message *)> call;
  ocre::timer timer;
  uint32_t token = 0;

  void run(const ocre::messaging::message *reply) {
    auto running = call;
    if (!running) return;
    call.reset();
    timer.cancel();
    running(reply);
  }
};
inline constinit request_place request_places[OCRE_REQUESTS];
inline constexpr uint32_t first_request = 0xfffe0000;
inline constinit uint16_t requests_asked = 0;

inline void request_answered(uint32_t token, const ocre::messaging::message *reply) {
  for (auto &place : request_places) {
    if (!place.call || place.token != token) continue;
    if (reply != nullptr) return place.run(reply);
    const wit::scratch scratch;
    // A reply that is refused is one that did not come in time.
    if (const auto taken = ocre::messaging::bus::take_reply(token)) place.run(&*taken);
    return;
  }
}

}  // namespace okrt

namespace ocre {

/* What a function gets when there was no answer in time is null. */
using reply_function = wit::callback<void(const messaging::message *)>;

/*
 * Publishes a question; the function gets the answer of up to 256 bytes, within so many milliseconds, for which a timer
 * of ocre::after runs. False: the host refused, or OCRE_REQUESTS (4) wait, which is a line in the log, if there is one.
 */
inline bool request(wit::string_view topic, wit::bytes payload, uint32_t timeout_ms, reply_function call) {
  okrt::reply_arrived = okrt::request_answered;
  for (auto &place : okrt::request_places) {
    if (place.call) continue;
    place.token = okrt::first_request + okrt::requests_asked++;
    place.timer = after(timeout_ms, [&place] { place.run(nullptr); });
    if (!place.timer) return false;
    if (!messaging::bus::send_request(topic, payload, wit::nullopt, place.token, timeout_ms, 256)) {
      place.timer.cancel();
      return false;
    }
    place.call = call;
    return true;
  }
  okrt::table_full("no request is left; OCRE_REQUESTS");
  return false;
}

/* The same with values: the function gets a wit::option<Answer>, which is empty without an answer of that type. */
template <class Answer, class Question, class F>
bool request(const topic<Question> &to, typename topic<Question>::value_type question, uint32_t timeout_ms, F function) {
  const auto call = [function](const messaging::message *reply) mutable {
    function(reply == nullptr ? wit::option<Answer>(wit::nullopt) : payload<Answer>::read(reply->payload));
  };
  return payload<Question>::write(
      question, [&](wit::bytes bytes) { return ocre::request(to.name(), bytes, timeout_ms, call); });
}

}  // namespace ocre

#endif
