/*
 * What a compiler calls for large copies and for lengths when no libc is linked. Weak: a libc's own win; unused ones
 * are left out.
 */
#include <stddef.h>
#include <stdint.h>

#ifdef __clang__
#define OKRT_LOOP __attribute__((weak, no_builtin))
#else
#define OKRT_LOOP __attribute__((weak, optimize("no-tree-loop-distribute-patterns")))
#endif

#ifdef __cplusplus
extern "C" {
#endif
void *memcpy(void *to, const void *from, size_t count);
void *memmove(void *to, const void *from, size_t count);
void *memset(void *to, int value, size_t count);
size_t strlen(const char *text);
#ifdef __cplusplus
}
#endif

OKRT_LOOP void *memcpy(void *to, const void *from, size_t count) {
  uint8_t *t = (uint8_t *)to;
  const uint8_t *f = (const uint8_t *)from;
  while (count-- > 0) *t++ = *f++;
  return to;
}

OKRT_LOOP void *memmove(void *to, const void *from, size_t count) {
  uint8_t *t = (uint8_t *)to;
  const uint8_t *f = (const uint8_t *)from;
  if ((uintptr_t)t <= (uintptr_t)f) {
    while (count-- > 0) *t++ = *f++;
  } else {
    while (count-- > 0) t[count] = f[count];
  }
  return to;
}

OKRT_LOOP void *memset(void *to, int value, size_t count) {
  uint8_t *t = (uint8_t *)to;
  while (count-- > 0) *t++ = (uint8_t)value;
  return to;
}

OKRT_LOOP size_t strlen(const char *text) {
  size_t count = 0;
  while (text[count] != '\0') count++;
  return count;
}
