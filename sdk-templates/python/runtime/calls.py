"""How the SDK calls the bindings and is called by them: errors are raised, handlers are found by name."""

import dataclasses
import functools
from enum import Enum
from typing import Any, Callable

from componentize_py_types import Err, Ok, Some

__all__ = ["Err", "Failed", "Handlers", "Ok", "Some", "Standing", "adopt", "call", "failure", "inner", "outer"]


class Failed(Exception):
    """What a function raises that the host refused: `code` is the case of its error enum.

    Where Python has an error of its own for a case, what is raised is that as well: `except PermissionError`.
    """

    def __init__(self, code: Any) -> None:
        super().__init__(code.name.lower().replace("_", "-") if isinstance(code, Enum) else code)
        self.code = code


_BUILTIN: dict[str, type[Exception]] = {
    "ADDRESS_IN_USE": OSError,
    "CANCELLED": InterruptedError,
    "DENIED": PermissionError,
    "EXISTS": FileExistsError,
    "INVALID_ARGUMENT": ValueError,
    "IO": OSError,
    "NOT_FOUND": FileNotFoundError,
    "REFUSED": ConnectionRefusedError,
    "RESET": ConnectionResetError,
    "TIMEOUT": TimeoutError,
    "WOULD_BLOCK": BlockingIOError,
}


@functools.cache
def _class_of(name: str) -> type[Failed]:
    also = _BUILTIN.get(name)
    words = "".join(word.capitalize() for word in name.split("_"))
    return Failed if also is None else type(f"{words}Error", (Failed, also), {"__module__": __name__})


def failure(code: Any) -> Failed:
    """The exception of an error: `raise failure(ErrorCode.BUSY)`."""
    return (_class_of(code.name) if isinstance(code, Enum) else Failed)(code)


def call(function: Callable[..., Any], *args: Any) -> Any:
    """Calls the host; an error is raised, and of a status whose first case is `ok` nothing else is left."""
    try:
        answer = function(*args)
    except Err as error:
        raise failure(error.value) from None
    if not _is_status(type(answer)):
        return answer
    if answer.value != 0:
        raise failure(answer)
    return None


@functools.cache
def _is_status(kind: type) -> bool:
    return issubclass(kind, Enum) and "@status" in (kind.__doc__ or "")


def adopt(cls: type, *names: str) -> None:
    """Methods of a class of the bindings raise from now on, as `call` does."""
    for name in names:
        found = cls.__dict__[name]
        if isinstance(found, classmethod):
            setattr(cls, name, classmethod(_raising(found.__func__)))
        else:
            setattr(cls, name, _raising(found))


def _raising(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def raising(*args: Any) -> Any:
        return call(function, *args)

    return raising


class Handlers:
    """`@handler` above a function of the app: the host's calls of that name go to it."""

    def __init__(self, *names: str) -> None:
        self._names = names
        self._known: dict[str, Callable[..., Any]] = {}

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        name = function.__name__
        if name not in self._names:
            raise NameError(f"the world has no handler '{name}'; it has {', '.join(self._names)}")
        self._known[name] = function
        return function

    def answer(self, name: str, without: Callable[[], Any] | None, *args: Any) -> Any:
        """What the app answers; of a handler that it left out, nothing."""
        function = self._known.get(name)
        if function is None:
            return None if without is None else without()
        try:
            return function(*args)
        except Failed as error:
            raise Err(error.code) from None


class Standing:
    """An object of the app that stands for one of the host's, in echoes."""

    _inner_class: type
    _inner: Any
    _outer_of: dict[type, type] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        Standing._outer_of[cls._inner_class] = cls

    def __del__(self) -> None:
        self._inner.__exit__(None, None, None)


def inner(value: Any) -> Any:
    """The same value with the host's objects in place of the app's."""
    return _mapped(value, lambda v: v._inner if isinstance(v, Standing) else None)


def outer(value: Any) -> Any:
    """The same value with the app's objects in place of the host's."""

    def standing(v: Any) -> Any:
        cls = Standing._outer_of.get(type(v))
        if cls is None:
            return None
        made = cls.__new__(cls)
        made._inner = v
        return made

    return _mapped(value, standing)


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    changed = change(value)
    if changed is not None:
        return changed
    if isinstance(value, list):
        return [_mapped(item, change) for item in value]
    if isinstance(value, tuple):
        return tuple(_mapped(item, change) for item in value)
    if isinstance(value, dict):
        return {key: _mapped(item, change) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = [_mapped(getattr(value, field.name), change) for field in dataclasses.fields(value)]
        return type(value)(*parts)
    return value
