// From nothing to a script that runs: the context, the object `__ocre` in it, and the program that the adapter brings.
#include "engine.h"

ADAPTER("$program") extern const struct program *adapter_program(void);
// Random bits, when the world has them; else 0.
ADAPTER("$random") extern int64_t adapter_random(void);

JSRuntime *runtime;
JSContext *context;
const struct program *program;

// The stack lies first in memory and grows down to 0; below this mark a call throws.
enum { stack_reserve = 12 * 1024 };

static const JSCFunctionListEntry ocre_entries[] = {
    JS_CFUNC_DEF2("import", 3, ocre_import, 0),
    JS_CFUNC_DEF2("export", 4, ocre_export, 0),
    JS_CFUNC_DEF2("memory", 0, ocre_memory, 0),
    JS_CFUNC_DEF2("alloc", 2, ocre_alloc, 0),
    JS_CFUNC_DEF2("free", 1, ocre_free, 0),
    JS_CFUNC_DEF2("encode", 1, ocre_encode, 0),
    JS_CFUNC_DEF2("decode", 2, ocre_decode, 0),
    JS_CFUNC_DEF2("jobs", 0, ocre_jobs, 0),
    JS_CFUNC_DEF2("trap", 1, ocre_trap, 0),
    JS_CGETSET_DEF2("length", ocre_length, NULL, 0),
};

void make_context(void) {
    runtime = JS_NewRuntime();
    if (runtime == NULL) __builtin_trap();
    set_stack_limit(stack_reserve);
    context = JS_NewContextRaw(runtime);
    if (context == NULL) __builtin_trap();
    track_rejections();
    if (JS_AddIntrinsicBaseObjects(context) || JS_AddIntrinsicDate(context) || JS_AddIntrinsicEval(context) ||
        JS_AddIntrinsicRegExp(context) || JS_AddIntrinsicJSON(context) || JS_AddIntrinsicProxy(context) ||
        JS_AddIntrinsicMapSet(context) || JS_AddIntrinsicTypedArrays(context) || JS_AddIntrinsicPromise(context) ||
        JS_AddIntrinsicWeakRef(context) || JS_AddIntrinsicAToB(context) || JS_AddPerformance(context))
        __builtin_trap();
    uint64_t random = (uint64_t)adapter_random();
    if (random != 0) seed_random(random);
    JSValue global = JS_GetGlobalObject(context);
    JSValue ocre = JS_NewObject(context);
    JS_SetPropertyFunctionList(context, ocre, ocre_entries, sizeof ocre_entries / sizeof *ocre_entries);
    JS_PreventExtensions(context, ocre);
    JS_DefinePropertyValueStr(context, global, "__ocre", ocre, 0);
    JS_FreeValue(context, global);
}

void start(void) {
    if (context != NULL) return;
    make_context();
    program = adapter_program();
    if (!make_imports() || !make_exports()) end_with("out of memory");
    const uint8_t *script = program->script;
    size_t length = program->script_length;
    JSValue result;
    if (program->is_bytecode) {
        JSValue code = JS_ReadObject(context, script, length, JS_READ_OBJ_BYTECODE);
        result = JS_IsException(code) ? code : JS_EvalFunction(context, code);
    } else
        result = JS_Eval(context, (const char *)script, length, "app.js", JS_EVAL_TYPE_GLOBAL);
    if (JS_IsException(result)) end_with_exception("Uncaught", JS_GetException(context));
    JS_FreeValue(context, result);
    run_jobs();
}
