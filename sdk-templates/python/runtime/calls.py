"""How the SDK calls the bindings and is called by them: errors are raised, handlers are found by name."""

import dataclasses
import functools
import inspect
import sys
from collections.abc import Callable
from enum import Enum
from types import FunctionType, ModuleType
from typing import Any, ClassVar, NoReturn, ParamSpec, TypeVar

from componentize_py_types import Err, Ok, Some
from sdk.callbacks import takers

__all__ = [
    "Err",
    "Failed",
    "Handlers",
    "Ok",
    "Some",
    "Standing",
    "adopted",
    "call",
    "changed",
    "check",
    "failure",
    "inner",
    "nothing",
    "outer",
]

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
E = TypeVar("E", bound=Enum)
F = TypeVar("F", bound=Callable[..., Any])


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
    kind = _class_of(code.name) if isinstance(code, Enum) else Failed
    return kind(code)


def call(function: Callable[P, R], *args: P.args, **named: P.kwargs) -> R:
    """Calls the host; an error is raised."""
    try:
        return function(*args, **named)
    except Err as error:
        raise failure(error.value) from None


def check(function: Callable[P, Enum], *args: P.args, **named: P.kwargs) -> None:
    """Calls the host; of a status whose first case is `ok` nothing is left, and the others are raised."""
    status = call(function, *args, **named)
    if status.value != 0:
        raise failure(status)


def _is_status(kind: type) -> bool:
    return issubclass(kind, Enum) and "@status" in (kind.__doc__ or "")


def adopted(declared: type[T]) -> type[T]:
    """Above a class of methods that only say what they do: the class of the bindings that it derives from does it.

    Those methods raise from now on, as `call` and `check` do, and `help` shows what is said of them.
    """
    cls: Any = declared.__base__
    cls.__doc__ = declared.__doc__
    for name, said in vars(declared).items():
        found = cls.__dict__.get(name)
        if isinstance(said, classmethod):
            setattr(cls, name, classmethod(_raising(found.__func__, said.__func__)))
        elif isinstance(said, FunctionType):
            setattr(cls, name, _raising(found, said))
    adopting: type[T] = cls
    return adopting


def _raising(function: Callable[..., Any], said: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(said)
    def raising(*args: Any, **named: Any) -> Any:
        answer = call(function, *(inspect.signature(said).bind(*args, **named).args if named else args))
        if not _is_status(type(answer)):
            return answer
        if answer.value != 0:
            raise failure(answer)
        return None

    return raising


def changed(module: ModuleType) -> Any:
    """A module of the bindings whose annotations are not those of the SDK over it, which type checkers take for anything."""
    return module


def nothing() -> NoReturn:
    """What a handler answers that was left out, and whose answer cannot be made up."""
    raise NotImplementedError("the app has no such handler")


class Handlers:
    """`@handler` above a function of the app: the host's calls of that name go to it."""

    def __init__(self, *names: str) -> None:
        self._names = names
        self._known: dict[str, Callable[..., Any]] = {}

    def __call__(self, function: F) -> F:
        name = function.__name__
        if name not in self._names:
            raise NameError(f"the world has no handler '{name}'; it has {', '.join(self._names)}")
        self._known[name] = function
        return function

    def answer(self, name: str, without: Callable[[], R], *args: Any) -> R:
        """What a callback or the app answers; of a handler that it left out, nothing."""
        taker = takers.get(name)
        taken: R | None = None if taker is None else taker(*args)
        if taken is not None:
            return taken
        function = self._known.get(name)
        if function is None:
            return without()
        answer: R = function(*args)
        return answer

    def attempt(self, name: str, without: Callable[[], R], *args: Any) -> R:
        """`answer` of a handler that may fail: an error of the host's is one of the app's."""
        try:
            return self.answer(name, without, *args)
        except Failed as error:
            raise Err(error.code) from None

    def perform(self, name: str, without: Callable[[], R], *args: Any) -> R:
        """`attempt` of a handler whose failure says nothing else: where the error was is told as if nobody caught it."""
        try:
            return self.answer(name, without, *args)
        except Failed as error:
            sys.excepthook(type(error), error, error.__traceback__)
            raise Err(error.code) from None

    def report(self, name: str, kind: type[E], *args: Any) -> E:
        """`answer` of a handler that answers with a status."""
        try:
            self.answer(name, lambda: None, *args)
        except Failed as error:
            return kind[error.code.name]
        return kind(0)


class Standing:
    """An object of the app that stands for one of the host's, in echoes."""

    _inner_class: ClassVar[type]
    _inner: Any
    _outer_of: ClassVar[dict[type, type["Standing"]]] = {}

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
