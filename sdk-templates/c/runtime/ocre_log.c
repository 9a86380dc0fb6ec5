/* One line at a time, in a buffer as long as the host takes. */
#include "ocre_log.h"

static void okrt_log_line(ocre_system_log_level_t level, const char *target, const char *format, va_list values)
    OKRT_PRINTF(3, 0);

static void okrt_log_line(ocre_system_log_level_t level, const char *target, const char *format, va_list values) {
  static char line[256];
  size_t length = 0;
  while (target[length] != '\0') length++;
  ocre_system_log(level, wit_string_make(target, length),
      wit_string_make(line, wit_format_list(line, sizeof line, format, values)));
}

void ocre_logf(ocre_system_log_level_t level, const char *target, const char *format, ...) {
  va_list values;
  if (level < ocre_system_log_threshold()) return;
  va_start(values, format);
  okrt_log_line(level, target, format, values);
  va_end(values);
}

void ocre_panicf(const char *format, ...) {
  va_list values;
  va_start(values, format);
  okrt_log_line(OCRE_SYSTEM_LOG_LEVEL_ERROR, "panic", format, values);
  va_end(values);
  __builtin_trap();
}
