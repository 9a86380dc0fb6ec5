/* Yours to edit: ocrekit writes this file once. */

#include "app.h"

wit_string_option_t exports_test_outcomes_find(wit_string_t key) {
  return test_outcomes_find(key);
}

bool exports_test_outcomes_parse(
    wit_string_option_t text, uint32_t *out, test_outcomes_problem_t *err) {
  return test_outcomes_parse(text, out, err);
}

bool exports_test_outcomes_run(void) {
  return test_outcomes_run();
}

bool exports_test_outcomes_check(uint32_t n, wit_string_t *err) {
  return test_outcomes_check(n, err);
}

bool exports_test_outcomes_explain(
    uint32_t n, test_outcomes_detail_t *out, test_outcomes_detail_t *err) {
  return test_outcomes_explain(n, out, err);
}

wit_u8_option_option_t exports_test_outcomes_twice(wit_u8_option_option_t n) {
  return test_outcomes_twice(n);
}

bool exports_test_outcomes_each(wit_result_u8_test_outcomes_problem_list_t ns, wit_string_t *out) {
  return test_outcomes_each(ns, out);
}

TEST_OUTCOMES_APP_WORLD_EXPORT();
