/* Yours to edit: ocrekit writes this file once. */

#include "app.h"

wit_string_t exports_test_sequences_text_greet(wit_string_t name) {
  return test_sequences_text_greet(name);
}

uint32_t exports_test_sequences_text_checksum(wit_bytes_t data) {
  return test_sequences_text_checksum(data);
}

wit_string_list_t exports_test_sequences_text_words(wit_string_t line) {
  return test_sequences_text_words(line);
}

wit_f64_list_t exports_test_sequences_text_sort(wit_f64_list_t values) {
  return test_sequences_text_sort(values);
}

wit_u16_list_list_t exports_test_sequences_text_nested(wit_u16_list_list_t rows) {
  return test_sequences_text_nested(rows);
}

TEST_SEQUENCES_APP_WORLD_EXPORT();
