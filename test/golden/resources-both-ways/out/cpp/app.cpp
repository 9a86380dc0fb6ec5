// Yours to edit: ocrekit writes this file once.

#include "app.hpp"

struct exports::test::both::stores::item::rep {
  bool okrt_used = false;
  ::test::both::stores::item okrt_inner;
  static void destroy(rep *self) {
    self->okrt_inner.reset();
    self->okrt_used = false;
  }
  static ::exports::test::both::stores::item create(::wit::string_view name);
  ::wit::string_view name();
  ::wit::expected<::exports::test::both::stores::item, ::test::both::stores::problem> child(
      ::wit::string_view key);
};

static ::exports::test::both::stores::item okrt_wrap_1(::test::both::stores::item inner) {
  static constinit ::exports::test::both::stores::item::rep pool[1024];
  for (auto &object : pool) {
    if (object.okrt_used) continue;
    object.okrt_used = true;
    object.okrt_inner = ::wit::move(inner);
    return ::exports::test::both::stores::item(&object);
  }
  __builtin_trap();
}

static ::wit::own<::exports::test::both::stores::item> okrt_echo_0(::wit::own<::test::both::stores::item> from) {
  return okrt_wrap_1(from.take()).release();
}

static ::wit::list<::wit::own<::exports::test::both::stores::item>> okrt_echo_1(::wit::list<::wit::own<::test::both::stores::item>> from) {
  ::wit::own<::exports::test::both::stores::item> *items = ::wit::make<::wit::own<::exports::test::both::stores::item>>(from.size());
  for (size_t i = 0; i < from.size(); i++) items[i] = okrt_echo_0(from[i]);
  return {items, from.size()};
}

static ::wit::borrow<::test::both::stores::item> okrt_echo_2(::exports::test::both::stores::item::rep *from) {
  return from->okrt_inner;
}

static ::wit::list<::wit::borrow<::test::both::stores::item>> okrt_echo_3(::wit::list<::exports::test::both::stores::item::rep *> from) {
  ::wit::borrow<::test::both::stores::item> *items = ::wit::make<::wit::borrow<::test::both::stores::item>>(from.size());
  for (size_t i = 0; i < from.size(); i++) items[i] = okrt_echo_2(from[i]);
  return {items, from.size()};
}

static ::wit::option<::wit::own<::exports::test::both::stores::item>> okrt_echo_4(::wit::option<::wit::own<::test::both::stores::item>> from) {
  if (!from) return ::wit::nullopt;
  return okrt_echo_0(*from);
}

::exports::test::both::stores::item exports::test::both::stores::item::rep::create(
    ::wit::string_view name) {
  return ::okrt::take(okrt_echo_0(::okrt::give<::wit::own<::test::both::stores::item>>(::test::both::stores::item(name))));
}

::wit::string_view exports::test::both::stores::item::rep::name() {
  return okrt_inner.name();
}

::wit::expected<::exports::test::both::stores::item, ::test::both::stores::problem> exports::test::both::stores::item::rep::child(
    ::wit::string_view key) {
  auto answer_ = okrt_inner.child(key);
  if (!answer_) return ::wit::unexpected(answer_.error());
  return ::okrt::take(okrt_echo_0(::okrt::give<::wit::own<::test::both::stores::item>>((*::wit::move(answer_)))));
}

struct app {
  static ::wit::owned_list<::exports::test::both::stores::item> all() {
    return ::okrt::take(okrt_echo_1(::okrt::give<::wit::list<::wit::own<::test::both::stores::item>>>(::test::both::stores::all())));
  }
  static ::exports::test::both::stores::item first(
      ::wit::list<::exports::test::both::stores::item::rep *> of) {
    return ::okrt::take(okrt_echo_4(::okrt::give<::wit::option<::wit::own<::test::both::stores::item>>>(::test::both::stores::first(okrt_echo_3(of)))));
  }
};

TEST_BOTH_APP_WORLD_EXPORT(app);
