/*
 * Log lines as printf writes them, and assertions that say where they failed before they trap.
 */
#ifndef OCRE_LOG_H
#define OCRE_LOG_H

#include "okrt_format.h"
#include "ocre/system.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The part of the app that a file's lines concern; define it before the include. */
#ifndef OCRE_LOG_TARGET
#define OCRE_LOG_TARGET ""
#endif

/* OCRE_LOG_INFO("%d of %d", done, all); nothing is formatted below the host's threshold. */
#define OCRE_LOG(level, ...) ocre_logf(level, OCRE_LOG_TARGET, __VA_ARGS__)
#define OCRE_LOG_TRACE(...) OCRE_LOG(OCRE_SYSTEM_LOG_LEVEL_TRACE, __VA_ARGS__)
#define OCRE_LOG_DEBUG(...) OCRE_LOG(OCRE_SYSTEM_LOG_LEVEL_DEBUG, __VA_ARGS__)
#define OCRE_LOG_INFO(...) OCRE_LOG(OCRE_SYSTEM_LOG_LEVEL_INFO, __VA_ARGS__)
#define OCRE_LOG_WARN(...) OCRE_LOG(OCRE_SYSTEM_LOG_LEVEL_WARN, __VA_ARGS__)
#define OCRE_LOG_ERROR(...) OCRE_LOG(OCRE_SYSTEM_LOG_LEVEL_ERROR, __VA_ARGS__)
#define OCRE_LOG_CRITICAL(...) OCRE_LOG(OCRE_SYSTEM_LOG_LEVEL_CRITICAL, __VA_ARGS__)

/* Traps with one line in the log when the condition is false. */
#define OCRE_ASSERT(condition) \
  ((condition) ? (void)0 : ocre_panicf("%s:%d: assertion failed: %s", __FILE_NAME__, __LINE__, #condition))

/* Traps, after one line in the log. */
#define OCRE_PANIC(...) ocre_panicf(__VA_ARGS__)

void ocre_logf(ocre_system_log_level_t level, const char *target, const char *format, ...) OKRT_PRINTF(3, 4);
__attribute__((noreturn)) void ocre_panicf(const char *format, ...) OKRT_PRINTF(1, 2);

#ifdef __cplusplus
}
#endif

#endif
