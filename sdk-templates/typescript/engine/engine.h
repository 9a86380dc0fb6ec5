// What the files of the engine share: the script's context, what the adapter brings, and who does what.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "quickjs.h"

#define ADAPTER(name) __attribute__((import_module("adapter"), import_name(name)))
#define EXPORT(name) __attribute__((export_name(name)))

// An import takes 16 flat parameters, and the address of a result that is more than one value.
enum { most_parameters = 17, longest_line = 256 };

extern JSRuntime *runtime;
extern JSContext *context;

// ---------------------------------------------------------------------------------- the adapter

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

// NULL while a script is compiled.
extern const struct program *program;

// -1: the name is none of these.
int find_name(const struct name *names, uint32_t count, const char *text, size_t length);

// ------------------------------------------------------------------------------------- failures

// The last line of the log, and a trap.
_Noreturn void end(const char *text, size_t length);
_Noreturn void end_with(const char *text);
_Noreturn void end_with_exception(const char *what, JSValue exception);

// Appends with white space folded, because a line of the log is one line; returns its new length.
size_t append_value(char *line, size_t at, JSValueConst value, const char *fallback);

void track_rejections(void);
// Goes on with what was promised until nothing is left to do, and ends when a rejection was not handled.
void run_jobs(void);

JSValue ocre_trap(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue ocre_jobs(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);

// --------------------------------------------------------------------------------------- values

// A core value by the letter of its type in a signature: i, I, f, F.
uint64_t slot_of(JSContext *ctx, char type, JSValueConst value, bool *failed);
JSValue value_of(JSContext *ctx, char type, uint64_t slot);
// A copy of a signature such as "iI:f" with at most `most_parameters` and one result; NULL after an exception.
char *read_signature(JSContext *ctx, JSValueConst value);

// ------------------------------------------------------------------------------ calls, both ways

bool make_imports(void);
JSValue ocre_import(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);

bool make_exports(void);
JSValue ocre_export(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);

// --------------------------------------------------------------------------------------- memory

JSValue ocre_memory(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue ocre_alloc(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue ocre_free(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue ocre_encode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue ocre_length(JSContext *ctx, JSValueConst self);
JSValue ocre_decode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);

// ----------------------------------------------------------------------------------------- life

void make_context(void);
// Runs the script, the first time that anything is called.
void start(void);

// ----------------------------------------------- what only the file around QuickJS can do, interpreter.c

void set_stack_limit(uintptr_t lowest);
void seed_random(uint64_t seed);
// All of memory up to `length`, as one object that nobody frees.
JSValue view_memory(JSContext *ctx, size_t length);

// Where a place of the script stands in a source; sorted by line and column.
struct place {
    uint32_t line, column;
    uint32_t file, source_line, source_column;
};

// What a script is compiled from.
struct source {
    const char *script;
    uint32_t script_length;
    const struct place *places;
    uint32_t place_count;
    // Names of files, each with a line feed behind it; the first is the script's own.
    const char *files;
    uint32_t files_length;
    // No positions at all.
    uint32_t is_stripped;
};

// Gives code that was compiled the positions that it has in its sources.
void map_positions(JSContext *ctx, JSValueConst code, const struct source *source);
