/*
 * Log lines with values in them, and assertions that say where they failed before they trap.
 */
#ifndef OCRE_LOG_HPP
#define OCRE_LOG_HPP

#include "okrt/format.hpp"
#include "ocre/system.hpp"

namespace okrt {

/* Nothing is formatted below the host's threshold. */
inline void log_line(ocre::system::log::level level, wit::string_view target, wit::string_view text, const value *values) {
  static char line[256];
  if (level < ocre::system::log::threshold()) return;
  ocre::system::log::log(level, target, {line, format(line, sizeof line, text, values)});
}

}  // namespace okrt

namespace ocre {

/* log_at(level::info, "radio", "{} of {}", done, all): the part of the app that the line concerns comes first. */
template <class... Values>
void log_at(system::log::level level, wit::string_view target, wit::format_string<Values...> text,
    const Values &...values) {
  const okrt::value all[] = {okrt::value(values)..., okrt::value(false)};
  okrt::log_line(level, target, text.text, all);
}

template <class... Values>
void log_debug(wit::format_string<Values...> text, const Values &...values) {
  log_at(system::log::level::debug, "", text, values...);
}
template <class... Values>
void log_info(wit::format_string<Values...> text, const Values &...values) {
  log_at(system::log::level::info, "", text, values...);
}
template <class... Values>
void log_warn(wit::format_string<Values...> text, const Values &...values) {
  log_at(system::log::level::warn, "", text, values...);
}
template <class... Values>
void log_error(wit::format_string<Values...> text, const Values &...values) {
  log_at(system::log::level::error, "", text, values...);
}

/* Traps, after one line in the log. */
template <class... Values>
[[noreturn]] void panic(wit::format_string<Values...> text, const Values &...values) {
  log_at(system::log::level::error, "panic", text, values...);
  __builtin_trap();
}

}  // namespace ocre

/* Traps with one line in the log when the condition is false. */
#define OCRE_ASSERT(condition) \
  ((condition) ? (void)0 : ::ocre::panic("{}:{}: assertion failed: {}", __FILE_NAME__, __LINE__, #condition))

#endif
