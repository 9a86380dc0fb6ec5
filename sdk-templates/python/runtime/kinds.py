"""Values that Python has a better form for than the bindings: lowered on their way out, lifted on their way in."""

import dataclasses
import functools
import struct
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from componentize_py_types import Err, Ok, Some
from sdk.calls import Failed


class Kind(NamedTuple):
    """How the app's values of a type become those of the bindings, and how they come back."""

    lower: Callable[[Any], Any]
    lift: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


SAME = Kind(_same, _same)


def _signed(value: Sequence[int]) -> bytes:
    return struct.pack(f"{len(value)}b", *value)


# The bindings take every list of single bytes for `bytes`.
SIGNED = Kind(_signed, lambda raw: list(memoryview(raw).cast("b")))


def mapping(key: Kind, value: Kind) -> Kind:
    """A dict, where the bindings have a list of pairs; of equal keys the last counts."""

    def lower(of: Mapping[Any, Any]) -> list[tuple[Any, Any]]:
        return [(key.lower(k), value.lower(v)) for k, v in of.items()]

    def lift(raw: list[tuple[Any, Any]]) -> dict[Any, Any]:
        return {key.lift(k): value.lift(v) for k, v in raw}

    return Kind(lower, lift)


def listed(item: Kind) -> Kind:
    """A list of values that differ."""
    return Kind(lambda of: [item.lower(v) for v in of], lambda raw: [item.lift(v) for v in raw])


def fixed(length: int, item: Kind) -> Kind:
    """A list of one length, where the bindings have a tuple."""

    def lower(of: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(item.lower(v) for v in _of_length(of, length))

    return Kind(lower, lambda raw: [item.lift(v) for v in raw])


def octets(length: int) -> Kind:
    """Bytes of one length, where the bindings have a tuple."""
    return Kind(lambda of: tuple(_of_length(of, length)), bytes)


def _of_length(of: Sequence[Any], length: int) -> Sequence[Any]:
    if len(of) != length:
        raise ValueError(f"the list has {len(of)} items, and its type {length}")
    return of


def tupled(*items: Kind) -> Kind:
    """A tuple of values that differ."""

    def lower(of: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(kind.lower(v) for kind, v in zip(items, of, strict=True))

    return Kind(lower, lambda raw: tuple(kind.lift(v) for kind, v in zip(items, raw, strict=True)))


def optional(inner: Kind) -> Kind:
    """A value or None."""
    return Kind(
        lambda of: None if of is None else inner.lower(of),
        lambda raw: None if raw is None else inner.lift(raw),
    )


def some(inner: Kind) -> Kind:
    """An option whose value may be None itself."""
    return Kind(
        lambda of: None if of is None else Some(inner.lower(of.value)),
        lambda raw: None if raw is None else Some(inner.lift(raw.value)),
    )


def result(ok: Kind, err: Kind) -> Kind:
    """A result inside of a value."""
    return Kind(
        lambda of: Ok(ok.lower(of.value)) if isinstance(of, Ok) else Err(err.lower(of.value)),
        lambda raw: Ok(ok.lift(raw.value)) if isinstance(raw, Ok) else Err(err.lift(raw.value)),
    )


def record(ours: type, theirs: type, *items: Kind) -> Kind:
    """A class of the SDK in place of one of the bindings, field by field."""
    names = [field.name for field in dataclasses.fields(ours)]

    def lower(of: Any) -> Any:
        return theirs(*(kind.lower(getattr(of, name)) for kind, name in zip(items, names, strict=True)))

    def lift(raw: Any) -> Any:
        return ours(*(kind.lift(getattr(raw, name)) for kind, name in zip(items, names, strict=True)))

    return Kind(lower, lift)


def variant(*cases: tuple[type, type, Kind]) -> Kind:
    """Those cases of a variant whose values differ; the others are the bindings' own."""
    lowered = {ours: (theirs, kind) for ours, theirs, kind in cases}
    lifted = {theirs: (ours, kind) for ours, theirs, kind in cases}

    def lower(of: Any) -> Any:
        theirs, kind = lowered.get(type(of), (None, SAME))
        return of if theirs is None else theirs(kind.lower(of.value))

    def lift(raw: Any) -> Any:
        ours, kind = lifted.get(type(raw), (None, SAME))
        return raw if ours is None else ours(kind.lift(raw.value))

    return Kind(lower, lift)


class Function:
    """The parameters of a function without `self`, what it returns, and what its error carries."""

    def __init__(self, *params: Kind, result: Kind = SAME, error: Kind = SAME) -> None:
        self.params = params
        self.result = result
        self.error = error


def convert(owner: Any, name: str, function: Function) -> None:
    """A function of the bindings, or a method of one of their classes, takes and gives the app's values from now on."""
    found = owner.__dict__[name]
    skipped = 1 if isinstance(owner, type) else 0
    if isinstance(found, classmethod):
        setattr(owner, name, classmethod(_outgoing(found.__func__, function, skipped)))
    else:
        setattr(owner, name, _outgoing(found, function, skipped))


def _outgoing(inner: Callable[..., Any], function: Function, skipped: int) -> Callable[..., Any]:
    @functools.wraps(inner)
    def call(*args: Any) -> Any:
        if len(args) != skipped + len(function.params):
            return inner(*args)
        try:
            lowered = (kind.lower(v) for kind, v in zip(function.params, args[skipped:], strict=True))
            return function.result.lift(inner(*args[:skipped], *lowered))
        except Err as error:
            raise Err(function.error.lift(error.value)) from None

    return call


class Exported:
    """Base of the classes whose methods the host calls with values of the bindings; they see the app's."""

    _functions: ClassVar[dict[str, Function]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name, function in cls._functions.items():
            found = cls.__dict__.get(name)
            if isinstance(found, classmethod):
                setattr(cls, name, classmethod(_incoming(found.__func__, function)))
            elif found is not None:
                setattr(cls, name, _incoming(found, function))


def _incoming(inner: Callable[..., Any], function: Function) -> Callable[..., Any]:
    @functools.wraps(inner)
    def entry(*args: Any) -> Any:
        # Behind a call of the host there is no Python; the app's own calls have its own values already.
        if sys._getframe().f_back is not None:
            return inner(*args)
        skipped = len(args) - len(function.params)
        try:
            lifted = (kind.lift(v) for kind, v in zip(function.params, args[skipped:], strict=True))
            return function.result.lower(inner(*args[:skipped], *lifted))
        except Err as error:
            raise Err(function.error.lower(error.value)) from None
        except Failed as error:
            raise Err(function.error.lower(error.code)) from None

    return entry
