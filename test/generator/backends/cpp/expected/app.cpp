/* What an app does with results: the class is the standard one where WANTS_STD is defined. */
#include "app.hpp"
#ifdef WANTS_STD
#include <expected>
#include <type_traits>
#endif
using namespace test::results;
using calls::file, calls::pair, calls::problem, calls::why;

template <class A, class B>
inline constexpr bool same = false;
template <class A>
inline constexpr bool same<A, A> = true;

static_assert(same<decltype(calls::check(0)), wit::expected<void, problem>>);
static_assert(same<decltype(calls::read()), wit::expected<wit::string_view, why>>);
static_assert(same<decltype(calls::get(0)), wit::expected<pair, wit::string_view>>);
static_assert(same<decltype(calls::number(0)), wit::expected<uint32_t, wit::unit>>);
static_assert(same<decltype(file::open("")), wit::expected<file, problem>>);
static_assert(same<decltype(file::open("")->all()), wit::expected<wit::owned_list<file>, why>>);
#ifdef WANTS_STD
static_assert(std::is_same_v<wit::expected<file, problem>, std::expected<file, problem>>);
static_assert(std::is_same_v<decltype(calls::check(0)), std::expected<void, problem>>);
static_assert(std::is_same_v<wit::unexpected<problem>, std::unexpected<problem>>);
#endif

/* All of its functions, at compile time. */
using number = wit::expected<int, problem>;
using done = wit::expected<void, problem>;
constexpr number three = 3, full = wit::unexpected(problem::full);
constexpr done well{}, badly = wit::unexpected(problem::broken);
constexpr auto half = [](int n) -> number {
  if (n % 2 != 0) return wit::unexpected(problem::broken);
  return n / 2;
};
constexpr auto twice = [](int n) { return n * 2L; };
constexpr auto rank = [](problem p) { return int(p) + 10; };
static_assert(three && three.has_value() && *three == 3 && three.value() == 3 && !full && full.error() == problem::full);
static_assert(three.value_or(9) == 3 && full.value_or(9) == 9);
static_assert(three.error_or(problem::broken) == problem::broken && full.error_or(problem::broken) == problem::full);
static_assert(same<decltype(three.transform(twice)), wit::expected<long, problem>> && three.transform(twice) == 6L);
static_assert(three.and_then(half).error() == problem::broken && full.and_then(half) == wit::unexpected(problem::full));
static_assert(three.transform(twice).transform([](long n) { return int(n); }).and_then(half) == 3);
static_assert(same<decltype(full.transform_error(rank)), wit::expected<int, int>>);
static_assert(full.transform_error(rank).error() == 10 && three.transform_error(rank) == 3);
static_assert(full.or_else([](problem p) -> number { return rank(p); }) == 10 && three.or_else([](problem) -> number { return 0; }) == 3);
static_assert(well && !badly && badly.error() == problem::broken && well == done() && badly != well);
static_assert(well.transform([] { return 5; }) == 5 && badly.transform([] { return 5; }).error() == problem::broken);
static_assert(well.and_then([] { return number(4); }) == 4 && badly.or_else([](problem) { return done(); }));
static_assert(same<decltype(three.transform([](int) {})), done> && three.transform([](int) {}) && !full.transform([](int) {}));
static_assert(badly.transform_error(rank).error() == 11 && three == three && three != full && full == full);
static_assert(wit::expected<wit::string_view, int>("four").transform(&wit::string_view::size) == 4u);
static_assert([] {
  number n = 1;
  n = wit::unexpected(problem::full);
  if (n) return false;
  n = 8;
  const wit::expected<long, problem> wide = n;
  n.emplace(5);
  return n == 5 && wide == 8L && number(3).and_then(half).transform(twice).value_or(1) == 1;
}());

struct app {
  static wit::expected<uint32_t, why> size(wit::string_view name) {
    return file::open(name)
        .and_then([](const file &f) { return f.size(); })
        .transform([](uint32_t n) { return n * 2; })
        .transform_error([](problem p) { return p == problem::full ? why::make_code(7) : why::make_text("broken"); });
  }

  static uint32_t kept(wit::string_view name) {
    auto opened = file::open(name).transform([](file &&f) { return wit::move(f); });
    const file mine = wit::move(opened).value_or(file());
    return mine ? mine.size().value_or(77) : 78;
  }
  static uint32_t trial(uint32_t n) {
    return calls::check(n)
        .and_then([n] { return calls::number(n).transform_error([](wit::unit) { return problem::broken; }); })
        .or_else([](problem p) -> wit::expected<uint32_t, problem> {
          if (p == problem::full) return 1000u;
          return wit::unexpected(p);
        })
        .value_or(2000);
  }
  static uint32_t must(uint32_t n) { return calls::number(n).value(); }
  static uint32_t get(uint32_t n) {
    const auto got = calls::get(n);
    if (!got) return uint32_t(got.error().size());
    return got->a + uint32_t(got->b.size());
  }
};
WIT_APP(app);
