// Core values and those of JavaScript.
#include <string.h>

#include "engine.h"

uint64_t slot_of(JSContext *ctx, char type, JSValueConst value, bool *failed) {
    int32_t i32 = 0;
    int64_t i64 = 0;
    double number = 0;
    float single;
    uint32_t bits;
    uint64_t slot;
    switch (type) {
    case 'i':
        *failed |= JS_ToInt32(ctx, &i32, value) < 0;
        return (uint32_t)i32;
    case 'I':
        *failed |= JS_ToBigInt64(ctx, &i64, value) < 0;
        return (uint64_t)i64;
    case 'f':
        *failed |= JS_ToFloat64(ctx, &number, value) < 0;
        single = (float)number;
        memcpy(&bits, &single, sizeof bits);
        return bits;
    default:
        *failed |= JS_ToFloat64(ctx, &number, value) < 0;
        memcpy(&slot, &number, sizeof slot);
        return slot;
    }
}

JSValue value_of(JSContext *ctx, char type, uint64_t slot) {
    float single;
    double number;
    uint32_t bits = (uint32_t)slot;
    switch (type) {
    case 'i':
        return JS_NewInt32(ctx, (int32_t)bits);
    case 'I':
        return JS_NewBigInt64(ctx, (int64_t)slot);
    case 'f':
        memcpy(&single, &bits, sizeof single);
        return JS_NewFloat64(ctx, (double)single);
    case 'F':
        memcpy(&number, &slot, sizeof number);
        return JS_NewFloat64(ctx, number);
    default:
        return JS_UNDEFINED;
    }
}

char *read_signature(JSContext *ctx, JSValueConst value) {
    const char *text = JS_ToCString(ctx, value);
    if (text == NULL) return NULL;
    size_t parameters = strspn(text, "iIfF");
    const char *rest = text + parameters;
    bool good = parameters <= most_parameters && *rest == ':' && strspn(rest + 1, "iIfF") == strlen(rest + 1) &&
                strlen(rest) <= 2;
    char *copy = good ? js_strdup(ctx, text) : NULL;
    if (!good) JS_ThrowTypeError(ctx, "bad signature '%s'", text);
    JS_FreeCString(ctx, text);
    return copy;
}
