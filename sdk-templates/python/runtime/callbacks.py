"""Functions that wait for events, each under a token of its own."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

W = TypeVar("W")

# An app that calls the host's functions itself takes smaller ones.
_FIRST = 0x4000_0000
_next = _FIRST

# By the name of a handler, what has callbacks for its events; it answers None when a token is not one of its own.
takers: dict[str, Callable[..., Any]] = {}


class Waiting(Generic[W]):
    """What waits, by its token."""

    def __init__(self) -> None:
        self._by_token: dict[int, W] = {}

    def add(self, waiting: W) -> int:
        """Takes a token that nothing else has."""
        global _next
        token = _next
        _next += 1
        self._by_token[token] = waiting
        return token

    def get(self, token: int) -> W | None:
        return self._by_token.get(token)

    def end(self, token: int) -> bool:
        """False when it has ended already."""
        return self._by_token.pop(token, None) is not None


def is_ours(token: int) -> bool:
    """Of the SDK; what waited for it may have ended."""
    return token >= _FIRST
