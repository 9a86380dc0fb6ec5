// What QuickJS asks a C library about time.
#include <string.h>
#include <sys/time.h>
#include <time.h>

#include "engine.h"

// Unix time in microseconds and monotonic time in nanoseconds; a counter where the world has none.
ADAPTER("$date") extern int64_t adapter_date(void);
ADAPTER("$now") extern int64_t adapter_now(void);

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    int64_t now = adapter_date();
    time->tv_sec = now / 1000000;
    time->tv_usec = (suseconds_t)(now % 1000000);
    return 0;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int64_t now = adapter_now();
    time->tv_sec = now / 1000000000;
    time->tv_nsec = (long)(now % 1000000000);
    return 0;
}

// Devices run in UTC.
struct tm *localtime_r(const time_t *restrict time, struct tm *restrict result) {
    memset(result, 0, sizeof *result);
    return result;
}
