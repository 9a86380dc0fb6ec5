/*
 * Memory of the host's answers: one fixed block, handed out from its start and taken back as a whole. No malloc, no
 * memory.grow. OKRT_ARENA_BYTES sets its size. With 0 nothing of this is there (an app whose calls answer with scalars
 * needs none), unless OKRT_INTO is defined: then there are only the buffers of the functions named _into.
 */
#include "okrt_config.h"
#include "okrt.h"

#if OKRT_ARENA_BYTES > 0 || defined(OKRT_INTO)

#if OKRT_ARENA_BYTES > 0
OKRT_ALIGNAS(8) static uint8_t okrt_arena[OKRT_ARENA_BYTES];
static uintptr_t okrt_top = (uintptr_t)okrt_arena;
#define OKRT_ARENA_END ((uintptr_t)okrt_arena + OKRT_ARENA_BYTES)
#define OKRT_ARENA_START ((uintptr_t)okrt_arena)
#else
static uintptr_t okrt_top;
#define OKRT_ARENA_END ((uintptr_t)0)
#define OKRT_ARENA_START ((uintptr_t)0)
#endif

/* The caller's buffer, while a function named _into runs. */
static uintptr_t okrt_into_top;
static uintptr_t okrt_into_limit;

static uintptr_t okrt_take(uintptr_t *top, uintptr_t limit, uintptr_t old, size_t old_size, size_t align, size_t size) {
  /* The last block grows and shrinks where it is. */
  uintptr_t start = old != 0 && old + old_size == *top ? old : (*top + align - 1) & ~(uintptr_t)(align - 1);
  if (start > limit || size > limit - start) __builtin_trap();
  *top = start + size;
  return start;
}

OKRT_EXPORT("cabi_realloc")
void *okrt_realloc(void *old, size_t old_size, size_t align, size_t size) {
  uintptr_t from = (uintptr_t)old;
  uintptr_t to = okrt_into_limit != 0 ? okrt_take(&okrt_into_top, okrt_into_limit, from, old_size, align, size)
                                      : okrt_take(&okrt_top, OKRT_ARENA_END, from, old_size, align, size);
  if (old_size != 0 && to != from) {
    const uint8_t *source = (const uint8_t *)from;
    uint8_t *target = (uint8_t *)to;
    for (size_t i = 0; i < old_size && i < size; i++) target[i] = source[i];
  }
  return (void *)to;
}

void *wit_alloc(size_t size, size_t align) {
  return (void *)okrt_take(&okrt_top, OKRT_ARENA_END, 0, 0, align, size);
}

wit_mark_t wit_mark(void) {
  wit_mark_t mark;
  mark.okrt_top = okrt_top;
  return mark;
}

void wit_release(wit_mark_t mark) {
  okrt_top = mark.okrt_top;
}

size_t wit_available(void) {
  return okrt_into_limit != 0 ? okrt_into_limit - okrt_into_top : OKRT_ARENA_END - okrt_top;
}

void okrt_reset(void) {
  okrt_top = OKRT_ARENA_START;
}

void okrt_into(void *buffer, size_t size) {
  okrt_into_top = (uintptr_t)buffer;
  okrt_into_limit = (uintptr_t)buffer + size;
}

void okrt_into_end(void) {
  okrt_into_limit = 0;
}

#endif
