/*
 * printf for small apps: what wit_format writes is not terminated by a zero, and is cut at the buffer's end.
 */
#ifndef OKRT_FORMAT_H
#define OKRT_FORMAT_H

#include "okrt.h"
#include <stdarg.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The compiler compares formats with arguments. */
#define OKRT_PRINTF(text, values) __attribute__((format(printf, text, values)))

/* For "%.*s": WIT_PRINT(text) stands for both of its arguments. */
#define WIT_PRINT(text) (int)(text).len, (const char *)(text).ptr

/*
 * Bytes written. Knows %d %i %u %x %c %s %f %%, the lengths h, l, ll and z, a width with 0 for whole numbers and text,
 * and a precision for %s and %f (up to 9 places). A number of 9e18 or more is "inf" as a %f.
 */
size_t wit_format(char *buffer, size_t size, const char *format, ...) OKRT_PRINTF(3, 4);
size_t wit_format_list(char *buffer, size_t size, const char *format, va_list values) OKRT_PRINTF(3, 0);

/* A whole number in decimal, alone in the bytes: true, and the number. */
bool wit_parse_number(wit_bytes_t text, int64_t *out);

#ifdef __cplusplus
}
#endif

#endif
