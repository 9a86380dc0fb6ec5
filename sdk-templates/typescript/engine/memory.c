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

// How many bytes the character at the start of `text` takes; when it is none, how many U+FFFD stands for, as TextDecoder
// counts them.
static size_t character(const uint8_t *text, size_t length, bool *is_good) {
    uint8_t lead = text[0], lowest = 0x80, highest = 0xbf;
    size_t more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    *is_good = lead < 0x80 || (lead >= 0xc2 && lead <= 0xf4);
    if (!*is_good) return 1;
    if (lead == 0xe0) lowest = 0xa0;
    if (lead == 0xed) highest = 0x9f;
    if (lead == 0xf0) lowest = 0x90;
    if (lead == 0xf4) highest = 0x8f;
    for (size_t at = 1; at <= more; at++) {
        *is_good = at < length && text[at] >= lowest && text[at] <= highest;
        if (!*is_good) return at;
        lowest = 0x80;
        highest = 0xbf;
    }
    return more + 1;
}

// Writes the text with U+FFFD for what is no UTF-8, where there is room; returns how long that is.
static size_t repair(const uint8_t *text, size_t length, uint8_t *out) {
    size_t written = 0;
    for (size_t at = 0, size; at < length; at += size) {
        bool is_good;
        size = character(text + at, length - at, &is_good);
        size_t own = is_good ? size : 3;
        if (out != NULL) memcpy(out + written, is_good ? text + at : (const uint8_t *)"\xef\xbf\xbd", own);
        written += own;
    }
    return written;
}

static bool is_utf8(const uint8_t *text, size_t length) {
    bool is_good = true;
    for (size_t at = 0; at < length && is_good;) at += character(text + at, length - at, &is_good);
    return is_good;
}

JSValue ocre_decode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    uint32_t at, length;
    if (JS_ToUint32(ctx, &at, argv[0]) < 0 || JS_ToUint32(ctx, &length, argv[1]) < 0) return JS_EXCEPTION;
    if ((uint64_t)at + length > memory_bytes()) return JS_ThrowRangeError(ctx, "not inside the memory");
    const uint8_t *text = (const uint8_t *)(uintptr_t)at;
    if (is_utf8(text, length)) return JS_NewStringLen(ctx, (const char *)text, length);
    size_t size = repair(text, length, NULL);
    uint8_t *good = js_malloc(ctx, size);
    if (good == NULL) return JS_EXCEPTION;
    repair(text, length, good);
    JSValue result = JS_NewStringLen(ctx, (const char *)good, size);
    js_free(ctx, good);
    return result;
}

EXPORT("cabi_realloc") void *cabi_realloc(void *old, size_t old_size, size_t align, size_t size) {
    // Nothing is no block: nobody would give it back.
    if (old == NULL && size == 0) return (void *)align;
    void *block = align <= 8 ? realloc(old, size == 0 ? 1 : size) : NULL;
    if (block == NULL) __builtin_trap();
    return block;
}
