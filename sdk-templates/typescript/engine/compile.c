// At build time a script becomes bytecode; the engine of an app does without.
#include "engine.h"

#ifndef QJS_DISABLE_PARSER

// What there is to take away after a compilation.
struct compiled {
    const uint8_t *bytes;
    size_t length;
    // The script has mistakes, and the bytes are a text about them.
    uint32_t has_failed;
};

EXPORT("compile") const struct compiled *engine_compile(const struct source *source) {
    static struct compiled compiled;
    static char line[longest_line];
    if (context == NULL) make_context();
    JSValue code = JS_Eval(context, source->script, source->script_length, "app.js",
                           JS_EVAL_TYPE_GLOBAL | JS_EVAL_FLAG_COMPILE_ONLY);
    if (JS_IsException(code)) {
        size_t length = append_value(line, 0, JS_GetException(context), "exception");
        compiled = (struct compiled){(const uint8_t *)line, length, 1};
        return &compiled;
    }
    if (!source->is_stripped) map_positions(context, code, source);
    int strip = source->is_stripped ? JS_WRITE_OBJ_STRIP_DEBUG : JS_WRITE_OBJ_STRIP_SOURCE;
    compiled.bytes = JS_WriteObject(context, &compiled.length, code, JS_WRITE_OBJ_BYTECODE | strip);
    if (compiled.bytes == NULL) __builtin_trap();
    return &compiled;
}

#endif
