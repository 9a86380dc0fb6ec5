// Yours to edit: ocrekit writes this file once.

#include "app.hpp"

struct app {
  static double length(::test::records::shapes::line l) {
    return ::test::records::shapes::length(l);
  }
  static ::test::records::shapes::point mirror(::test::records::shapes::point p) {
    return ::test::records::shapes::mirror(p);
  }
  static ::wit::list<::test::records::shapes::line> outline() {
    return ::test::records::shapes::outline();
  }
  static ::wit::tuple<::test::records::shapes::point, ::wit::string_view> pair(
      ::wit::tuple<uint8_t, ::test::records::shapes::point> p) {
    return ::test::records::shapes::pair(p);
  }
};

TEST_RECORDS_APP_WORLD_EXPORT(app);
