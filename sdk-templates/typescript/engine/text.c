// Formats text as far as QuickJS needs it: without floating-point numbers, which it formats itself, and without the
// files and streams that the C library's own would bring along.
#include "without-files.h"
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct output {
    char *text;
    size_t size;
    size_t length;
};

static void put(struct output *out, char c) {
    if (out->length + 1 < out->size) out->text[out->length] = c;
    out->length++;
}

static void pad(struct output *out, char with, int width, int length) {
    for (; width > length; width--) put(out, with);
}

struct format {
    bool left, zero, plus;
    int width;
    // -1: none.
    int precision;
};

static void put_text(struct output *out, struct format f, const char *text, int length) {
    if (!f.left) pad(out, ' ', f.width, length);
    for (int i = 0; i < length; i++) put(out, text[i]);
    if (f.left) pad(out, ' ', f.width, length);
}

static void put_number(struct output *out, struct format f, uint64_t value, bool negative, unsigned base, char ten) {
    char digits[24];
    int count = 0;
    for (; value != 0 || count == 0; value /= base) {
        unsigned digit = value % base;
        digits[count++] = (char)(digit < 10 ? '0' + (int)digit : ten + (int)digit - 10);
    }
    int zeros = f.precision > count ? f.precision - count : 0;
    int length = count + zeros + (negative || f.plus);
    if (f.zero && !f.left && f.precision < 0 && f.width > length) {
        zeros += f.width - length;
        length = f.width;
    }
    if (!f.left) pad(out, ' ', f.width, length);
    if (negative || f.plus) put(out, negative ? '-' : '+');
    pad(out, '0', zeros, 0);
    while (count > 0) put(out, digits[--count]);
    if (f.left) pad(out, ' ', f.width, length);
}

static const char *read_number(const char *format, int *number, va_list *arguments) {
    if (*format == '*') {
        *number = va_arg(*arguments, int);
        return format + 1;
    }
    for (*number = 0; *format >= '0' && *format <= '9'; format++) *number = *number * 10 + (*format - '0');
    return format;
}

int vsnprintf(char *restrict text, size_t size, const char *restrict format, va_list given) {
    struct output out = {text, size, 0};
    va_list arguments;
    va_copy(arguments, given);
    for (; *format != 0; format++) {
        if (*format != '%') {
            put(&out, *format);
            continue;
        }
        struct format f = {.precision = -1};
        for (format++;; format++) {
            if (*format == '-') f.left = true;
            else if (*format == '0') f.zero = true;
            else if (*format == '+') f.plus = true;
            else break;
        }
        format = read_number(format, &f.width, &arguments);
        if (f.width < 0) {
            f.left = true;
            f.width = -f.width;
        }
        if (*format == '.') format = read_number(format + 1, &f.precision, &arguments);
        int longs = 0;
        for (; *format == 'l' || *format == 'z' || *format == 'h'; format++) longs += *format == 'l';
        switch (*format) {
        case 'd':
        case 'i': {
            int64_t value = longs > 1 ? va_arg(arguments, long long) : va_arg(arguments, int);
            put_number(&out, f, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, value < 0, 10, 'a');
            break;
        }
        case 'u':
        case 'x':
        case 'X':
        case 'p': {
            uint64_t value = longs > 1 ? va_arg(arguments, unsigned long long) : va_arg(arguments, unsigned);
            f.plus = false;
            put_number(&out, f, value, false, *format == 'u' ? 10 : 16, *format == 'X' ? 'A' : 'a');
            break;
        }
        case 'c':
            put_text(&out, f, (char[]){(char)va_arg(arguments, int)}, 1);
            break;
        case 's': {
            const char *s = va_arg(arguments, const char *);
            if (s == NULL) s = "(null)";
            put_text(&out, f, s, (int)(f.precision < 0 ? strlen(s) : strnlen(s, (size_t)f.precision)));
            break;
        }
        case '%':
            put(&out, '%');
            break;
        default:
            // A format that QuickJS did not have when this was written.
            __builtin_trap();
        }
    }
    va_end(arguments);
    if (size > 0) text[out.length < size ? out.length : size - 1] = 0;
    return (int)out.length;
}

int snprintf(char *restrict text, size_t size, const char *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, size, format, arguments);
    va_end(arguments);
    return length;
}
