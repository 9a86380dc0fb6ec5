// QuickJS, included as source: its stack check and its numbers are set from here, and what lies inside of it is reached.
#include <stdlib.h>

#include <dtoa.h>

#include "engine.h"

// Numbers are read as JavaScript reads them, and without a second reader of numbers.
static double engine_strtod(const char *text) {
    JSATODTempMem memory;
    return js_atod(text, NULL, 10, 0, &memory);
}
#define strtod(text, rest) engine_strtod(text)

// The stack of the engine that runs this module is out of sight. Functions that go deep ask here whether they may; each
// then takes so much of the stack in memory that this one ends first. Calls ask with the size of their frame, and take
// little more; C functions that call themselves ask with a constant.
#define js_check_stack_overflow(rt, size)                                                                            \
    ({                                                                                                               \
        void *weight = __builtin_alloca(__builtin_constant_p(size) ? STACK_WEIGHT : 32);                             \
        /* Unseen, so that the compiler does not make it smaller. */                                                 \
        __asm__ volatile("" : : "r"(weight));                                                                        \
        (size) > (uintptr_t)weight || (js_check_stack_overflow)(rt, size);                                           \
    })

// Called where QuickJS is changed to: see `changes` in quickjs-source.ts.
static JSValue file_of_position(JSContext *ctx, JSAtom files, int *line);

#include <quickjs.c>

#include "positions.h"

void set_stack_limit(uintptr_t lowest) {
    runtime->stack_limit = lowest;
}

void seed_random(uint64_t seed) {
    context->random_state = seed;
}

JSValue view_memory(JSContext *ctx, size_t length) {
    static uint8_t any;
    JSValue view = JS_NewArrayBuffer(ctx, &any, 0, 0, NULL, NULL, false);
    if (JS_IsException(view)) return view;
    JSArrayBuffer *buffer = JS_VALUE_GET_OBJ(view)->u.array_buffer;
    // From address 0, which is no address elsewhere.
    buffer->data = NULL;
    buffer->byte_length = (int)length;
    return view;
}
