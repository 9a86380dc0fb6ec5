// Functions of the script, for the host.
#include <stdlib.h>
#include <string.h>

#include "engine.h"

struct export {
    JSValue function;
    JSValue post;
    char *signature;
};

static struct export *exports;
static uint64_t slots[most_parameters];
static unsigned depth;

bool make_exports(void) {
    exports = calloc(program->export_count + 1, sizeof *exports);
    if (exports == NULL) return false;
    for (uint32_t i = 0; i < program->export_count; i++) exports[i].function = exports[i].post = JS_UNDEFINED;
    return true;
}

JSValue ocre_export(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    size_t length;
    if (!JS_IsFunction(ctx, argv[2])) return JS_ThrowTypeError(ctx, "an export is a function");
    const char *name = JS_ToCStringLen(ctx, &length, argv[0]);
    if (name == NULL) return JS_EXCEPTION;
    int number = program == NULL ? -1 : find_name(program->exports, program->export_count, name, length);
    JS_FreeCString(ctx, name);
    // A library offers every handler it has; the module exports those of its world.
    if (number < 0) return JS_UNDEFINED;
    char *signature = read_signature(ctx, argv[1]);
    if (signature == NULL) return JS_EXCEPTION;
    struct export *export = &exports[number];
    if (export->signature == NULL) export->signature = signature;
    else js_free(ctx, signature);
    JS_FreeValue(ctx, export->function);
    JS_FreeValue(ctx, export->post);
    export->function = JS_DupValue(ctx, argv[2]);
    export->post = argc > 3 ? JS_DupValue(ctx, argv[3]) : JS_UNDEFINED;
    return JS_UNDEFINED;
}

// Where the adapter puts the parameters of an export, and finds its result.
EXPORT("slots") uint64_t *engine_slots(void) {
    return slots;
}

EXPORT("enter") void engine_enter(uint32_t number) {
    uint64_t given[most_parameters];
    memcpy(given, slots, sizeof given);
    start();
    struct export *export = &exports[number];
    if (export->signature == NULL) end_with("the script does not define an export that it names");
    JSValue arguments[most_parameters];
    const char *type = export->signature;
    int count = 0;
    for (; *type != ':'; count++, type++) arguments[count] = value_of(context, *type, given[count]);
    depth++;
    // The script may export another function in its place meanwhile.
    JSValue function = JS_DupValue(context, export->function);
    JSValue result = JS_Call(context, function, JS_UNDEFINED, count, arguments);
    JS_FreeValue(context, function);
    for (int i = 0; i < count; i++) JS_FreeValue(context, arguments[i]);
    if (JS_IsException(result)) end_with_exception("Uncaught", JS_GetException(context));
    // An object may be destroyed in the middle of another call, which goes on afterwards.
    if (depth == 1) run_jobs();
    depth--;
    bool failed = false;
    if (type[1] != 0) slots[0] = slot_of(context, type[1], result, &failed);
    if (failed) end_with_exception("Uncaught", JS_GetException(context));
    JS_FreeValue(context, result);
}

EXPORT("post") void engine_post(uint32_t number) {
    if (context == NULL || !JS_IsFunction(context, exports[number].post)) return;
    JSValue argument = JS_NewInt32(context, (int32_t)slots[0]);
    JSValue function = JS_DupValue(context, exports[number].post);
    JSValue result = JS_Call(context, function, JS_UNDEFINED, 1, &argument);
    JS_FreeValue(context, function);
    if (JS_IsException(result)) end_with_exception("Uncaught", JS_GetException(context));
    JS_FreeValue(context, result);
}
