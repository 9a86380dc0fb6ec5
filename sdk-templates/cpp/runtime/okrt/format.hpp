/*
 * Text with values in it: wit::format(buffer, "{} of {:04x}", done, all). What does not fit is cut.
 */
#ifndef OKRT_FORMAT_HPP
#define OKRT_FORMAT_HPP

#include "option.hpp"
#include "views.hpp"

namespace okrt {

enum class value_kind : uint8_t {
  integer,
  natural,
  real,
  text,
  character,
};

/* A value of any type that can be formatted. */
struct value {
  value_kind kind;
  union {
    int64_t integer;
    uint64_t natural;
    double real;
    wit::string_view text;
  };

  constexpr value(bool of) : kind(value_kind::text), text(of ? "true" : "false") {}
  constexpr value(char of) : kind(value_kind::character), natural(uint8_t(of)) {}
  constexpr value(signed char of) : kind(value_kind::integer), integer(of) {}
  constexpr value(unsigned char of) : kind(value_kind::natural), natural(of) {}
  constexpr value(short of) : kind(value_kind::integer), integer(of) {}
  constexpr value(unsigned short of) : kind(value_kind::natural), natural(of) {}
  constexpr value(int of) : kind(value_kind::integer), integer(of) {}
  constexpr value(unsigned of) : kind(value_kind::natural), natural(of) {}
  constexpr value(long of) : kind(value_kind::integer), integer(of) {}
  constexpr value(unsigned long of) : kind(value_kind::natural), natural(of) {}
  constexpr value(long long of) : kind(value_kind::integer), integer(of) {}
  constexpr value(unsigned long long of) : kind(value_kind::natural), natural(of) {}
  constexpr value(float of) : kind(value_kind::real), real(double(of)) {}
  constexpr value(double of) : kind(value_kind::real), real(of) {}
  constexpr value(const char *of) : kind(value_kind::text), text(of) {}
  constexpr value(wit::string_view of) : kind(value_kind::text), text(of) {}
  template <viewable<const char> S>
    requires(!same<S, wit::string_view>)
  constexpr value(const S &of) : value(wit::string_view(of)) {}
  /* Enums by their number. */
  template <class E>
    requires(__is_enum(E))
  constexpr value(E of) : value(static_cast<__underlying_type(E)>(of)) {}
};

class writer {
  char *to;
  size_t left;

 public:
  constexpr writer(char *buffer, size_t size) : to(buffer), left(size) {}
  constexpr size_t room() const { return left; }

  [[gnu::noinline]] constexpr void put(char c) {
    if (left == 0) return;
    *to++ = c;
    left--;
  }

  [[gnu::noinline]] constexpr void text(wit::string_view of, unsigned width) {
    for (; width > of.len; width--) put(' ');
    for (char c : of) put(c);
  }

  /* With 0 for fill, zeros stand between the sign and the digits. */
  [[gnu::noinline]] constexpr void number(uint64_t of, unsigned base, bool negative, unsigned width, char fill) {
    char digits[21]{};
    unsigned count = 0;
    do {
      const unsigned digit = unsigned(of % base);
      digits[count++] = char(digit + (digit < 10 ? '0' : 'a' - 10));
      of /= base;
    } while (of != 0);
    if (negative && fill != '0') digits[count++] = '-';
    if (negative && fill == '0') {
      put('-');
      if (width > 0) width--;
    }
    for (; width > count; width--) put(fill);
    while (count > 0) put(digits[--count]);
  }

  [[gnu::noinline]] constexpr void real(double of, unsigned places) {
    const bool negative = of < 0;
    if (negative) of = -of;
    if (!(of < 9e18)) return text(of > 0 ? "inf" : "nan", 0);
    uint64_t unit = 1;
    if (places > 9) places = 9;
    for (unsigned i = 0; i < places; i++) unit *= 10;
    uint64_t whole = uint64_t(of);
    uint64_t part = uint64_t((of - double(whole)) * double(unit) + 0.5);
    if (part >= unit) {
      whole += 1;
      part = 0;
    }
    number(whole, 10, negative, 0, ' ');
    if (places == 0) return;
    put('.');
    number(part, 10, false, places, '0');
  }
};

constexpr unsigned digits_of(const char *&at, const char *end) {
  unsigned number = 0;
  while (at != end && *at >= '0' && *at <= '9') number = number * 10 + unsigned(*at++ - '0');
  return number;
}

/* One placeholder, from behind its brace to its end. */
constexpr void write_value(writer &out, const value &of, const char *&at, const char *end) {
  if (at != end && *at == ':') at++;
  const char fill = at != end && *at == '0' ? '0' : ' ';
  const unsigned width = digits_of(at, end);
  unsigned places = 3;
  if (at != end && *at == '.') places = digits_of(++at, end);
  const unsigned base = at != end && *at == 'x' ? 16 : 10;
  while (at != end && *at != '}') at++;
  if (at != end) at++;
  switch (of.kind) {
    case value_kind::integer:
      return out.number(of.integer < 0 ? 0 - uint64_t(of.integer) : uint64_t(of.integer), base, of.integer < 0, width, fill);
    case value_kind::natural:
      return out.number(of.natural, base, false, width, fill);
    case value_kind::real:
      return out.real(of.real, places);
    case value_kind::text:
      return out.text(of.text, width);
    case value_kind::character:
      return out.put(char(of.natural));
  }
}

[[gnu::noinline]] constexpr size_t format(char *buffer, size_t size, wit::string_view text, const value *values) {
  writer out(buffer, size);
  const char *end = text.end();
  for (const char *at = text.begin(); at != end;) {
    const char c = *at++;
    const bool twice = at != end && *at == c;
    if (c == '{' && !twice) {
      write_value(out, *values++, at, end);
      continue;
    }
    // {{ and }} are one brace.
    if ((c == '{' || c == '}') && twice) at++;
    out.put(c);
  }
  return size - out.room();
}

consteval size_t placeholders(wit::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] != '{') continue;
    if (i + 1 < text.len && text.ptr[i + 1] == '{') i++;
    else count++;
  }
  return count;
}

template <class T>
struct same_type_ {
  using type = T;
};

}  // namespace okrt

namespace wit {

/* A text with one {} for each value, which the compiler counts; {:5} {:05} {:x} {:.2} say how. */
template <class... Values>
struct format_text {
  string_view text;
  template <size_t N>
  consteval format_text(const char (&literal)[N]) : text(literal, N - 1) {
    if (okrt::placeholders(text) != sizeof...(Values)) okrt_values_and_placeholders_differ();
  }
  static void okrt_values_and_placeholders_differ();
};
template <class... Values>
using format_string = typename okrt::same_type_<format_text<Values...>>::type;

/* What was written to the buffer. */
template <size_t N, class... Values>
constexpr string_view format(char (&buffer)[N], format_string<Values...> text, const Values &...values) {
  const okrt::value all[] = {okrt::value(values)..., okrt::value(false)};
  return {buffer, okrt::format(buffer, N, text.text, all)};
}

/* A whole number in decimal, alone in the text. */
constexpr option<int64_t> parse_integer(string_view text) {
  const bool negative = text.len > 0 && text.ptr[0] == '-';
  const uint64_t limit = (uint64_t(1) << 63) - (negative ? 0 : 1);
  uint64_t value = 0;
  if (text.len == (negative ? 1 : 0)) return nullopt;
  for (size_t i = negative ? 1 : 0; i < text.len; i++) {
    const unsigned digit = unsigned(text.ptr[i]) - '0';
    if (digit > 9 || value > (limit - digit) / 10) return nullopt;
    value = value * 10 + digit;
  }
  return int64_t(negative ? 0 - value : value);
}

/* Digits with or without a point; no exponent. */
constexpr option<double> parse_real(string_view text) {
  const bool negative = text.len > 0 && text.ptr[0] == '-';
  double value = 0;
  double unit = 0;
  bool any = false;
  for (size_t i = negative ? 1 : 0; i < text.len; i++) {
    const unsigned digit = unsigned(text.ptr[i]) - '0';
    if (text.ptr[i] == '.' && unit == 0) {
      unit = 1;
      continue;
    }
    if (digit > 9) return nullopt;
    any = true;
    value = value * 10 + digit;
    if (unit != 0) unit *= 10;
  }
  if (!any) return nullopt;
  if (unit != 0) value /= unit;
  return negative ? -value : value;
}

}  // namespace wit

#endif
