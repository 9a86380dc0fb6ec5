/*
 * A tour calls every function of a package and logs one line for each: the target is the function's name in WIT, the
 * message what came of it. The test beside it knows what to expect, with every grant and with none.
 */
#ifndef TOUR_H
#define TOUR_H

#ifndef TOUR_WORLD
#define TOUR_WORLD "command.h"
#endif
#include TOUR_WORLD

static const char *const tour_names[] = {
    "ok", "denied", "not-found", "exists", "busy", "invalid-argument", "invalid-state", "wrong-kind", "not-empty",
    "not-supported", "timeout", "would-block", "cancelled", "exhausted", "quota", "too-large", "conflict", "closed",
    "refused", "reset", "unreachable", "address-in-use", "unresolved", "untrusted", "not-ready", "corrupt", "io",
    "internal",
};

static inline wit_string_t tour_text(const char *text) {
  size_t length = 0;
  while (text[length] != 0) {
    length++;
  }
  return wit_string_make(text, length);
}

static inline wit_bytes_t tour_bytes(const char *text) {
  wit_string_t string = tour_text(text);
  wit_bytes_t bytes;
  bytes.ptr = (uint8_t *)(uintptr_t)string.ptr;
  bytes.len = string.len;
  return bytes;
}

static inline void tour_say(const char *function, wit_string_t message) {
  ocre_system_log(OCRE_SYSTEM_LOG_LEVEL_INFO, tour_text(function), message);
}

/* The outcome of one call; true if it was ok. */
static inline bool tour(const char *function, ocre_system_status_t status) {
  tour_say(function, tour_text(status < sizeof tour_names / sizeof tour_names[0] ? tour_names[status] : "?"));
  return status == OCRE_SYSTEM_STATUS_OK;
}

/* For functions without an error: what they returned, against what they should. */
static inline bool tour_is(const char *function, bool expected) {
  tour_say(function, tour_text(expected ? "ok" : "unexpected"));
  return expected;
}

static inline void tour_number(const char *function, uint64_t number) {
  char digits[20];
  size_t at = sizeof digits;
  do {
    digits[--at] = (char)('0' + number % 10);
    number /= 10;
  } while (number != 0);
  tour_say(function, wit_string_make(digits + at, sizeof digits - at));
}

static inline void tour_show(const char *function, const void *bytes, size_t length) {
  tour_say(function, wit_string_make((const char *)bytes, length));
}

static inline bool tour_equal(const void *a, size_t length, const char *b) {
  const char *bytes = (const char *)a;
  for (size_t i = 0; i < length; i++) {
    if (b[i] == 0 || bytes[i] != b[i]) {
      return false;
    }
  }
  return b[length] == 0;
}

#define TEXT(literal) tour_text(literal)

#endif
