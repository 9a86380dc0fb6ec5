/*
 * Memory of the host's answers from malloc: a list of blocks, freed when the exported function returns. For apps that
 * link a libc anyway.
 */
#include "okrt.h"
#include <stdlib.h>
#include <string.h>

struct okrt_block {
  struct okrt_block *next;
  uintptr_t padding;
};

static struct okrt_block *okrt_blocks;
static uintptr_t okrt_into_top;
static uintptr_t okrt_into_limit;

OKRT_EXPORT("cabi_realloc")
void *okrt_realloc(void *old, size_t old_size, size_t align, size_t size) {
  void *to;
  if (okrt_into_limit != 0) {
    uintptr_t start = (okrt_into_top + align - 1) & ~(uintptr_t)(align - 1);
    if (start > okrt_into_limit || size > okrt_into_limit - start) __builtin_trap();
    okrt_into_top = start + size;
    to = (void *)start;
  } else {
    to = wit_alloc(size, align);
  }
  if (old_size != 0) memcpy(to, old, old_size < size ? old_size : size);
  return to;
}

void *wit_alloc(size_t size, size_t align) {
  struct okrt_block *block;
  /* malloc aligns for every type of the canonical ABI. */
  (void)align;
  if (size > SIZE_MAX - sizeof(struct okrt_block)) __builtin_trap();
  block = (struct okrt_block *)malloc(sizeof(struct okrt_block) + size);
  if (block == NULL) __builtin_trap();
  block->next = okrt_blocks;
  okrt_blocks = block;
  return block + 1;
}

wit_mark_t wit_mark(void) {
  wit_mark_t mark;
  mark.okrt_top = (uintptr_t)okrt_blocks;
  return mark;
}

void wit_release(wit_mark_t mark) {
  while ((uintptr_t)okrt_blocks != mark.okrt_top) {
    struct okrt_block *next = okrt_blocks->next;
    free(okrt_blocks);
    okrt_blocks = next;
  }
}

size_t wit_available(void) {
  return okrt_into_limit != 0 ? okrt_into_limit - okrt_into_top : SIZE_MAX;
}

void okrt_reset(void) {
  wit_mark_t start;
  start.okrt_top = 0;
  wit_release(start);
}

void okrt_into(void *buffer, size_t size) {
  okrt_into_top = (uintptr_t)buffer;
  okrt_into_limit = (uintptr_t)buffer + size;
}

void okrt_into_end(void) {
  okrt_into_limit = 0;
}
