/* The formatter behind logs and payloads; no state, no memory, no libc. */
#include "okrt_format.h"

/* Called from many places, so a copy in each would be long. */
#define OKRT_ONCE __attribute__((noinline))

struct okrt_out {
  char *to;
  size_t left;
};

OKRT_ONCE static void okrt_put(struct okrt_out *out, char c) {
  if (out->left == 0) return;
  *out->to++ = c;
  out->left--;
}

/* With 0 for fill, zeros stand between the sign and the digits. */
OKRT_ONCE static void okrt_number(struct okrt_out *out, uint64_t value, unsigned base, bool negative, unsigned width, char fill) {
  char digits[21];
  unsigned count = 0;
  do {
    unsigned digit = (unsigned)(value % base);
    digits[count++] = (char)(digit + (digit < 10 ? '0' : 'a' - 10));
    value /= base;
  } while (value != 0);
  if (negative && fill != '0') digits[count++] = '-';
  if (negative && fill == '0') {
    okrt_put(out, '-');
    if (width > 0) width--;
  }
  for (; width > count; width--) okrt_put(out, fill);
  while (count > 0) okrt_put(out, digits[--count]);
}

OKRT_ONCE static void okrt_text(struct okrt_out *out, const char *text, unsigned limit, unsigned width) {
  unsigned length = 0;
  while (length < limit && text[length] != '\0') length++;
  for (; width > length; width--) okrt_put(out, ' ');
  for (unsigned i = 0; i < length; i++) okrt_put(out, text[i]);
}

OKRT_ONCE static void okrt_real(struct okrt_out *out, double value, unsigned places) {
  bool negative = value < 0;
  uint64_t unit = 1;
  if (negative) value = -value;
  if (!(value < 9e18)) {
    okrt_text(out, value > 0 ? "inf" : "nan", 3, 0);
    return;
  }
  if (places > 9) places = 9;
  for (unsigned i = 0; i < places; i++) unit *= 10;
  uint64_t whole = (uint64_t)value;
  uint64_t part = (uint64_t)((value - (double)whole) * (double)unit + 0.5);
  if (part >= unit) {
    whole += 1;
    part = 0;
  }
  okrt_number(out, whole, 10, negative, 0, ' ');
  if (places == 0) return;
  okrt_put(out, '.');
  okrt_number(out, part, 10, false, places, '0');
}

static unsigned okrt_digits(const char **format) {
  unsigned value = 0;
  while (**format >= '0' && **format <= '9') value = value * 10 + (unsigned)(*(*format)++ - '0');
  return value;
}

size_t wit_format_list(char *buffer, size_t size, const char *format, va_list values) {
  struct okrt_out out = {buffer, size};
  va_list left;
  va_copy(left, values);
  for (char c; (c = *format) != '\0';) {
    format++;
    if (c != '%') {
      okrt_put(&out, c);
      continue;
    }
    char fill = *format == '0' ? '0' : ' ';
    unsigned width = okrt_digits(&format);
    unsigned precision = UINT32_MAX;
    bool wide = false;
    if (*format == '.') {
      format++;
      if (*format == '*') {
        format++;
        precision = va_arg(left, unsigned);
      } else {
        precision = okrt_digits(&format);
      }
    }
    /* A short argument is an int by the time it is here; where a long is one, so is that. */
    for (; *format == 'h' || *format == 'l' || *format == 'z'; format++) {
      wide = *format == 'l' ? format[-1] == 'l' || sizeof(long) == 8 : *format == 'z' && sizeof(size_t) == 8;
    }
    c = *format;
    if (c == '\0') break;
    format++;
    if (c == 's') {
      okrt_text(&out, va_arg(left, const char *), precision, width);
    } else if (c == 'f') {
      okrt_real(&out, va_arg(left, double), precision == UINT32_MAX ? 6 : precision);
    } else if (c == 'd' || c == 'i' || c == 'u' || c == 'x') {
      bool is_signed = c < 'u';
      uint64_t value = wide ? va_arg(left, uint64_t) : va_arg(left, unsigned);
      if (is_signed && !wide) value = (uint64_t)(int32_t)value;
      bool negative = is_signed && (int64_t)value < 0;
      okrt_number(&out, negative ? 0 - value : value, c == 'x' ? 16 : 10, negative, width, fill);
    } else {
      okrt_put(&out, c == 'c' ? (char)va_arg(left, int) : c);
    }
  }
  va_end(left);
  return size - out.left;
}

size_t wit_format(char *buffer, size_t size, const char *format, ...) {
  va_list values;
  va_start(values, format);
  size_t used = wit_format_list(buffer, size, format, values);
  va_end(values);
  return used;
}

bool wit_parse_number(wit_bytes_t text, int64_t *out) {
  bool negative = text.len > 0 && text.ptr[0] == '-';
  size_t i = negative ? 1 : 0;
  uint64_t limit = (UINT64_C(1) << 63) - (negative ? 0 : 1);
  uint64_t value = 0;
  if (i == text.len) return false;
  for (; i < text.len; i++) {
    uint8_t digit = (uint8_t)(text.ptr[i] - '0');
    if (digit > 9 || value > (limit - digit) / 10) return false;
    value = value * 10 + digit;
  }
  *out = (int64_t)(negative ? 0 - value : value);
  return true;
}
