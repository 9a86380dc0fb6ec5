// Functions of the host, for the script.
#include <stdlib.h>
#include <string.h>

#include "engine.h"

// Calls import `number` with the values in `slots`, and leaves the result in the first one.
ADAPTER("$call") extern void adapter_call(uint32_t number, uint64_t *slots);

static char **signatures;

bool make_imports(void) {
    signatures = calloc(program->import_count + 1, sizeof *signatures);
    return signatures != NULL;
}

int find_name(const struct name *names, uint32_t count, const char *text, size_t length) {
    for (uint32_t i = 0; i < count; i++)
        if (names[i].length == length && memcmp(names[i].text, text, length) == 0) return (int)i;
    return -1;
}

static JSValue call_import(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv, int number,
                           JSValueConst *data) {
    uint64_t slots[most_parameters];
    const char *type = signatures[number];
    bool failed = false;
    for (int i = 0; *type != ':'; i++, type++)
        slots[i] = slot_of(ctx, *type, i < argc ? argv[i] : JS_UNDEFINED, &failed);
    if (failed) return JS_EXCEPTION;
    adapter_call((uint32_t)number, slots);
    return value_of(ctx, type[1], slots[0]);
}

JSValue ocre_import(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    static char key[1024];
    size_t module_length, name_length;
    const char *module = JS_ToCStringLen(ctx, &module_length, argv[0]);
    const char *name = JS_ToCStringLen(ctx, &name_length, argv[1]);
    JSValue result = JS_EXCEPTION;
    if (module == NULL || name == NULL) goto done;
    int number = -1;
    if (program != NULL && module_length + name_length < sizeof key) {
        memcpy(key, module, module_length);
        key[module_length] = '\n';
        memcpy(key + module_length + 1, name, name_length);
        number = find_name(program->imports, program->import_count, key, module_length + 1 + name_length);
    }
    if (number < 0) {
        JS_ThrowTypeError(ctx, "the module does not import %s %s; name it by literals", module, name);
        goto done;
    }
    char *signature = read_signature(ctx, argv[2]);
    if (signature == NULL) goto done;
    // A call may be going on with the signature that is there.
    if (signatures[number] == NULL) signatures[number] = signature;
    else js_free(ctx, signature);
    int length = (int)strspn(signatures[number], "iIfF");
    result = JS_NewCFunctionData(ctx, call_import, length, number, 0, NULL);
done:
    JS_FreeCString(ctx, module);
    JS_FreeCString(ctx, name);
    return result;
}
