// Included before everything else: what would bring files and streams of the C library along is ours or nothing.
#pragma once

#include <stdio.h>
#include <stdlib.h>

#define vsnprintf engine_vsnprintf
#define snprintf engine_snprintf
#define printf(...) 0
#define fprintf(...) 0
#define vfprintf(...) 0
#define putchar(c) 0
#define fputc(c, file) 0
#define fputs(text, file) 0
#define fwrite(data, size, count, file) (count)
#define fflush(file) 0
#define abort() __builtin_trap()

int engine_vsnprintf(char *restrict text, size_t size, const char *restrict format, __builtin_va_list arguments);
int engine_snprintf(char *restrict text, size_t size, const char *restrict format, ...)
    __attribute__((format(printf, 3, 4)));
