"""Exported objects are given up when the host drops its handle: `__del__` runs, unless something else still holds them."""

import weakref
from typing import Any

import componentize_py_runtime

_drop_resource = componentize_py_runtime.drop_resource  # type: ignore[attr-defined]


class _Finalize(weakref.finalize):  # type: ignore[type-arg]
    """componentize-py means to drop an exported object's handle when the object dies, and the host has dropped it by then."""

    __slots__ = ()

    def __init__(self, of: Any, function: Any, /, *args: Any, **named: Any) -> None:
        if function is _drop_resource and hasattr(of, "__componentize_py_handle"):
            return
        super().__init__(of, function, *args, **named)


weakref.finalize = _Finalize  # type: ignore[misc]
