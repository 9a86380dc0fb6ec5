// The engine of JavaScript apps: QuickJS, and one native object `__ocre` through which a script reaches
// everything else. It is built once and knows no world. For each app a small adapter module is linked to it,
// which brings the script, the names of what the app imports and exports, and the calls themselves.
//
// QuickJS is included as source: its stack limit and its buffers are set from here.
#include <stdlib.h>

#include "dtoa.h"

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

#include "quickjs.c"

#include <string.h>
#include <sys/time.h>
#include <time.h>

#define ADAPTER(name) __attribute__((import_module("adapter"), import_name(name)))
#define EXPORT(name) __attribute__((export_name(name)))

struct name {
    const char *text;
    uint32_t length;
};

// What the adapter brings, in memory of its own behind the engine's.
struct program {
    const uint8_t *script;
    uint32_t script_length;
    uint32_t is_bytecode;
    // `module\nname` of core imports, in the order of their numbers.
    const struct name *imports;
    uint32_t import_count;
    const struct name *exports;
    uint32_t export_count;
};

ADAPTER("$program") extern const struct program *adapter_program(void);
// Calls import `number` with the values in `slots`, and leaves the result in the first one.
ADAPTER("$call") extern void adapter_call(uint32_t number, uint64_t *slots);
ADAPTER("$log-error") extern void adapter_log_error(const char *text, uint32_t length);
// Unix time in microseconds, monotonic time in nanoseconds, random bits; what the world has of them.
ADAPTER("$date") extern int64_t adapter_date(void);
ADAPTER("$now") extern int64_t adapter_now(void);
ADAPTER("$random") extern int64_t adapter_random(void);

enum { most_parameters = 16, longest_line = 256 };

struct export {
    JSValue function;
    JSValue post;
    char *signature;
};

static JSRuntime *runtime;
static JSContext *context;
static const struct program *program;
static char **import_signatures;
static struct export *exports;
static uint64_t export_slots[most_parameters];
static unsigned depth;
static uint32_t encoded_length;

// -------------------------------------------------------------------------------------------- ends

static _Noreturn void end(const char *text, size_t length) {
    adapter_log_error(text, length < longest_line ? length : longest_line);
    __builtin_trap();
}

static _Noreturn void end_with(const char *text) {
    end(text, strlen(text));
}

// Appends with the white space of a stack trace folded, because a line of the log is one line.
static size_t append(char *line, size_t at, const char *text) {
    bool space = false;
    for (; *text != 0 && at < longest_line; text++) {
        if (*text == '\n' || *text == ' ') {
            space = at > 0 && line[at - 1] != ' ';
            continue;
        }
        if (space && at < longest_line) line[at++] = ' ';
        space = false;
        if (at < longest_line) line[at++] = *text;
    }
    // No half character at the end.
    if ((*text & 0xc0) == 0x80) {
        while (at > 0 && (line[at - 1] & 0xc0) == 0x80) at--;
        if (at > 0) at--;
    }
    return at;
}

static size_t append_value(char *line, size_t at, JSValueConst value, const char *fallback) {
    const char *text = JS_ToCString(context, value);
    if (text == NULL) JS_FreeValue(context, JS_GetException(context));
    at = append(line, at, text == NULL ? fallback : text);
    JS_FreeCString(context, text);
    return at;
}

static _Noreturn void end_with_exception(const char *what, JSValue exception) {
    static char line[longest_line];
    size_t at = append(line, 0, what);
    if (at < longest_line) line[at++] = ' ';
    at = append_value(line, at, exception, "exception");
    if (JS_IsObject(exception)) {
        JSValue stack = JS_GetPropertyStr(context, exception, "stack");
        if (JS_IsException(stack)) JS_FreeValue(context, JS_GetException(context));
        if (JS_IsString(stack) && at < longest_line) {
            line[at++] = ' ';
            at = append_value(line, at, stack, "");
        }
    }
    end(line, at);
}

// ----------------------------------------------------------------------------------------- imports

static uint64_t slot_of(JSContext *ctx, char type, JSValueConst value, bool *failed) {
    int32_t i32 = 0;
    int64_t i64 = 0;
    double number = 0;
    uint32_t bits;
    switch (type) {
    case 'i':
        *failed |= JS_ToInt32(ctx, &i32, value) < 0;
        return (uint32_t)i32;
    case 'I':
        *failed |= JS_ToBigInt64(ctx, &i64, value) < 0;
        return (uint64_t)i64;
    case 'f': {
        *failed |= JS_ToFloat64(ctx, &number, value) < 0;
        float single = (float)number;
        memcpy(&bits, &single, sizeof bits);
        return bits;
    }
    default:
        *failed |= JS_ToFloat64(ctx, &number, value) < 0;
        uint64_t slot;
        memcpy(&slot, &number, sizeof slot);
        return slot;
    }
}

static JSValue value_of(JSContext *ctx, char type, uint64_t slot) {
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
        return JS_NewFloat64(ctx, single);
    case 'F':
        memcpy(&number, &slot, sizeof number);
        return JS_NewFloat64(ctx, number);
    default:
        return JS_UNDEFINED;
    }
}

// A copy of a signature such as "iI:f" with at most 16 parameters and one result.
static char *read_signature(JSContext *ctx, JSValueConst value) {
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

static int find(const struct name *names, uint32_t count, const char *text, size_t length) {
    for (uint32_t i = 0; i < count; i++)
        if (names[i].length == length && memcmp(names[i].text, text, length) == 0) return (int)i;
    return -1;
}

static JSValue call_import(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv, int number,
                           JSValueConst *data) {
    uint64_t slots[most_parameters];
    const char *type = import_signatures[number];
    bool failed = false;
    for (int i = 0; *type != ':'; i++, type++)
        slots[i] = slot_of(ctx, *type, i < argc ? argv[i] : JS_UNDEFINED, &failed);
    if (failed) return JS_EXCEPTION;
    adapter_call((uint32_t)number, slots);
    return value_of(ctx, type[1], slots[0]);
}

static JSValue ocre_import(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
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
        number = find(program->imports, program->import_count, key, module_length + 1 + name_length);
    }
    if (number < 0) {
        JS_ThrowTypeError(ctx, "the module does not import %s %s; name it by literals", module, name);
        goto done;
    }
    char *signature = read_signature(ctx, argv[2]);
    if (signature == NULL) goto done;
    // A call may be going on with the signature that is there.
    if (import_signatures[number] == NULL) import_signatures[number] = signature;
    else js_free(ctx, signature);
    int length = (int)strspn(import_signatures[number], "iIfF");
    result = JS_NewCFunctionData(ctx, call_import, length, number, 0, NULL);
done:
    JS_FreeCString(ctx, module);
    JS_FreeCString(ctx, name);
    return result;
}

// ----------------------------------------------------------------------------------------- exports

static JSValue ocre_export(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    size_t length;
    if (!JS_IsFunction(ctx, argv[2])) return JS_ThrowTypeError(ctx, "an export is a function");
    const char *name = JS_ToCStringLen(ctx, &length, argv[0]);
    if (name == NULL) return JS_EXCEPTION;
    int number = program == NULL ? -1 : find(program->exports, program->export_count, name, length);
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

// ------------------------------------------------------------------------------------------ memory

// All of memory, from address 0. It never moves, so an older and shorter one stays right as far as it goes.
static JSValue ocre_memory(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    static JSValue buffer = JS_UNDEFINED;
    static size_t length;
    size_t now = __builtin_wasm_memory_size(0) * 65536;
    // Lengths are 31 bits; there is nothing of ours behind.
    if (now > INT32_MAX) now = INT32_MAX;
    if (JS_IsUndefined(buffer) || now != length) {
        static uint8_t any;
        JSValue fresh = JS_NewArrayBuffer(ctx, &any, 0, 0, NULL, NULL, false);
        if (JS_IsException(fresh)) return fresh;
        JSArrayBuffer *internal = JS_VALUE_GET_OBJ(fresh)->u.array_buffer;
        internal->data = NULL;
        internal->byte_length = (int)now;
        JS_FreeValue(ctx, buffer);
        buffer = fresh;
        length = now;
    }
    return JS_DupValue(ctx, buffer);
}

static JSValue ocre_alloc(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    uint32_t align, size;
    if (JS_ToUint32(ctx, &align, argv[0]) < 0 || JS_ToUint32(ctx, &size, argv[1]) < 0) return JS_EXCEPTION;
    void *block = align <= 8 ? malloc(size == 0 ? 1 : size) : NULL;
    if (block == NULL) return JS_ThrowOutOfMemory(ctx);
    return JS_NewUint32(ctx, (uint32_t)(uintptr_t)block);
}

static JSValue ocre_free(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    uint32_t block;
    if (JS_ToUint32(ctx, &block, argv[0]) < 0) return JS_EXCEPTION;
    // The address of a block of no size is its alignment.
    if (block > 8) free((void *)(uintptr_t)block);
    return JS_UNDEFINED;
}

static JSValue ocre_encode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
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
    encoded_length = length;
    return JS_NewUint32(ctx, (uint32_t)(uintptr_t)block);
}

static JSValue ocre_length(JSContext *ctx, JSValueConst self) {
    return JS_NewUint32(ctx, encoded_length);
}

static JSValue ocre_decode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    uint32_t at, length;
    if (JS_ToUint32(ctx, &at, argv[0]) < 0 || JS_ToUint32(ctx, &length, argv[1]) < 0) return JS_EXCEPTION;
    if ((uint64_t)at + length > (uint64_t)__builtin_wasm_memory_size(0) * 65536)
        return JS_ThrowRangeError(ctx, "not inside the memory");
    return JS_NewStringLen(ctx, (const char *)(uintptr_t)at, length);
}

static JSValue ocre_trap(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    static char line[longest_line];
    end(line, append_value(line, 0, argv[0], "trap"));
}

static void run_jobs(void);

// For a loop inside of one call: what was promised goes on.
static JSValue ocre_jobs(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    run_jobs();
    return JS_UNDEFINED;
}

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

// --------------------------------------------------------------------------------------- rejections

struct rejection {
    struct rejection *next;
    JSValue promise;
    JSValue reason;
};

static struct rejection *rejections;

// A promise may be handled later than it is rejected, as long as it is in the same call.
static void track_rejection(JSContext *ctx, JSValueConst promise, JSValueConst reason, bool is_handled,
                            void *opaque) {
    if (!is_handled) {
        struct rejection *rejection = malloc(sizeof *rejection);
        if (rejection == NULL) end_with("out of memory");
        *rejection = (struct rejection){rejections, JS_DupValue(ctx, promise), JS_DupValue(ctx, reason)};
        rejections = rejection;
        return;
    }
    for (struct rejection **at = &rejections; *at != NULL; at = &(*at)->next) {
        struct rejection *found = *at;
        if (JS_VALUE_GET_PTR(found->promise) != JS_VALUE_GET_PTR(promise)) continue;
        *at = found->next;
        JS_FreeValue(ctx, found->promise);
        JS_FreeValue(ctx, found->reason);
        free(found);
        return;
    }
}

static void run_jobs(void) {
    JSContext *ctx;
    int status;
    while ((status = JS_ExecutePendingJob(runtime, &ctx)) > 0) {}
    if (status < 0) end_with_exception("Uncaught", JS_GetException(ctx));
    if (rejections != NULL) end_with_exception("Unhandled rejection:", rejections->reason);
}

// -------------------------------------------------------------------------------------------- life

// The stack lies first in memory and grows down to 0; below this mark a call throws.
enum { stack_reserve = 12 * 1024 };

static void make_context(void) {
    runtime = JS_NewRuntime();
    if (runtime == NULL) __builtin_trap();
    runtime->stack_limit = stack_reserve;
    context = JS_NewContextRaw(runtime);
    if (context == NULL) __builtin_trap();
    JS_SetHostPromiseRejectionTracker(runtime, track_rejection, NULL);
    if (JS_AddIntrinsicBaseObjects(context) || JS_AddIntrinsicDate(context) || JS_AddIntrinsicEval(context) ||
        JS_AddIntrinsicRegExp(context) || JS_AddIntrinsicJSON(context) || JS_AddIntrinsicProxy(context) ||
        JS_AddIntrinsicMapSet(context) || JS_AddIntrinsicTypedArrays(context) || JS_AddIntrinsicPromise(context) ||
        JS_AddIntrinsicWeakRef(context) || JS_AddIntrinsicAToB(context) || JS_AddPerformance(context))
        __builtin_trap();
    uint64_t random = (uint64_t)adapter_random();
    if (random != 0) context->random_state = random;
    JSValue global = JS_GetGlobalObject(context);
    JSValue ocre = JS_NewObject(context);
    JS_SetPropertyFunctionList(context, ocre, ocre_entries, countof(ocre_entries));
    JS_PreventExtensions(context, ocre);
    JS_DefinePropertyValueStr(context, global, "__ocre", ocre, 0);
    JS_FreeValue(context, global);
}

static void start(void) {
    if (context != NULL) return;
    make_context();
    program = adapter_program();
    import_signatures = calloc(program->import_count + 1, sizeof *import_signatures);
    exports = calloc(program->export_count + 1, sizeof *exports);
    if (import_signatures == NULL || exports == NULL) end_with("out of memory");
    for (uint32_t i = 0; i < program->export_count; i++) exports[i].function = exports[i].post = JS_UNDEFINED;
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

// Where the adapter puts the parameters of an export, and finds its result.
EXPORT("slots") uint64_t *engine_slots(void) {
    return export_slots;
}

EXPORT("enter") void engine_enter(uint32_t number) {
    uint64_t slots[most_parameters];
    memcpy(slots, export_slots, sizeof slots);
    start();
    struct export *export = &exports[number];
    if (export->signature == NULL) end_with("the script does not define an export that it names");
    JSValue arguments[most_parameters];
    const char *type = export->signature;
    int count = 0;
    for (; *type != ':'; count++, type++) arguments[count] = value_of(context, *type, slots[count]);
    depth++;
    // The script may export another function in its place meanwhile.
    JSValue function = JS_DupValue(context, export->function);
    JSValue result = JS_Call(context, function, JS_UNDEFINED, count, vc(arguments));
    JS_FreeValue(context, function);
    for (int i = 0; i < count; i++) JS_FreeValue(context, arguments[i]);
    if (JS_IsException(result)) end_with_exception("Uncaught", JS_GetException(context));
    // An object may be destroyed in the middle of another call, which goes on afterwards.
    if (depth == 1) run_jobs();
    depth--;
    bool failed = false;
    if (type[1] != 0) export_slots[0] = slot_of(context, type[1], result, &failed);
    if (failed) end_with_exception("Uncaught", JS_GetException(context));
    JS_FreeValue(context, result);
}

EXPORT("post") void engine_post(uint32_t number) {
    if (context == NULL || !JS_IsFunction(context, exports[number].post)) return;
    JSValue argument = JS_NewInt32(context, (int32_t)export_slots[0]);
    JSValue function = JS_DupValue(context, exports[number].post);
    JSValue result = JS_Call(context, function, JS_UNDEFINED, 1, vc(&argument));
    JS_FreeValue(context, function);
    if (JS_IsException(result)) end_with_exception("Uncaught", JS_GetException(context));
    JS_FreeValue(context, result);
}

EXPORT("cabi_realloc") void *cabi_realloc(void *old, size_t old_size, size_t align, size_t size) {
    // Nothing is no block: nobody would give it back.
    if (old == NULL && size == 0) return (void *)align;
    void *block = align <= 8 ? realloc(old, size == 0 ? 1 : size) : NULL;
    if (block == NULL) __builtin_trap();
    return block;
}

// ------------------------------------------------------------------------------------- compilation

#ifndef QJS_DISABLE_PARSER

// At build time a script becomes bytecode: the address of its bytes, and in the first slot their number. A script
// with mistakes is 0; the slots then hold the address and length of a text about it.
EXPORT("compile") uint8_t *engine_compile(const char *script, uint32_t length) {
    if (context == NULL) make_context();
    JSValue code = JS_Eval(context, script, length, "app.js", JS_EVAL_TYPE_GLOBAL | JS_EVAL_FLAG_COMPILE_ONLY);
    if (JS_IsException(code)) {
        static char line[longest_line];
        JSValue exception = JS_GetException(context);
        size_t at = append_value(line, 0, exception, "exception");
        export_slots[0] = (uintptr_t)line;
        export_slots[1] = at;
        return NULL;
    }
    size_t size;
    uint8_t *bytes = JS_WriteObject(context, &size, code, JS_WRITE_OBJ_BYTECODE | JS_WRITE_OBJ_STRIP_SOURCE);
    if (bytes == NULL) __builtin_trap();
    export_slots[0] = size;
    return bytes;
}

#endif

// ------------------------------------------------------------------------------- what a C library asks

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    int64_t now = adapter_date();
    time->tv_sec = now / 1000000;
    time->tv_usec = now % 1000000;
    return 0;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int64_t now = adapter_now();
    time->tv_sec = now / 1000000000;
    time->tv_nsec = now % 1000000000;
    return 0;
}

// Devices run in UTC.
struct tm *localtime_r(const time_t *restrict time, struct tm *restrict result) {
    memset(result, 0, sizeof *result);
    return result;
}
