# Yours to edit: ocrekit writes this file once.
from sdk import calls
from wit_world.imports import test_both_stores

import test_both_stores as test_both_stores_exports  # noqa: F401


class TestBothStores:
    def all(self) -> list[test_both_stores.Item]:
        _answer: list[test_both_stores.Item] = calls.outer(test_both_stores.all())
        return _answer

    def first(self, of: list[test_both_stores.Item]) -> test_both_stores.Item | None:
        _answer: test_both_stores.Item | None = calls.outer(test_both_stores.first(calls.inner(of)))
        return _answer
