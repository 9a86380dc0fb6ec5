# Yours to edit: ocrekit writes this file once.
from sdk import calls
from wit_world.imports import test_both_stores


class Item(calls.Standing):
    _inner_class = test_both_stores.Item

    def __init__(self, name: str) -> None:
        self._inner = test_both_stores.Item(name)

    def name(self) -> str:
        return self._inner.name()

    def child(self, key: str) -> test_both_stores.Item:
        return calls.outer(self._inner.child(key))
