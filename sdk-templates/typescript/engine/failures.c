// How a script ends that cannot go on: one line of the log and a trap. Promises that nobody handles belong to it.
#include <stdlib.h>
#include <string.h>

#include "engine.h"

ADAPTER("$log-error") extern void adapter_log_error(const char *text, uint32_t length);

_Noreturn void end(const char *text, size_t length) {
    adapter_log_error(text, (uint32_t)(length < longest_line ? length : longest_line));
    __builtin_trap();
}

_Noreturn void end_with(const char *text) {
    end(text, strlen(text));
}

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

size_t append_value(char *line, size_t at, JSValueConst value, const char *fallback) {
    const char *text = JS_ToCString(context, value);
    if (text == NULL) JS_FreeValue(context, JS_GetException(context));
    at = append(line, at, text == NULL ? fallback : text);
    JS_FreeCString(context, text);
    return at;
}

_Noreturn void end_with_exception(const char *what, JSValue exception) {
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

JSValue ocre_trap(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    static char line[longest_line];
    end(line, append_value(line, 0, argv[0], "trap"));
}

// A promise may be handled later than it is rejected, as long as it is in the same call.
struct rejection {
    struct rejection *next;
    JSValue promise;
    JSValue reason;
};

static struct rejection *rejections;

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

void track_rejections(void) {
    JS_SetHostPromiseRejectionTracker(runtime, track_rejection, NULL);
}

void run_jobs(void) {
    JSContext *ctx;
    int status;
    while ((status = JS_ExecutePendingJob(runtime, &ctx)) > 0) {}
    if (status < 0) end_with_exception("Uncaught", JS_GetException(ctx));
    if (rejections != NULL) end_with_exception("Unhandled rejection:", rejections->reason);
}

JSValue ocre_jobs(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
    run_jobs();
    return JS_UNDEFINED;
}
