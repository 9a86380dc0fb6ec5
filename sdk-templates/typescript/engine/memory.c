// The memory that script and host share: views of it, blocks in it, texts.
#include <stdlib.h>
#include <string.h>

#include "engine.h"

static size_t memory_bytes(void) {
    return (size_t)__builtin_wasm_memory_size(0) * 65536;
}

// All of memory, from address 0. It never moves, so an older and shorter one stays right as far as it goes.
JSValue ocre_memory(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    static JSValue view = JS_UNDEFINED;
    static size_t length;
    size_t now = memory_bytes();
    // Lengths are 31 bits; there is nothing of ours behind.
    if (now > INT32_MAX) now = INT32_MAX;
    if (JS_IsUndefined(view) || now != length) {
        JSValue fresh = view_memory(ctx, now);
        if (JS_IsException(fresh)) return fresh;
        JS_FreeValue(ctx, view);
        view = fresh;
        length = now;
    }
    return JS_DupValue(ctx, view);
}

JSValue ocre_alloc(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    uint32_t align, size;
    if (JS_ToUint32(ctx, &align, argv[0]) < 0 || JS_ToUint32(ctx, &size, argv[1]) < 0) return JS_EXCEPTION;
    void *block = align <= 8 ? malloc(size == 0 ? 1 : size) : NULL;
    if (block == NULL) return JS_ThrowOutOfMemory(ctx);
    return JS_NewUint32(ctx, (uint32_t)(uintptr_t)block);
}

JSValue ocre_free(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    uint32_t block;
    if (JS_ToUint32(ctx, &block, argv[0]) < 0) return JS_EXCEPTION;
    // The address of a block of no size is its alignment.
    if (block > 8) free((void *)(uintptr_t)block);
    return JS_UNDEFINED;
}

static uint32_t encoded_length;

JSValue ocre_encode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    size_t length;
    const char *text = JS_ToCStringLen(ctx, &length, argv[0]);
    if (text == NULL) return JS_EXCEPTION;
    uint8_t *block = malloc(length == 0 ? 1 : length);
    if (block != NULL) {
        memcpy(block, text, length);
        // A half of a pair takes three bytes that are not UTF-8; so does U+FFFD, which is.
        for (size_t i = 0; i + 2 < length; i++)
            if (block[i] == 0xed && block[i + 1] >= 0xa0) memcpy(block + i, "\xef\xbf\xbd", 3);
    }
    JS_FreeCString(ctx, text);
    if (block == NULL) return JS_ThrowOutOfMemory(ctx);
    encoded_length = (uint32_t)length;
    return JS_NewUint32(ctx, (uint32_t)(uintptr_t)block);
}

JSValue ocre_length(JSContext *ctx, JSValueConst self) {
    return JS_NewUint32(ctx, encoded_length);
}

JSValue ocre_decode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    uint32_t at, length;
    if (JS_ToUint32(ctx, &at, argv[0]) < 0 || JS_ToUint32(ctx, &length, argv[1]) < 0) return JS_EXCEPTION;
    if ((uint64_t)at + length > memory_bytes()) return JS_ThrowRangeError(ctx, "not inside the memory");
    return JS_NewStringLen(ctx, (const char *)(uintptr_t)at, length);
}

EXPORT("cabi_realloc") void *cabi_realloc(void *old, size_t old_size, size_t align, size_t size) {
    // Nothing is no block: nobody would give it back.
    if (old == NULL && size == 0) return (void *)align;
    void *block = align <= 8 ? realloc(old, size == 0 ? 1 : size) : NULL;
    if (block == NULL) __builtin_trap();
    return block;
}
