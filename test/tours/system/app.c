/* Every function of ocre:system. */
#include "../tour.h"

static void clocks(void) {
  ocre_system_system_clock_instant_t now;
  uint64_t before = ocre_system_monotonic_clock_now();
  tour_is("monotonic-clock.get-resolution", ocre_system_monotonic_clock_get_resolution() > 0);
  tour("monotonic-clock.wait-for", ocre_system_monotonic_clock_wait_for(2000000));
  tour("monotonic-clock.wait-until", ocre_system_monotonic_clock_wait_until(before + 4000000));
  tour_is("monotonic-clock.now", ocre_system_monotonic_clock_now() >= before + 4000000);
  tour("system-clock.now", ocre_system_system_clock_now(&now));
  tour_is("system-clock.now", now.seconds > 1700000000 && now.nanoseconds < 1000000000);
}

static void timers(void) {
  uint32_t left = 0;
  ocre_system_events_event_option_t event;
  tour("timers.start", ocre_system_timers_start(7, 20, 0));
  tour("timers.remaining", ocre_system_timers_remaining(7, &left));
  tour_is("timers.remaining", left <= 20);
  tour("timers.start", ocre_system_timers_start(8, 60000, 0));
  tour("timers.cancel", ocre_system_timers_cancel(8));
  event = ocre_system_events_wait(5000);
  tour_is("events.wait", event.is_some && event.value.kind == OCRE_SYSTEM_EVENTS_EVENT_KIND_TIMER && event.value.token == 7);
  event = ocre_system_events_wait(0);
  tour_is("events.wait", !event.is_some);
}

static void random_data(void) {
  uint64_t first = ocre_system_random_get_random_u64();
  wit_bytes_t bytes;
  tour_is("random.get-random-u64", first != ocre_system_random_get_random_u64());
  bytes = ocre_system_random_get_random_bytes(32);
  tour_is("random.get-random-bytes", bytes.len >= 1 && bytes.len <= 32);
}

static void about(void) {
  ocre_system_info_runtime_info_t runtime = ocre_system_info_get_runtime();
  ocre_system_info_device_identity_t identity;
  ocre_system_info_limits_t limits = ocre_system_info_get_limits();
  wit_string_list_t arguments;
  wit_tuple_string_string_list_t environment;
  tour_is("log.threshold", ocre_system_log_threshold() <= OCRE_SYSTEM_LOG_LEVEL_INFO);
  tour_show("info.get-runtime", runtime.container.ptr, runtime.container.len);
  tour("info.get-identity", ocre_system_info_get_identity(&identity));
  tour_is("info.get-limits", limits.handles > 0 && limits.memory_bytes >= 65536 && limits.handler_ms > 0);
  arguments = ocre_system_environment_get_arguments();
  tour_is("environment.get-arguments", arguments.len == 1 && tour_equal(arguments.ptr[0].ptr, arguments.ptr[0].len, "tour"));
  environment = ocre_system_environment_get_environment();
  tour_is("environment.get-environment", environment.len == 1 && tour_equal(environment.ptr[0].f1.ptr, environment.ptr[0].f1.len, "blue"));
}

static void config(void) {
  wit_string_option_t value;
  tour("config.get", ocre_system_config_get(TEXT("interval"), 16, &value));
  tour_show("config.get", value.value.ptr, value.is_some ? value.value.len : 0);
  tour("config.get", ocre_system_config_get(TEXT("interval"), 1, &value));
  tour("config.watch", ocre_system_config_watch(9));
  tour("config.unwatch", ocre_system_config_unwatch(9));
}

static void ask(const char *line) {
  wit_string_t argument = tour_text(line);
  wit_string_list_t arguments;
  arguments.ptr = &argument;
  arguments.len = 1;
  tour_is("permissions.check", true);
  tour_number("permissions.check", ocre_system_permissions_check(TEXT("health.alert"), arguments) ? 1 : 0);
}

static void health(void) {
  tour("health.report", ocre_system_health_report(OCRE_SYSTEM_HEALTH_STATE_HEALTHY, TEXT("on tour")));
  tour("health.beat", ocre_system_health_beat());
  tour("health.raise-alert", ocre_system_health_raise_alert(TEXT("hot"), OCRE_SYSTEM_HEALTH_SEVERITY_WARNING, TEXT("40 degrees")));
  tour("health.clear-alert", ocre_system_health_clear_alert(TEXT("hot")));
}

bool ocre_app_run(void) {
  clocks();
  timers();
  random_data();
  about();
  config();
  ask("hot");
  health();
  tour("process.restart", ocre_system_process_restart(3600000));
  tour_say("process.exit", TEXT("7"));
  ocre_system_process_exit(7);
  tour_say("process.exit", TEXT("returned"));
  return false;
}

OCRE_APP_RUN_EXPORT();
