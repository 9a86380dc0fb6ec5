/*
 * What every generated header builds on: strings, imports, exports, memory.
 * Names with wit_ are for applications; names with okrt_ are private.
 */
#ifndef OKRT_H
#define OKRT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define OKRT_EXTERN_C extern "C"
#define OKRT_STATIC_ASSERT(condition) static_assert(condition, "the layout of the canonical ABI")
#define OKRT_ALIGNAS(n) alignas(n)
extern "C" {
#else
#define OKRT_EXTERN_C
#define OKRT_STATIC_ASSERT(condition) _Static_assert(condition, "the layout of the canonical ABI")
#define OKRT_ALIGNAS(n) _Alignas(n)
#endif

/* Only wasm has imports and exports; a native build is for unit tests with stand-ins. */
#ifdef __wasm__
#define OKRT_IMPORT(module, field) __attribute__((import_module(module), import_name(field)))
#define OKRT_EXPORT(name) OKRT_EXTERN_C __attribute__((export_name(name), visibility("default")))
#else
#define OKRT_IMPORT(module, field)
#define OKRT_EXPORT(name) OKRT_EXTERN_C
#endif

/* A default: an app's own function of the same name is linked in its place. */
#define OKRT_WEAK __attribute__((weak))

#define OKRT_LAYOUT(type, size, align) OKRT_STATIC_ASSERT(sizeof(type) == (size) && OKRT_ALIGNOF(type) == (align))
#define OKRT_OFFSET(type, member, offset) OKRT_STATIC_ASSERT(offsetof(type, member) == (offset))
#ifdef __cplusplus
#define OKRT_ALIGNOF(type) alignof(type)
#else
#define OKRT_ALIGNOF(type) _Alignof(type)
#endif

/* A table of functions whose size an app may choose; its tokens are a first one and a place in it. */
#ifdef __cplusplus
#define OKRT_TABLE_SIZE(count) static_assert((count) >= 1 && (count) <= 0x1000, "a table has 1 to 4096 places")
#else
#define OKRT_TABLE_SIZE(count) _Static_assert((count) >= 1 && (count) <= 0x1000, "a table has 1 to 4096 places")
#endif

/* What happens when one is full, before the caller is told: a line in the log, where the world has one. */
#if __has_include("ocre_log.h")
#define OKRT_TABLE_FULL(text) ocre_system_log(OCRE_SYSTEM_LOG_LEVEL_ERROR, WIT_STRING("sdk"), WIT_STRING(text))
#else
#define OKRT_TABLE_FULL(text) ((void)0)
#endif

/* Ends a macro that is used like a statement outside of functions. */
#define OKRT_END OKRT_STATIC_ASSERT(sizeof(char) == 1)

/* An address as the canonical ABI passes it, and back. */
#define OKRT_ADDRESS(pointer) ((int32_t)(intptr_t)(pointer))
#define OKRT_POINTER(type, address) ((type *)(uintptr_t)(uint32_t)(address))
#define OKRT_AT(type, base, offset) (*(type *)(void *)((base) + (offset)))

/* UTF-8, not terminated by a zero. */
typedef struct wit_string {
  const char *ptr;
  size_t len;
} wit_string_t;

/* list<u8> */
typedef struct wit_bytes {
  const uint8_t *ptr;
  size_t len;
} wit_bytes_t;

/* WIT_STRING("text"): a literal without its terminator; the other one is for static variables. */
#define WIT_STRING(literal) wit_string_make(literal, sizeof(literal "") - 1)
#define WIT_STRING_INIT(literal) {literal "", sizeof(literal "") - 1}

static inline wit_string_t wit_string_make(const char *ptr, size_t len) {
  wit_string_t text;
  text.ptr = ptr;
  text.len = len;
  return text;
}

/* The host sends only cases that exist; told so, the compiler leaves out the masks and the overflow of error + 1. */
#ifdef __clang__
#define OKRT_ASSUME(condition) __builtin_assume(condition)
#else
#define OKRT_ASSUME(condition) ((condition) ? (void)0 : __builtin_unreachable())
#endif

static inline uint32_t okrt_case(uint32_t number, uint32_t count) {
  OKRT_ASSUME(number < count);
  return number;
}

static inline wit_bytes_t wit_bytes_make(const uint8_t *items, size_t count) {
  wit_bytes_t bytes;
  bytes.ptr = items;
  bytes.len = count;
  return bytes;
}

/* The bytes of a text, to publish or to store. */
static inline wit_bytes_t wit_bytes_of(wit_string_t text) {
  return wit_bytes_make((const uint8_t *)text.ptr, text.len);
}

static inline bool wit_bytes_equal(wit_bytes_t a, wit_bytes_t b) {
  if (a.len != b.len) return false;
  for (size_t i = 0; i < a.len; i++) {
    if (a.ptr[i] != b.ptr[i]) return false;
  }
  return true;
}

static inline bool wit_string_equal(wit_string_t a, wit_string_t b) {
  return wit_bytes_equal(wit_bytes_of(a), wit_bytes_of(b));
}

static inline int32_t okrt_bits_of_f32(float value) {
  union {
    float f;
    int32_t i;
  } bits;
  bits.f = value;
  return bits.i;
}

static inline float okrt_f32_of_bits(int32_t value) {
  union {
    float f;
    int32_t i;
  } bits;
  bits.i = value;
  return bits.f;
}

static inline int64_t okrt_bits_of_f64(double value) {
  union {
    double f;
    int64_t i;
  } bits;
  bits.f = value;
  return bits.i;
}

static inline double okrt_f64_of_bits(int64_t value) {
  union {
    double f;
    int64_t i;
  } bits;
  bits.i = value;
  return bits.f;
}

/*
 * Memory that the host fills: strings and lists of results, and of the arguments of exports. It stays valid until the
 * exported function that is running returns; wit_release gives back earlier what was handed out since wit_mark.
 * Defined by okrt_arena.c or okrt_libc.c; an app that receives no strings and lists links neither.
 */
typedef struct wit_mark {
  uintptr_t okrt_top;
} wit_mark_t;

wit_mark_t wit_mark(void);
void wit_release(wit_mark_t mark);
/* A block of the same memory, for what an exported function returns; never null (it traps). */
void *wit_alloc(size_t size, size_t align);
/* Bytes that are left; with malloc the largest size_t. */
size_t wit_available(void);

void okrt_reset(void);
/* Between these two the host fills the caller's buffer. */
void okrt_into(void *buffer, size_t size);
void okrt_into_end(void);

#ifdef __cplusplus
}
#endif

#endif
