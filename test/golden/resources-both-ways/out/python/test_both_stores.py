# Yours to edit: ocrekit writes this file once.
from sdk import calls
from wit_world.imports import test_both_stores


class Item(calls.Standing):
    _inner_class = test_both_stores.Item

    def __init__(self, name: str) -> None:
        self._inner = test_both_stores.Item(name)

    def name(self) -> str:
        _answer: str = self._inner.name()
        return _answer

    def child(self, key: str) -> test_both_stores.Item:
        _answer: test_both_stores.Item = calls.outer(self._inner.child(key))
        return _answer
