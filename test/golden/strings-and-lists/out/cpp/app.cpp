// Yours to edit: ocrekit writes this file once.

#include "app.hpp"

struct app {
  static ::wit::string_view greet(::wit::string_view name) {
    return ::test::sequences::text::greet(name);
  }
  static uint32_t checksum(::wit::list<uint8_t> data) {
    return ::test::sequences::text::checksum(data);
  }
  static ::wit::list<::wit::string_view> words(::wit::string_view line) {
    return ::test::sequences::text::words(line);
  }
  static ::wit::list<double> sort(::wit::list<double> values) {
    return ::test::sequences::text::sort(values);
  }
  static ::wit::list<::wit::list<uint16_t>> nested(::wit::list<::wit::list<uint16_t>> rows) {
    return ::test::sequences::text::nested(rows);
  }
};

TEST_SEQUENCES_APP_WORLD_EXPORT(app);
